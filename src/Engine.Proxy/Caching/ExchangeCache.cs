using System;
using System.Buffers.Text;
using System.Collections.Generic;
using Engine.Http;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Samples;
using Engine.Proxy.State;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Caching;

/// <summary>What caches do for one exchange: what one of them answers with, and what is put into them. Made when first needed and kept with the exchange's object, on its loop.</summary>
public sealed class ExchangeCache
{
    private const int AgeLineBytesMax = 32;

    /// <summary>Content-Length, Age and the empty line: what a head is given anew.</summary>
    private const int AddedBytesMax = 64;
    private const int AddedFields = 2;

    private static readonly byte[] ServiceName = "<CACHE>"u8.ToArray();

    private readonly Exchange _exchange;
    private readonly List<CacheWrite> _writes = [];

    /// <summary>Where the request was looked up last.</summary>
    private CacheShared? _cache;
    private ArenaSlice _key;
    private ulong _hash;
    private int _stamp;
    private CacheEntry? _hit;
    private CacheShared? _hitIn;

    internal ExchangeCache(Exchange exchange)
    {
        _exchange = exchange;
        Sender = new CachedBody(exchange);
    }

    /// <summary>The cache that answers; null when none does.</summary>
    public CacheShared? Answering => _hitIn;

    /// <summary>True once one of them has the response.</summary>
    internal bool HasHit => _hit is not null;

