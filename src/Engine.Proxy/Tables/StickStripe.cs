using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Engine.Proxy.Tables;

/// <summary>
/// A part of a table: an index by hash, entries in blocks that never move, and their order of expiry. Everything here is done
/// while <see cref="Gate"/> is held.
/// </summary>
internal sealed class StickStripe(StickTablePlan plan)
{
    internal const int HeaderBytes = 28;
    internal const int SharedHeaderBytes = 44;

    /// <summary>Entries of a block: some 10 KB for a usual entry, so that a small table stays small.</summary>
    private const int BlockShift = 7;
    private const int BlockEntries = 1 << BlockShift;
    private const int BucketsMin = 16;

    /// <summary>How far an entry with a time of its own is moved to its place in the order of expiry.</summary>
    private const int OrderStepsMax = 32;

    private readonly int _recordBytes = plan.RecordBytes;
    private readonly int _keyOffset = plan.KeyOffset;
    private readonly int _keyBytes = plan.KeyBytes;
    private byte[][] _blocks = [];
    private int[] _buckets = new int[BucketsMin];
    private int _free;
    private int _oldest;
    private int _newest;

    internal Lock Gate { get; } = new();

    internal int Count { get; private set; }

    /// <summary>Places that were ever in use: entries have the numbers 1 to this.</summary>
    internal int Places { get; private set; }

    /// <summary>The entry changed last on this machine, of a table that peers share.</summary>
    internal int NewestUpdate { get; private set; }

