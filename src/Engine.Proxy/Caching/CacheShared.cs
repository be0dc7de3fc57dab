using System;
using System.Collections.Generic;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Threading;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Http;

namespace Engine.Proxy.Caching;

/// <summary>
/// The responses of one <c>cache</c> section, for all loops (CFG 6). Finding one takes no lock: chains are read as they stand, and entries
/// never change. Keeping one and making room takes the gate. What is kept, on its way in, or still being sent never exceeds
/// <c>total-max-size</c>: what does not fit is not kept.
/// </summary>
public sealed class CacheShared
{
    /// <summary>CFG 6: memory is counted in blocks of 1 kB.</summary>
    public const int BlockBytes = 1024;

    /// <summary>Entries passed over for room in one go: those that were used are spared so often at most, and after twice as many that are being sent there is no room.</summary>
    private const int SparedMax = 64;

    private const int BucketsMax = 1 << 20;
    private const int StampsCount = 256;

    /// <summary>Nobody outside can choose keys that fall together.</summary>
    private static readonly long Seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    private readonly Lock _gate = new();
    private readonly CacheEntry?[] _buckets;

    /// <summary>Moves when responses of keys with that hash are taken out, so that one which is older than that is not put in afterwards.</summary>
    private readonly int[] _stamps = new int[StampsCount];
    private readonly long _blocks;
    private CacheEntry? _oldest;
    private CacheEntry? _newest;
    private long _used;
    private long _writing;

    internal CacheShared(CacheConfig config)
    {
        Config = config;
        NameBytes = ByteText.ToBytes(config.Name);
        _blocks = config.TotalBytes / BlockBytes;
        int buckets = 256;
        while (buckets < _blocks / 4 && buckets < BucketsMax)
        {
            buckets *= 2;
        }

        _buckets = new CacheEntry?[buckets];
    }

    /// <summary>What the operator wrote last; sizes never change.</summary>
    public CacheConfig Config { get; internal set; }

    public byte[] NameBytes { get; }

    /// <summary>Blocks that nothing on its way in holds: the rest can be used anew.</summary>
    public long AvailableBlocks
    {
        get
        {
            lock (_gate)
            {
                return _blocks - _writing;
            }
        }
    }

    /// <summary>Blocks in use; at most all there are.</summary>
    internal long UsedBlocks
    {
        get
        {
            lock (_gate)
            {
                return _used;
            }
        }
    }

    internal int Buckets => _buckets.Length;

    internal static ulong HashOf(ReadOnlySpan<byte> key) => XxHash3.HashToUInt64(key, Seed);

    /// <summary>All that is kept, expired or not, chain by chain.</summary>
    public IEnumerable<CacheEntry> Entries
    {
        get
        {
            for (int i = 0; i < _buckets.Length; i++)
            {
                for (CacheEntry? entry = Volatile.Read(ref _buckets[i]); entry is not null; entry = entry.Next)
                {
                    yield return entry;
                }
            }
        }
    }

    /// <summary>A fresh response for the request, taken in hand; null when there is none. Give it back with <see cref="Release"/>.</summary>
    internal CacheEntry? Find(ulong hash, ReadOnlySpan<byte> key, RequestHead request, long nowMs)
    {
        CacheEntry? entry = Volatile.Read(ref _buckets[hash & (uint)(_buckets.Length - 1)]);
        while (entry is not null && !(entry.IsOf(hash, key) && entry.Suits(request, nowMs) && entry.TryAcquire()))
        {
            entry = entry.Next;
        }

        return entry;
    }

    internal void Release(CacheEntry entry)
    {
        if (entry.Release())
        {
            lock (_gate)
            {
                _used -= entry.Blocks;
            }
        }
    }

    internal int StampOf(ulong hash) => Volatile.Read(ref _stamps[hash % StampsCount]);

    /// <summary>Room for a response on its way in: the oldest ones go for it. False when there is none.</summary>
    internal bool TryReserve(long blocks)
    {
        lock (_gate)
        {
            int spared = 0;
            while (_used + blocks > _blocks)
            {
                if (blocks > _blocks || !TryEvict(ref spared))
                {
                    return false;
                }
            }

            _used += blocks;
            _writing += blocks;
            return true;
        }
    }

