using System;
using System.Numerics;

namespace Engine.IO.Loop;

/// <summary>
/// A hierarchical timer wheel: four levels of 64 slots, one tick = <see cref="TickMs"/>. Setting a timer is O(1), and free when
/// its deadline only moves away. Deadlines are rounded up to a tick: a timer is never early and at most one tick late.
/// </summary>
public sealed class TimerWheel
{
    /// <summary>4 ms: HAProxy's timers are in ms, its poll wake-ups no finer than this in practice.</summary>
    public const int TickMs = 1 << TickBits;

    private const int TickBits = 2;

    private const int SlotBits = 6;
    private const int Slots = 1 << SlotBits;
    private const int Levels = 4;

    /// <summary>What one turn of the outermost level covers; farther deadlines wait in its last slot and are looked at again.</summary>
    private const long HorizonTicks = 1L << (SlotBits * Levels);

    private const int NotQueued = -1;
    private const int InRunningList = -2;

    private readonly LoopTimer?[] _slots = new LoopTimer?[Levels * Slots];
    private readonly ulong[] _occupied = new ulong[Levels];
    private long _tick;

    /// <param name="nowMs">Loop time at which the wheel starts.</param>
    public TimerWheel(long nowMs) => _tick = nowMs / TickMs;

    /// <summary>Calls the timer's owner once when loop time reaches <paramref name="dueMs"/>; replaces any earlier deadline.</summary>
    public void Set(LoopTimer timer, long dueMs)
    {
        timer.DueMs = dueMs;
        if (timer.Slot == InRunningList)
        {
            return;
        }

        long tick = Math.Max((dueMs + TickMs - 1) >> TickBits, _tick + 1);

        // Already queued at or before the new deadline: that entry will find the new deadline when it comes due.
        if (timer.Slot >= 0 && timer.QueuedTick <= tick)
        {
            return;
        }

        Unlink(timer);
        Link(timer, tick);
    }

    /// <summary>Takes the timer out at once, so that its owner can be pooled or collected.</summary>
    public void Remove(LoopTimer timer)
    {
        timer.Clear();
        Unlink(timer);
    }

    /// <summary>Fires everything that is due by <paramref name="nowMs"/>.</summary>
    public void Advance(long nowMs)
    {
        long target = nowMs / TickMs;
        while (_tick < target)
        {
            if (IsEmpty())
            {
                _tick = target;
                return;
            }

            _tick++;
            Cascade();
            RunSlot((int)(_tick & (Slots - 1)), nowMs);
        }
    }

    /// <summary>ms until the wheel wants to be advanced again; -1 when nothing is queued.</summary>
    public int NextWaitMs(long nowMs)
    {
        long best = long.MaxValue;
        for (int level = 0; level < Levels; level++)
        {
            if (_occupied[level] != 0)
            {
                best = Math.Min(best, FirstTickOf(level));
            }
        }

        if (best == long.MaxValue)
        {
            return -1;
        }

        return (int)Math.Clamp((best * TickMs) - nowMs, 0, int.MaxValue);
    }

    /// <summary>The tick at which the first occupied slot of a level is next visited.</summary>
    private long FirstTickOf(int level)
    {
        int shift = SlotBits * level;
        long current = _tick >> shift;
        ulong rotated = BitOperations.RotateRight(_occupied[level], (int)((current + 1) & (Slots - 1)));
        return (current + 1 + BitOperations.TrailingZeroCount(rotated)) << shift;
    }

    private bool IsEmpty() => (_occupied[0] | _occupied[1] | _occupied[2] | _occupied[3]) == 0;

    /// <summary>When a lower level has turned once, the next slot of the level above is spread over it.</summary>
    private void Cascade()
    {
        for (int level = 1; level < Levels; level++)
        {
            int shift = SlotBits * level;
            if ((_tick & ((1L << shift) - 1)) != 0)
            {
                return;
            }

            LoopTimer? timer = TakeSlot((level * Slots) + (int)((_tick >> shift) & (Slots - 1)));
            while (timer is not null)
            {
                LoopTimer? next = timer.Next;
                timer.Previous = timer.Next = null;
                timer.Slot = NotQueued;
                Link(timer, Math.Max(timer.QueuedTick, _tick));
                timer = next;
            }
        }
    }

    private void RunSlot(int slot, long nowMs)
    {
        LoopTimer? timer = TakeSlot(slot);

        // The whole list leaves the wheel first: an owner may set or remove any timer while it runs, also one further down this
        // list, which then just finds its new deadline when its turn comes.
        for (LoopTimer? each = timer; each is not null; each = each.Next)
        {
            each.Slot = InRunningList;
        }

        while (timer is not null)
        {
            LoopTimer? next = timer.Next;
            timer.Previous = timer.Next = null;
            timer.Slot = NotQueued;
            RunOne(timer, nowMs);
            timer = next;
        }
    }

    private void RunOne(LoopTimer timer, long nowMs)
    {
        if (!timer.IsSet)
        {
            return;
        }

        if (timer.DueMs > nowMs)
        {
            Link(timer, Math.Max((timer.DueMs + TickMs - 1) / TickMs, _tick + 1));
            return;
        }

        timer.Clear();
        timer.Fire();
    }

    private LoopTimer? TakeSlot(int slot)
    {
        LoopTimer? head = _slots[slot];
        _slots[slot] = null;
        _occupied[slot / Slots] &= ~(1UL << (slot % Slots));
        return head;
    }

    private void Link(LoopTimer timer, long tick)
    {
        timer.QueuedTick = tick;
        long distance = Math.Min(tick - _tick, HorizonTicks - Slots);
        long at = _tick + distance;
        int level = distance < Slots ? 0 : distance < Slots * Slots ? 1 : distance < Slots * Slots * Slots ? 2 : 3;
        int slot = (level * Slots) + (int)((at >> (SlotBits * level)) & (Slots - 1));
        timer.Slot = slot;
        timer.Previous = null;
        timer.Next = _slots[slot];
        if (timer.Next is not null)
        {
            timer.Next.Previous = timer;
        }

        _slots[slot] = timer;
        _occupied[level] |= 1UL << (slot % Slots);
    }

    private void Unlink(LoopTimer timer)
    {
        if (timer.Slot < 0)
        {
            return;
        }

        if (timer.Previous is null)
        {
            _slots[timer.Slot] = timer.Next;
            if (timer.Next is null)
            {
                _occupied[timer.Slot / Slots] &= ~(1UL << (timer.Slot % Slots));
            }
        }
        else
        {
            timer.Previous.Next = timer.Next;
        }

        if (timer.Next is not null)
        {
            timer.Next.Previous = timer.Previous;
        }

        timer.Previous = timer.Next = null;
        timer.Slot = NotQueued;
    }
}
