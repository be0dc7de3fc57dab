using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Threading;

namespace Engine.Proxy.Tables;

/// <summary>
/// A stick table while running: keys and what is counted about them. Any thread may use it; it is cut into stripes by the hash of
/// the key, each with a gate of its own that is held for one look-up or update, so that loops seldom meet.
/// </summary>
public sealed class StickTableShared
{
    private const int StripesMax = 64;

    /// <summary>A stripe of fewer entries would often be full while others are not.</summary>
    private const int StripeEntriesMin = 512;

    /// <summary>Expired entries removed in one go; the gate is held for some 10 µs then.</summary>
    private const int SweepMax = 128;

    /// <summary>Changes gathered from one stripe at a time; the gate is held for some 100 µs then.</summary>
    private const int GatherMax = 4096;

    private readonly StickStripe[] _stripes;
    private readonly ulong _seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private volatile StickTablePlan _plan;
    private int _count;
    private long _updates;

    public StickTableShared(StickTablePlan plan, StickNamesShared names)
    {
        _plan = plan;
        Names = names;
        int stripes = Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)(plan.Size / StripeEntriesMin)), 1, StripesMax);
        _stripes = new StickStripe[stripes];
        for (int i = 0; i < stripes; i++)
        {
            _stripes[i] = new StickStripe(plan);
        }
    }

    /// <summary>Its limits; others of the same shape after a reload.</summary>
    public StickTablePlan Plan
    {
        get => _plan;
        internal set => _plan = value;
    }

    public string Name => Plan.Name;

    /// <summary>What the numbers of <see cref="StickDataType.ServerKey"/> stand for.</summary>
    public StickNamesShared Names { get; }

    /// <summary>Who tells peers about changes; null = nobody.</summary>
    internal StickChangeSignal? Signal { get; set; }

    /// <summary>The table that takes what is learned from peers as well; null = none.</summary>
    internal StickTableShared? Copy { get; set; }

    /// <summary>Number of the last change on this machine, of a table that peers share.</summary>
    internal long LastUpdate => Volatile.Read(ref _updates);

    /// <summary>Entries now. Those that have expired are removed on the way.</summary>
    public int CountAt(long nowMs)
    {
        Sweep(nowMs);
        return Volatile.Read(ref _count);
    }

    /// <summary>The entry of a key, in hand until disposed; it lives no longer for that.</summary>
    /// <param name="key">Of exactly <see cref="StickTablePlan.KeyBytes"/>; see <see cref="StickKeys"/>.</param>
    public StickLease Find(scoped ReadOnlySpan<byte> key, long nowMs)
    {
        uint hash = HashOf(key, out int index);
        StickStripe stripe = _stripes[index];
        stripe.Gate.Enter();
        int before = stripe.Count;
        int id = stripe.Find(key, hash, nowMs);
        if (id != 0)
        {
            return new StickLease(this, index, id);
        }

        Interlocked.Add(ref _count, stripe.Count - before);
        stripe.Gate.Exit();
        return default;
    }

    /// <summary>The same; a key that is not there gets an entry, as if used now. Not found when the table is full and nothing can go.</summary>
    public StickLease FindOrAdd(scoped ReadOnlySpan<byte> key, long nowMs)
    {
        uint hash = HashOf(key, out int index);
        StickStripe stripe = _stripes[index];
        for (int tries = 0; tries < 2; tries++)
        {
            stripe.Gate.Enter();
            int before = stripe.Count;
            int id = stripe.Find(key, hash, nowMs);
            Interlocked.Add(ref _count, stripe.Count - before);
            if (id != 0)
            {
                return new StickLease(this, index, id);
            }

            if (TryMakeRoom(stripe, nowMs))
            {
                return new StickLease(this, index, stripe.Add(key, hash, ExpireAt(nowMs)));
            }

            stripe.Gate.Exit();
            if (!TryMakeRoomElsewhere(nowMs))
            {
                break;
            }
        }

        return default;
    }

    /// <summary>The entry of a tracker, in hand until disposed.</summary>
    public StickLease Open(scoped in StickSlot slot)
    {
        _stripes[slot.Stripe].Gate.Enter();
        return new StickLease(this, slot.Stripe, slot.Entry);
    }

    /// <summary>
    /// The next entry of a walk through the table, in hand until disposed; not found at the end. Entries that come or go meanwhile may
    /// be seen or not, all others are seen once.
    /// </summary>
    public StickLease Next(ref StickCursor cursor, long nowMs)
    {
        for (int index = cursor.Stripe; index < _stripes.Length; index++)
        {
            StickStripe stripe = _stripes[index];
            stripe.Gate.Enter();
            for (int id = index == cursor.Stripe ? cursor.Entry + 1 : 1; id <= stripe.Places; id++)
            {
                ref StickHeader header = ref stripe.Header(id);
                if (header.References > 0 || (header.References == 0 && header.ExpireMs > nowMs))
                {
                    cursor = new StickCursor(index, id);
                    return new StickLease(this, index, id);
                }
            }

            stripe.Gate.Exit();
        }

        cursor = new StickCursor(_stripes.Length, 0);
        return default;
    }

    /// <summary>Removes what has expired, a bounded number. False when there may be more.</summary>
    public bool Sweep(long nowMs)
    {
        bool done = true;
        foreach (StickStripe stripe in Plan.ExpireMs == 0 ? [] : _stripes)
        {
            lock (stripe.Gate)
            {
                int before = stripe.Count;
                done &= stripe.Sweep(nowMs, ExpireAt(nowMs), SweepMax);
                Interlocked.Add(ref _count, stripe.Count - before);
            }
        }

        return done;
    }

    /// <summary>Adds the changes of this machine behind a number, in any order. False when there are so many that going through all entries is better.</summary>
    internal bool TryGatherUpdates(long after, List<StickUpdate> updates)
    {
        for (int index = 0; index < _stripes.Length; index++)
        {
            StickStripe stripe = _stripes[index];
            lock (stripe.Gate)
            {
                int steps = GatherMax;
                for (int id = stripe.NewestUpdate; id != 0 && stripe.SharedHeader(id).UpdateId > after; id = stripe.SharedHeader(id).OlderUpdate)
                {
                    if (steps-- == 0)
                    {
                        return false;
                    }

                    updates.Add(new StickUpdate(stripe.SharedHeader(id).UpdateId, index, id));
                }
            }
        }

        return true;
    }

    /// <summary>The entry of a change, in hand until disposed; not found when it has gone or changed again.</summary>
    internal StickLease Open(in StickUpdate update)
    {
        StickStripe stripe = _stripes[update.Stripe];
        stripe.Gate.Enter();
        if (stripe.Header(update.Entry).References != StickHeader.Free && stripe.SharedHeader(update.Entry).UpdateId == update.Id)
        {
            return new StickLease(this, update.Stripe, update.Entry);
        }

        stripe.Gate.Exit();
        return default;
    }

    internal StickStripe StripeAt(int index) => _stripes[index];

    /// <summary>Loop time at which an entry expires that is used now.</summary>
    internal long ExpireAt(long nowMs) => Plan.ExpireMs == 0 ? long.MaxValue : nowMs + Plan.ExpireMs;

    internal void OnRemoved() => Interlocked.Decrement(ref _count);

    /// <summary>Under the stripe's gate.</summary>
    internal void OnLocalChange(StickStripe stripe, int id)
    {
        if (Signal is { } signal)
        {
            stripe.MarkUpdated(id, Interlocked.Increment(ref _updates));
            signal.Raise();
        }
    }

    private bool TryMakeRoom(StickStripe stripe, long nowMs)
    {
        if (Interlocked.Increment(ref _count) <= Plan.Size)
        {
            return true;
        }

        // The place is taken first, so that no two threads fill the one that becomes free.
        if (TryDropOne(stripe, nowMs))
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }

    private bool TryMakeRoomElsewhere(long nowMs)
    {
        foreach (StickStripe stripe in _stripes)
        {
            lock (stripe.Gate)
            {
                if (TryDropOne(stripe, nowMs))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Something that has expired, else what would expire first. Under the stripe's gate.</summary>
    private bool TryDropOne(StickStripe stripe, long nowMs)
    {
        int before = stripe.Count;
        stripe.Sweep(nowMs, ExpireAt(nowMs), 1);
        if (stripe.Count == before && !Plan.NoPurge)
        {
            stripe.Purge(ExpireAt(nowMs));
        }

        int dropped = before - stripe.Count;
        Interlocked.Add(ref _count, -dropped);
        return dropped > 0;
    }

    /// <summary>Seeded, so that nobody outside can choose keys that meet.</summary>
    private uint HashOf(ReadOnlySpan<byte> key, out int stripe)
    {
        const ulong Prime = 0x9E37_79B9_7F4A_7C15;
        ulong hash = _seed;
        while (key.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(key), Prime);
            key = key[sizeof(ulong)..];
        }

        ulong rest = 0;
        for (int i = 0; i < key.Length; i++)
        {
            rest |= (ulong)key[i] << (8 * i);
        }

        hash = Mix(hash ^ rest, Prime ^ _seed);
        stripe = (int)(hash >> 32) & (_stripes.Length - 1);
        return (uint)hash;
    }

    private static ulong Mix(ulong value, ulong by)
    {
        ulong high = Math.BigMul(value, by, out ulong low);
        return high ^ low;
    }
}
