using System;
using System.Buffers.Text;
using Engine.Http;

namespace Engine.Proxy.Caching;

/// <summary>A response on its way into a cache, while it is relayed: nobody sees it before it is whole. On its exchange's loop; what it holds is reserved in the cache.</summary>
internal sealed class CacheWrite
{
    private const int BytesFirst = 4096;

    private readonly CacheShared _cache;
    private readonly long _contentBytesMax;
    private readonly bool _isSized;
    private byte[] _body = [];
    private int _length;
    private long _blocks;

    /// <summary>Takes no room yet.</summary>
    internal CacheWrite(CacheShared cache, in BodyFraming framing, byte[] head, in CacheTimes times)
    {
        _cache = cache;
        _isSized = framing.Kind != BodyKind.Chunked;
        _contentBytesMax = Math.Min(cache.Config.ObjectBytesMax - head.Length, Array.MaxLength);
        Head = head;
        Times = times;
    }

    internal required ulong Hash { get; init; }

    internal required byte[] Key { get; init; }

    internal required CacheVariant Variant { get; init; }

    /// <summary>Without Content-Length.</summary>
    internal byte[] Head { get; }

    internal CacheTimes Times { get; }

    /// <summary>True until it is in the cache or given up.</summary>
    internal bool IsActive { get; private set; }

    private long KeptBytes => Key.Length + Variant.Bytes;

    /// <summary>Takes room for the head, and for the body where its length is known. False: it is too long, or there is no room.</summary>
    internal bool TryBegin(long length)
    {
        IsActive = length <= _contentBytesMax && TryGrow((int)Math.Min(length, _contentBytesMax));
        return IsActive;
    }

    /// <summary>More of the body, as it is passed on.</summary>
    internal void Add(ReadOnlySpan<byte> piece)
    {
        if (!IsActive)
        {
            return;
        }

        long length = (long)_length + piece.Length;
        bool fits = length <= _body.Length || (!_isSized && length <= _contentBytesMax && TryGrow((int)Math.Min(Math.Max(length, Math.Max(BytesFirst, 2L * _body.Length)), _contentBytesMax)));
        if (!fits)
        {
            GiveUp();
            return;
        }

        piece.CopyTo(_body.AsSpan(_length));
        _length = (int)length;
    }

    /// <summary>The body has ended as it should: all of it is there.</summary>
    internal void Commit(long nowMs)
    {
        if (_isSized && _length != _body.Length)
        {
            GiveUp();
        }

        if (!IsActive)
        {
            return;
        }

        byte[] head = SizedHead();
        if (_length < _body.Length)
        {
            Array.Resize(ref _body, _length);
        }

        int blocks = (int)CacheEntry.BlocksOf(KeptBytes, (long)head.Length + _length);
        if (blocks > _blocks && !_cache.TryReserve(blocks - _blocks))
        {
            GiveUp();
            return;
        }

        if (blocks < _blocks)
        {
            _cache.Unreserve(_blocks - blocks);
        }

        IsActive = false;
        CacheEntry entry = new(this, head, _body, blocks);
        _cache.TryAdd(entry, Times.Stamp, nowMs);
    }

    /// <summary>It is not kept after all.</summary>
    internal void GiveUp()
    {
        if (!IsActive)
        {
            return;
        }

        _cache.Unreserve(_blocks);
        IsActive = false;
        _body = [];
        _blocks = 0;
    }

    private bool TryGrow(int bytes)
    {
        long blocks = CacheEntry.BlocksOf(KeptBytes, (long)Head.Length + bytes);
        if (!_cache.TryReserve(blocks - _blocks))
        {
            return false;
        }

        _blocks = blocks;
        byte[] grown = bytes == 0 ? [] : GC.AllocateUninitializedArray<byte>(bytes);
        _body.AsSpan(0, _length).CopyTo(grown);
        _body = grown;
        return true;
    }

    /// <summary>However it came, it goes out as a message whose end is known, and whose length is that of what is kept (RFC 9112 section 6.2).</summary>
    private byte[] SizedHead()
    {
        Span<byte> digits = stackalloc byte[16];
        Utf8Formatter.TryFormat(_length, digits, out int count);
        return [.. Head, .. "Content-Length: "u8, .. digits[..count], .. "\r\n"u8];
    }
}