    /// <summary>What was reserved is not needed, or not all of it.</summary>
    internal void Unreserve(long blocks)
    {
        lock (_gate)
        {
            _used -= blocks;
            _writing -= blocks;
        }
    }

    /// <summary>Others may find it from now on; it takes the place of what it replaces. Its blocks are reserved.</summary>
    /// <param name="stamp"><see cref="StampOf"/> when its request came: responses taken out since then were newer.</param>
    /// <returns>False when it is not kept: the blocks are free again.</returns>
    internal bool TryAdd(CacheEntry entry, int stamp, long nowMs)
    {
        lock (_gate)
        {
            _writing -= entry.Blocks;
            if (StampOf(entry.Hash) != stamp || !MakesPlace(entry, nowMs))
            {
                _used -= entry.Blocks;
                return false;
            }

            ref CacheEntry? bucket = ref _buckets[entry.Hash & (uint)(_buckets.Length - 1)];
            entry.Next = bucket;
            Append(entry);
            entry.IsListed = true;
            Volatile.Write(ref bucket, entry);
            return true;
        }
    }

    /// <summary>RFC 9111 section 4.4: something has changed what the target names.</summary>
    internal void Invalidate(ulong hash, ReadOnlySpan<byte> key)
    {
        lock (_gate)
        {
            Volatile.Write(ref _stamps[hash % StampsCount], _stamps[hash % StampsCount] + 1);
            CacheEntry? entry = _buckets[hash & (uint)(_buckets.Length - 1)];
            while (entry is not null)
            {
                if (entry.IsOf(hash, key))
                {
                    Remove(entry);
                }

                entry = entry.Next;
            }
        }
    }

    /// <summary>Takes out what the entry replaces and what has expired. False when there are too many variants of its target.</summary>
    private bool MakesPlace(CacheEntry entry, long nowMs)
    {
        int variants = 0;
        CacheEntry? other = _buckets[entry.Hash & (uint)(_buckets.Length - 1)];
        while (other is not null)
        {
            if (other.IsOf(entry.Hash, entry.Key))
            {
                if (other.ExpiresMs <= nowMs || entry.Variant.Replaces(other.Variant))
                {
                    Remove(other);
                }
                else
                {
                    variants++;
                }
            }

            other = other.Next;
        }

        return variants < Config.VariantsMax;
    }

    /// <summary>One entry less, the oldest that nobody has asked for lately.</summary>
    private bool TryEvict(ref int spared)
    {
        while (_oldest is { } entry && spared < 2 * SparedMax)
        {
            if (entry.IsIdle && (!entry.WasUsed || spared >= SparedMax))
            {
                Remove(entry);
                return true;
            }

            spared++;
            entry.WasUsed = false;
            Detach(entry);
            Append(entry);
        }

        return false;
    }

    private void Remove(CacheEntry entry)
    {
        int at = (int)(entry.Hash & (uint)(_buckets.Length - 1));
        if (ReferenceEquals(_buckets[at], entry))
        {
            Volatile.Write(ref _buckets[at], entry.Next);
        }
        else
        {
            CacheEntry before = _buckets[at]!;
            while (!ReferenceEquals(before.Next, entry))
            {
                before = before.Next!;
            }

            before.Next = entry.Next;
        }

        Detach(entry);
        entry.IsListed = false;
        if (entry.Release())
        {
            _used -= entry.Blocks;
        }
    }

    private void Append(CacheEntry entry)
    {
        entry.Older = _newest;
        entry.Newer = null;
        if (_newest is not null)
        {
            _newest.Newer = entry;
        }

        _newest = entry;
        _oldest ??= entry;
    }

    private void Detach(CacheEntry entry)
    {
        if (entry.Older is { } older)
        {
            older.Newer = entry.Newer;
        }
        else
        {
            _oldest = entry.Newer;
        }

        if (entry.Newer is { } newer)
        {
            newer.Older = entry.Older;
        }
        else
        {
            _newest = entry.Older;
        }

        entry.Older = entry.Newer = null;
    }
}
