using System;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Variables;

/// <summary>The variables of one scope of one exchange or connection. Belongs to its loop; allocates only until it is warm.</summary>
public sealed class VariableStore
{
    private readonly ByteArena _arena;
    private Value[] _values = [];
    private bool _isUsed;

    /// <param name="arena">Holds text and binary values; cleared by its owner together with this store.</param>
    public VariableStore(ByteArena arena) => _arena = arena;

    /// <summary>Copies the value. False when there is no room for it: the variable is then as before.</summary>
    public bool TrySet(int slot, in Sample sample)
    {
        if (slot >= _values.Length)
        {
            Array.Resize(ref _values, slot + 1);
        }

        _isUsed = true;
        ref Value value = ref _values[slot];
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
    public void Clear()
    {
        if (_isUsed)
        {
            Array.Clear(_values);
            _isUsed = false;
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
