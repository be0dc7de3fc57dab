using System;
using System.Runtime.CompilerServices;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Variables;

/// <summary>The variables of one scope of one exchange or connection. Belongs to its loop; allocates only until it is warm.</summary>
public sealed class VariableStore
{
    private readonly ByteArena _arena;
    private Value[] _values = [];
    private bool _isUsed;
    private readonly VariableLimitsShared? _limits;
    private readonly VariableScope _scope;

    /// <summary>Bytes charged for this store and those within it; 0 while nothing is bounded.</summary>
    private int _charged;

    /// <param name="arena">Holds text and binary values; cleared by its owner together with this store.</param>
    /// <param name="limits">What bounds it; null = the arena alone.</param>
    /// <param name="scope">Of its variables.</param>
    public VariableStore(ByteArena arena, VariableLimitsShared? limits = null, VariableScope scope = VariableScope.Exchange)
    {
        _arena = arena;
        _limits = limits;
        _scope = scope;
    }

    /// <summary>The store of the scope around, which counts this one's bytes too; null = there is none.</summary>
    internal VariableStore? Outer { get; set; }

    /// <summary>Copies the value. False when there is no room for it: the variable is then as before.</summary>
    public bool TrySet(int slot, in Sample sample)
    {
        if (slot >= _values.Length)
        {
            Array.Resize(ref _values, slot + 1);
        }

        _isUsed = true;
        ref Value value = ref _values[slot];
        if (_limits is { IsSet: true } && !TryCharge(value, sample))
        {
            return false;
        }

        ArenaSlice slice = default;
        if (sample.IsBytes && !TryKeep(value, sample.Bytes, out slice))
        {
            return false;
        }

        if (sample.IsBytes)
        {
            value.Capacity = slice.Start == value.Bytes.Start ? Math.Max(value.Capacity, slice.Length) : slice.Length;
            value.Bytes = slice;
        }

        value.Exists = true;
        value.Type = sample.Type;
        value.Integer = sample.Integer;
        value.Address = sample.Address;
        return true;
    }

    /// <summary>False when it is not set. The bytes stay where they are until the variable or the arena changes.</summary>
    public bool TryGet(int slot, ref Sample sample)
    {
        if (slot >= _values.Length)
        {
            return false;
        }

        ref readonly Value value = ref _values[slot];
        bool isBytes = value.Type is SampleType.Text or SampleType.Binary;
        sample.Restore(value.Type, value.Integer, value.Address, isBytes ? _arena[value.Bytes] : default);
        return value.Type != SampleType.None;
    }

    /// <summary>True once the variable was set, even when it was unset since.</summary>
    public bool Exists(int slot) => slot < _values.Length && _values[slot].Exists;

    public void Unset(int slot)
    {
        if (slot < _values.Length)
        {
            _values[slot].Type = SampleType.None;
        }
    }

    /// <summary>Unsets all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Clear()
    {
        if (_isUsed || _charged != 0)
        {
            ClearSlow();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ClearSlow()
    {
        if (_isUsed)
        {
            Array.Clear(_values);
            _isUsed = false;
        }

        if (_charged != 0)
        {
            Charge(-_charged);
        }
    }

    /// <summary>False when the value has no room in one of the scopes; nothing is charged then.</summary>
    private bool TryCharge(in Value old, in Sample sample)
    {
        int before = old.Type is SampleType.Text or SampleType.Binary ? old.Bytes.Length : 0;
        int more = (sample.IsBytes ? sample.Bytes.Length : 0) - before + (old.Exists ? 0 : VariableLimitsShared.VariableBytes);
        for (VariableStore? store = this; store is not null && more > 0; store = store.Outer)
        {
            if (_limits!.MaxOf(store._scope) is > 0 and int max && store._charged + more > max)
            {
                return false;
            }
        }

        if (!_limits!.TryTake(more))
        {
            return false;
        }

        ChargeStores(more);
        return true;
    }

    private void Charge(int bytes)
    {
        _limits!.TryTake(bytes);
        ChargeStores(bytes);
    }

    private void ChargeStores(int bytes)
    {
        for (VariableStore? store = this; store is not null; store = store.Outer)
        {
            store._charged += bytes;
        }
    }

    /// <summary>A value that fits where the old one stood replaces it there, so that a counter in a loop does not fill the arena.</summary>
    private bool TryKeep(in Value old, ReadOnlySpan<byte> bytes, out ArenaSlice slice)
    {
        if (old.Capacity > 0 && bytes.Length <= old.Capacity)
        {
            slice = _arena.Replace(new ArenaSlice(old.Bytes.Start, old.Capacity), bytes);
            return true;
        }

        return _arena.TryKeep(bytes, out slice);
    }

    private struct Value
    {
        internal bool Exists;
        internal SampleType Type;
        internal long Integer;
        internal UInt128 Address;
        internal ArenaSlice Bytes;

        /// <summary>Bytes of the arena that are this variable's.</summary>
        internal int Capacity;
    }
}
