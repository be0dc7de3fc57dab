using System;
using System.Runtime.CompilerServices;
using Engine.Http;
using Engine.Proxy.Plan;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// The captured values of one side of one exchange, by slot. Bytes are in the exchange's arena, or where the head was received:
/// edits stand behind it. Allocates only until it is warm.
/// </summary>
public sealed class CaptureSlots
{
    private readonly ByteArena _arena;
    private readonly MessageHead _head;
    private Slot[] _slots = [];
    private HeaderCapturePlan[] _plan = [];

    internal CaptureSlots(ByteArena arena, MessageHead head)
    {
        _arena = arena;
        _head = head;
    }

    /// <summary>Slots there are.</summary>
    public int Count => _plan.Length;

    /// <summary>False when nothing was captured there.</summary>
    public bool IsSet(int slot) => slot < _plan.Length && _slots[slot].Place != Place.None;

    /// <summary>Empty when nothing was captured.</summary>
    public ReadOnlySpan<byte> this[int slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (slot >= _plan.Length)
            {
                return default;
            }

            ref readonly Slot kept = ref _slots[slot];
            return kept.Place == Place.Head ? _head.Bytes.Slice(kept.Bytes.Start, kept.Bytes.Length)
                : kept.Place == Place.Arena ? _arena[kept.Bytes]
                : default;
        }
    }

    /// <summary>Keeps what fits in the slot; the last value counts. False when there is no such slot, or no room.</summary>
    public bool TryKeep(int slot, ReadOnlySpan<byte> value)
    {
        if (slot >= _plan.Length)
        {
            return false;
        }

        value = value.Length > _plan[slot].LengthMax ? value[.._plan[slot].LengthMax] : value;
        ref Slot kept = ref _slots[slot];
        bool isKept = _arena.TryKeep(value, out kept.Bytes);
        kept.Place = isKept ? Place.Arena : Place.None;
        return isKept;
    }

    /// <summary>The same of a field as it was received, of a head that lasts as long as the exchange.</summary>
    /// <param name="slot">There is one.</param>
    /// <param name="field">Its index.</param>
    internal void Keep(int slot, int field)
    {
        ref readonly HeadField received = ref _head.Fields[field];
        _slots[slot] = new Slot { Place = Place.Head, Bytes = new ArenaSlice(received.ValueStart, Math.Min(received.ValueLength, _plan[slot].LengthMax)) };
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
        if (_plan.Length > 0)
        {
            _slots.AsSpan(0, _plan.Length).Clear();
        }
    }

    private enum Place : byte
    {
        None,
        Arena,
        Head,
    }

    private struct Slot
    {
        internal Place Place;
        internal ArenaSlice Bytes;
    }
}