    /// <summary>True while the response is put into one.</summary>
    internal bool IsStoring
    {
        get
        {
            foreach (CacheWrite write in _writes)
            {
                if (write.IsActive)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The body that answers.</summary>
    internal ReadOnlyMemory<byte> Body => _hit!.Body;

    internal CachedBody Sender { get; }

    /// <summary><c>cache-use</c>: looks the request up, as rules have made it by now. The first cache that has the response answers.</summary>
    public void Use(CacheShared cache, in SampleContext context)
    {
        RequestHead request = _exchange.Request;
        ReadOnlySpan<byte> host = request.Host;
        ReadOnlySpan<byte> target = request.Target;
        if (_hit is not null || host.IsEmpty || !context.Scratch.TryTake(host.Length + target.Length + 1, out Span<byte> key))
        {
            return;
        }

        // No host has a blank: where one part ends is beyond doubt.
        host.CopyTo(key);
        key[host.Length] = (byte)' ';
        target.CopyTo(key[(host.Length + 1)..]);
        _cache = _exchange.Arena.TryKeep(key, out _key) ? cache : null;
        _hash = CacheShared.HashOf(key);
        _stamp = cache.StampOf(_hash);
        if (_cache is null || !StorePolicy.MayUse(_exchange))
        {
            return;
        }

        Count(context, TrafficCount.CacheLookups);
        _hit = cache.Find(_hash, key, request, _exchange.Place.Loop.Clock.NowMs);
        if (_hit is not null)
        {
            _hitIn = cache;
            _exchange.Service = ServiceName;
            _exchange.Course.OnCacheHit();
            Count(context, TrafficCount.CacheHits);
        }
    }

    /// <summary><c>cache-store</c>: keeps the response, its head as rules have made it by now; or forgets what a change has made old.</summary>
    public void Store(CacheShared cache, in SampleContext context)
    {
        if (_cache is null || _hit is not null)
        {
            return;
        }

        ResponseHead response = _exchange.Response;
        HttpMethod method = _exchange.Request.Method;
        if (!StorePolicy.IsSafe(method))
        {
            if (_exchange.ServerStatus is >= 200 and < 400)
            {
                cache.Invalidate(_hash, _exchange.Arena[_key]);
            }

            return;
        }

        BodyFraming framing = _exchange.ResponseContent.Framing;
        bool isDelimited = framing.Kind is BodyKind.Length or BodyKind.None || (framing.Kind == BodyKind.Chunked && response.Version >= HttpVersion.Http11);
        if (!isDelimited || !StorePolicy.MayStore(_exchange, cache.Config.AgeSecondsMax, out long seconds, out long age)
            || CacheVariant.Of(_exchange.Request, response, cache.Config.ProcessesVary) is not { } variant || !TryRenderHead(context.Scratch, out byte[] head))
        {
            return;
        }

        long nowMs = _exchange.Place.Loop.Clock.NowMs;

        // Of a cache that the request was not looked up in last, the stamp at its coming is not known: the present one must do.
        int stamp = ReferenceEquals(cache, _cache) ? _stamp : cache.StampOf(_hash);
        CacheTimes times = new(stamp, StorePolicy.ModifiedUtc(response, _exchange.Place.Loop.Clock.UtcNow), age, nowMs, nowMs + (seconds * 1000));
        CacheWrite write = new(cache, framing, head, times) { Hash = _hash, Key = _exchange.Arena[_key].ToArray(), Variant = variant };
        if (write.TryBegin(framing.Length))
        {
            _writes.Add(write);
        }
    }

    /// <summary>More of the response's body, as the server sent it.</summary>
    internal void Add(ReadOnlySpan<byte> piece)
    {
        foreach (CacheWrite write in _writes)
        {
            write.Add(piece);
        }
    }

    /// <summary>All of the body has come.</summary>
    internal void Commit()
    {
        foreach (CacheWrite write in _writes)
        {
            write.Commit(_exchange.Place.Loop.Clock.NowMs);
        }
    }

    /// <summary>Puts the kept head where responses stand, with its age, for rules to edit; 304 when the client has the rest. False: it has no room there.</summary>
    internal bool TryLoadHead()
    {
        CacheEntry hit = _hit!;
        ExchangeTimesReached();
        Span<byte> age = stackalloc byte[AgeLineBytesMax];
        "Age: "u8.CopyTo(age);
        long seconds = hit.AgeSeconds + ((_exchange.Place.Loop.Clock.NowMs - hit.StoredMs) / 1000);
        Utf8Formatter.TryFormat(seconds, age[5..], out int digits);
        "\r\n"u8.CopyTo(age[(5 + digits)..]);
        if (!_exchange.Heads.TryKeep(hit.Head, age[..(7 + digits)]))
        {
            return false;
        }

        bool has = Preconditions.AreMet(_exchange.Request, _exchange.Response, hit.ModifiedUtc, _exchange.Place.Loop.Clock.UtcNow);
        return !has || _exchange.Response.TrySetStatus(304, "Not Modified"u8);
    }

    /// <summary>The exchange is over.</summary>
    internal void Reset()
    {
        if (_hit is not null)
        {
            _hitIn!.Release(_hit);
            _hit = null;
            _hitIn = null;
        }

        foreach (CacheWrite write in _writes)
        {
            write.GiveUp();
        }

        _writes.Clear();
        _cache = null;
    }

    private void Count(in SampleContext context, TrafficCount count)
    {
        int loop = _exchange.Place.Loop.Index;
        bool inBackend = context.Point == RulePoints.BackendHttpRequest;
        (inBackend ? _exchange.Backend!.State.Traffic : _exchange.Frontend.State.Traffic).Of(loop).Add(count, 1);
    }

    /// <summary>As HAProxy's log has it: every phase is reached at once.</summary>
    private void ExchangeTimesReached()
    {
        long nowMs = _exchange.Place.Loop.Clock.NowMs;
        _exchange.Times.PickMs = _exchange.Times.ConnectMs = _exchange.Times.ResponseMs = nowMs;
    }

    /// <summary>
    /// The head without what belongs to its connection (RFC 9111 section 3.1) and without Age and Content-Length, which are told anew; without
    /// the empty line. False: with them it would not be as short as heads must be, nor leave rules the room that they have.
    /// </summary>
    private bool TryRenderHead(Scratch scratch, out byte[] head)
    {
        head = [];
        ResponseHead response = _exchange.Response;
        if (!scratch.TryTake(response.BytesUsed + 32, out Span<byte> room))
        {
            return false;
        }

        int written = HeadWriter.WriteResponse(response, new ResponseRewrite { Coding = CodingChange.Remove }, room);
        if (written < 0)
        {
            return false;
        }

        int kept = 0;
        int fields = -1;
        ReadOnlySpan<byte> rest = room[..(written - 2)];
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf("\r\n"u8) + 2;
            ReadOnlySpan<byte> line = rest[..end];
            rest = rest[end..];
            int colon = line.IndexOf((byte)':');
            if (kept == 0 || colon < 0 || FieldNames.Recognise(line[..colon]) is not (FieldName.Age or FieldName.ContentLength))
            {
                line.CopyTo(room[kept..]);
                kept += end;
                fields++;
            }
        }

        HeadLimits limits = _exchange.Frontend.HeadLimits;
        if (kept + AddedBytesMax > limits.BytesMax || fields + AddedFields > limits.FieldsMax)
        {
            return false;
        }

        head = room[..kept].ToArray();
        return true;
    }
}
