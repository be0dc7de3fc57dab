using System;
using System.Threading;
using Engine.Http;

namespace Engine.Proxy.Caching;

/// <summary>
/// A response that is kept: read by all loops without a lock, and the same from the moment others can find it until the cache and all who
/// send it have let go of it. What it takes up counts until then.
/// </summary>
public sealed class CacheEntry
{
    /// <summary>Of the objects themselves, counted with each response: a list of tiny ones is not to outgrow its cache.</summary>
    private const int OwnBytes = 320;

    private int _uses = 1;
    private CacheEntry? _next;

    /// <param name="write">What it was while it came.</param>
    /// <param name="head">With Content-Length.</param>
    internal CacheEntry(CacheWrite write, byte[] head, byte[] body, int blocks)
    {
        Key = write.Key;
        Hash = write.Hash;
        Head = head;
        Body = body;
        Bytes = head.Length + body.Length;
        Variant = write.Variant;
        ModifiedUtc = write.Times.ModifiedUtc;
        AgeSeconds = write.Times.AgeSeconds;
        StoredMs = write.Times.StoredMs;
        ExpiresMs = write.Times.ExpiresMs;
        Blocks = blocks;
    }

    /// <summary>Host and target.</summary>
    internal byte[] Key { get; }

    internal ulong Hash { get; }

    /// <summary>Status line and fields, each with CRLF; Content-Length among them, Age not. For who holds the entry.</summary>
    internal byte[] Head { get; private set; }

    /// <summary>For who holds the entry.</summary>
    internal byte[] Body { get; private set; }

    internal CacheVariant Variant { get; }

    /// <summary>What it is compared with for If-Modified-Since.</summary>
    internal DateTime ModifiedUtc { get; }

    /// <summary>Its Age when it came, s.</summary>
    internal long AgeSeconds { get; }

    /// <summary>When it came, by the loops' clock.</summary>
    internal long StoredMs { get; }

    /// <summary>From then on nobody gets it.</summary>
    public long ExpiresMs { get; }

    /// <summary>Blocks of the cache that it takes up.</summary>
    public int Blocks { get; }

    /// <summary>First 32 bits of the key's hash.</summary>
    public uint ShortHash => (uint)(Hash >> 32);

    /// <summary>Bytes of head and body.</summary>
    public int Bytes { get; }

    /// <summary>Who sends it now; the cache itself is not counted.</summary>
    public int Uses => Math.Max(0, Volatile.Read(ref _uses) - (IsListed ? 1 : 0));

    /// <summary>A number for the variant; 0 when there is one for all requests.</summary>
    public int VariantNumber => (int)Variant.Vary;

    /// <summary>Next in its chain. Stays when the entry is taken out, so that who stands on it gets on.</summary>
    internal CacheEntry? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>The one kept before it; under the cache's gate.</summary>
    internal CacheEntry? Older { get; set; }

    /// <summary>The one kept after it; under the cache's gate.</summary>
    internal CacheEntry? Newer { get; set; }

    /// <summary>True while the cache holds it; changed under the gate.</summary>
    internal bool IsListed { get; set; }

    /// <summary>Somebody has asked for it since room was last looked for.</summary>
    internal bool WasUsed { get; set; }

    /// <summary>True while only the cache holds it.</summary>
    internal bool IsIdle => Volatile.Read(ref _uses) == 1;

    /// <summary>Blocks for a response of that size.</summary>
    internal static long BlocksOf(long keyBytes, long contentBytes) => (OwnBytes + keyBytes + contentBytes + CacheShared.BlockBytes - 1) / CacheShared.BlockBytes;

    internal bool IsOf(ulong hash, ReadOnlySpan<byte> key) => Hash == hash && key.SequenceEqual(Key);

    internal bool Suits(RequestHead request, long nowMs) => ExpiresMs > nowMs && Variant.Suits(request);

    /// <summary>Takes it in hand for sending. False when it is gone.</summary>
    internal bool TryAcquire()
    {
        int uses = Volatile.Read(ref _uses);
        while (uses > 0)
        {
            int before = Interlocked.CompareExchange(ref _uses, uses + 1, uses);
            if (before == uses)
            {
                if (!WasUsed)
                {
                    WasUsed = true;
                }

                return true;
            }

            uses = before;
        }

        return false;
    }

    /// <summary>
    /// Lets go of it. True when nobody holds it any more. Its content goes then, whoever still stands on it: one that is sent slowly
    /// would else keep all that were behind it in its chain, uncounted.
    /// </summary>
    internal bool Release()
    {
        if (Interlocked.Decrement(ref _uses) > 0)
        {
            return false;
        }

        Head = Body = [];
        return true;
    }
}