    internal ref byte Record(int id) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_blocks[(id - 1) >> BlockShift]), ((id - 1) & (BlockEntries - 1)) * _recordBytes);

    internal ref StickHeader Header(int id) => ref Unsafe.As<byte, StickHeader>(ref Record(id));

    internal ref StickSharedHeader SharedHeader(int id) => ref Unsafe.As<byte, StickSharedHeader>(ref Record(id));

    internal ReadOnlySpan<byte> Key(int id) => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref Record(id), _keyOffset), _keyBytes);

    /// <summary>0 when there is no such key, or it has expired.</summary>
    internal int Find(ReadOnlySpan<byte> key, uint hash, long nowMs)
    {
        for (int id = _buckets[hash & (uint)(_buckets.Length - 1)]; id != 0; id = Header(id).Next)
        {
            ref StickHeader header = ref Header(id);
            if (header.Hash == hash && Key(id).SequenceEqual(key))
            {
                if (header.ExpireMs > nowMs || header.References > 0)
                {
                    return id;
                }

                Remove(id);
                return 0;
            }
        }

        return 0;
    }

    /// <summary>A new entry, zeroed, as if used now. The key must not be there.</summary>
    internal int Add(ReadOnlySpan<byte> key, uint hash, long expireMs)
    {
        int id = TakePlace();
        ref StickHeader header = ref Header(id);
        header.Hash = hash;
        header.ExpireMs = expireMs;
        key.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref Record(id), _keyOffset), _keyBytes));
        Count++;
        if (Count > _buckets.Length)
        {
            Grow();
        }

        ref int bucket = ref _buckets[hash & (uint)(_buckets.Length - 1)];
        header.Next = bucket;
        bucket = id;
        LinkNewest(id);
        return id;
    }

    internal void Remove(int id)
    {
        ref StickHeader header = ref Header(id);
        ref int link = ref _buckets[header.Hash & (uint)(_buckets.Length - 1)];
        while (link != id)
        {
            link = ref Header(link).Next;
        }

        link = header.Next;
        Unlink(id);
        if (plan.Peers is not null)
        {
            UnlinkUpdate(id);
        }

        header = default;
        header.Next = _free;
        header.References = StickHeader.Free;
        _free = id;
        Count--;
    }

    /// <summary>The entry was used: it expires last of all, or at a time of its own that lies before that.</summary>
    internal void Renew(int id, long expireMs)
    {
        ref StickHeader header = ref Header(id);
        header.ExpireMs = expireMs;
        if (_newest == id)
        {
            return;
        }

        Unlink(id);
        int before = _newest;
        int steps = OrderStepsMax;
        while (before != 0 && Header(before).ExpireMs > expireMs && steps-- > 0)
        {
            before = Header(before).Older;
        }

        LinkBehind(id, before);
    }

    /// <summary>Removes what has expired, at most that many. False when there may be more.</summary>
    internal bool Sweep(long nowMs, long renewedMs, int max)
    {
        while (_oldest != 0 && Header(_oldest).ExpireMs <= nowMs)
        {
            if (max-- == 0)
            {
                return false;
            }

            Drop(_oldest, renewedMs);
        }

        return true;
    }

    /// <summary>Makes room by removing the entry that expires first. False when all are tracked.</summary>
    internal bool Purge(long renewedMs)
    {
        for (int tries = Math.Min(Count, OrderStepsMax); tries > 0; tries--)
        {
            if (Drop(_oldest, renewedMs))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The entry's change on this machine is the latest one.</summary>
    internal void MarkUpdated(int id, long updateId)
    {
        ref StickSharedHeader header = ref SharedHeader(id);
        if (NewestUpdate != id)
        {
            UnlinkUpdate(id);
            header.OlderUpdate = NewestUpdate;
            if (NewestUpdate != 0)
            {
                SharedHeader(NewestUpdate).NewerUpdate = id;
            }

            NewestUpdate = id;
        }

        header.UpdateId = updateId;
    }

    /// <summary>A tracked entry cannot go: its turn comes later.</summary>
    private bool Drop(int id, long renewedMs)
    {
        if (Header(id).References > 0)
        {
            Unlink(id);
            Header(id).ExpireMs = renewedMs;
            LinkNewest(id);
            return false;
        }

        Remove(id);
        return true;
    }

    private int TakePlace()
    {
        int id = _free;
        if (id != 0)
        {
            _free = Header(id).Next;
        }
        else
        {
            id = ++Places;
            if (_blocks.Length << BlockShift < id)
            {
                Array.Resize(ref _blocks, _blocks.Length + 1);

                // Where it is, for good: the collector neither copies it from generation to generation nor leaves holes behind it.
                _blocks[^1] = GC.AllocateArray<byte>(BlockEntries * _recordBytes, pinned: true);
            }
        }

        MemoryMarshal.CreateSpan(ref Record(id), _recordBytes).Clear();
        return id;
    }

    private void Grow()
    {
        int[] buckets = new int[_buckets.Length * 2];
        for (int i = 0; i < _buckets.Length; i++)
        {
            for (int id = _buckets[i]; id != 0;)
            {
                ref StickHeader header = ref Header(id);
                int next = header.Next;
                ref int bucket = ref buckets[header.Hash & (uint)(buckets.Length - 1)];
                header.Next = bucket;
                bucket = id;
                id = next;
            }
        }

        _buckets = buckets;
    }

    private void LinkNewest(int id) => LinkBehind(id, _newest);

    private void LinkBehind(int id, int before)
    {
        ref StickHeader header = ref Header(id);
        header.Older = before;
        header.Newer = before == 0 ? _oldest : Header(before).Newer;
        if (header.Newer == 0)
        {
            _newest = id;
        }
        else
        {
            Header(header.Newer).Older = id;
        }

        if (before == 0)
        {
            _oldest = id;
        }
        else
        {
            Header(before).Newer = id;
        }
    }

    private void Unlink(int id)
    {
        ref StickHeader header = ref Header(id);
        if (header.Older == 0)
        {
            _oldest = header.Newer;
        }
        else
        {
            Header(header.Older).Newer = header.Newer;
        }

        if (header.Newer == 0)
        {
            _newest = header.Older;
        }
        else
        {
            Header(header.Newer).Older = header.Older;
        }

        header.Older = header.Newer = 0;
    }

    private void UnlinkUpdate(int id)
    {
        ref StickSharedHeader header = ref SharedHeader(id);
        if (header.OlderUpdate != 0)
        {
            SharedHeader(header.OlderUpdate).NewerUpdate = header.NewerUpdate;
        }

        if (header.NewerUpdate != 0)
        {
            SharedHeader(header.NewerUpdate).OlderUpdate = header.OlderUpdate;
        }
        else if (NewestUpdate == id)
        {
            NewestUpdate = header.OlderUpdate;
        }

        header.OlderUpdate = header.NewerUpdate = 0;
        header.UpdateId = 0;
    }
}
