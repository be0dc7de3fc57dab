using System;
using Engine.Proxy.Plan;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Exchanges;

/// <summary>The captured values of one side of one exchange, by slot. Bytes are in the exchange's arena; allocates only until it is warm.</summary>
public sealed class CaptureSlots
{
    private readonly ByteArena _arena;
    private Slot[] _slots = [];
    private HeaderCapturePlan[] _plan = [];

    internal CaptureSlots(ByteArena arena) => _arena = arena;

    /// <summary>Slots there are.</summary>
    public int Count => _plan.Length;

    /// <summary>False when nothing was captured there.</summary>
    public bool IsSet(int slot) => slot < _plan.Length && _slots[slot].IsSet;

    /// <summary>Empty when nothing was captured.</summary>
    public ReadOnlySpan<byte> this[int slot] => IsSet(slot) ? _arena[_slots[slot].Bytes] : default;

    /// <summary>Keeps what fits in the slot; the last value counts. False when there is no such slot, or no room.</summary>
    public bool TryKeep(int slot, ReadOnlySpan<byte> value)
    {
        if (slot >= _plan.Length)
        {
            return false;
        }

        value = value.Length > _plan[slot].LengthMax ? value[.._plan[slot].LengthMax] : value;
        ref Slot kept = ref _slots[slot];
        kept.IsSet = _arena.TryKeep(value, out kept.Bytes);
        return kept.IsSet;
    }

    internal void Begin(HeaderCapturePlan[] plan)
    {
        _plan = plan;
        if (_slots.Length < plan.Length)
        {
            _slots = new Slot[plan.Length];
        }
    }

    /// <summary>Captures nothing any more; the plan stays, as the next exchange mostly has the same.</summary>
    internal void Clear()
    {
        _slots.AsSpan(0, _plan.Length).Clear();
    }

    private struct Slot
    {
        internal bool IsSet;
        internal ArenaSlice Bytes;
    }
}
