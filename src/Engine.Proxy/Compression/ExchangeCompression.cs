using System;
using Engine.Config.Model;
using Engine.Http;
using Engine.Proxy.Exchanges;

namespace Engine.Proxy.Compression;

/// <summary>What compression does to one exchange: decided once for its request and once for its response, on the exchange's loop.</summary>
public sealed class ExchangeCompression
{
    private readonly Exchange _exchange;

    /// <summary>Made when first needed, and kept with the exchange's object.</summary>
    private byte[]? _lines;
    private EncodedBody? _requestBody;
    private EncodedBody? _responseBody;
    private int _linesLength;

    /// <summary>The coding was chosen before the request was sent, since the server was not to see what the client accepts.</summary>
    private CodecPlan? _chosen;

    internal ExchangeCompression(Exchange exchange) => _exchange = exchange;

    /// <summary>What the response is compressed with; null when it is not.</summary>
    public CodecPlan? Response { get; private set; }

    /// <summary>The same of the request.</summary>
    public CodecPlan? Request { get; private set; }

    /// <summary>How the response came that is compressed.</summary>
    internal BodyFraming ResponseFraming { get; private set; }

    /// <summary>What the response's head says about its coding; empty when it is not compressed.</summary>
    internal ReadOnlySpan<byte> ResponseLines => _lines.AsSpan(0, _linesLength);

    internal CodingChange RequestCoding => Request is null ? CodingChange.Keep : CodingChange.AddChunked;

    internal EncodedBody RequestBody => _requestBody ??= new EncodedBody(_exchange, isResponse: false);

    internal EncodedBody ResponseBody => _responseBody ??= new EncodedBody(_exchange, isResponse: true);

    private CompressionPlan? Frontend => _exchange.Frontend.Compression;

    private CompressionPlan? Backend => _exchange.Backend?.Compression;

    /// <summary>
    /// True when what the limit counts has been compressed before (CFG 9): filters work in the order of their lines, those of the frontend
    /// first; compression that no filter line gives a place is the last of its section.
    /// </summary>
    internal bool IsBefore(BandwidthLimitConfig limit) =>
        limit.FollowsCompression
        || (limit.Section != _exchange.Frontend.Name && Frontend is { } frontend && (limit.IsOut ? frontend.CompressesResponses : frontend.CompressesRequests));

    internal void Reset()
    {
        _chosen = Response = Request = null;
        _linesLength = 0;
    }

    /// <summary>Before the request is sent: what the server is to know of the client's codings, and whether the body is compressed for it.</summary>
    internal void OnRequest()
    {
        bool offloads = (Frontend?.Offloads ?? false) || (Backend?.Offloads ?? false);
        if (offloads && CompressesResponses && _exchange.Request.Version >= HttpVersion.Http11 && Choose() is { Row.Create: not null } codec)
        {
            _chosen = codec;
            RequestHead request = _exchange.Request;
            for (int i = request.IndexOf(FieldName.AcceptEncoding); i >= 0; i = request.IndexOf(FieldName.AcceptEncoding, i + 1))
            {
                request.Remove(i);
            }
        }

        if ((Frontend?.CompressesRequests ?? false) || (Backend?.CompressesRequests ?? false))
        {
            BeginRequest();
        }
    }

    /// <summary>When the response's rules have been read. True: it goes out compressed, framed as <paramref name="framing"/> then says.</summary>
    internal bool TryBeginResponse(ref BodyFraming framing)
    {
        if (!CompressesResponses || _exchange.Request.Version < HttpVersion.Http11 || _exchange.Request.Method == HttpMethod.Head
            || !Compressible.HasBody(framing, ResponseBytesMin))
        {
            return false;
        }

        byte[][] types = Backend is { ResponseTypes.Length: > 0 } backend ? backend.ResponseTypes : Frontend?.ResponseTypes ?? [];
        if ((_chosen ?? Choose()) is not { Row.Create: not null } codec || !Compressible.Allows(_exchange.Response, types)
            || _exchange.Place.Plan.CompressionLimit.IsExceeded(_exchange.Place.Loop.Clock.NowMs) || !_exchange.Place.Encoders.HasRoom(codec))
        {
            return false;
        }

        _lines ??= new byte[CodedHead.BytesMax];
        _linesLength = CodedHead.Write(_exchange.Response, codec.Token, _lines);
        if (_linesLength == 0)
        {
            return false;
        }

        Response = codec;
        ResponseFraming = framing;
        framing = framing.Rechunked;
        return true;
    }

    private bool CompressesResponses => (Frontend?.CompressesResponses ?? false) || (Backend?.CompressesResponses ?? false);

    private int ResponseBytesMin => Backend is { ResponseBytesMin: > 0 } backend ? backend.ResponseBytesMin : Frontend?.ResponseBytesMin ?? 0;

    private CodecPlan? Choose()
    {
        CompressionPlan? plan = Backend is { ResponseCodecs.Length: > 0 } backend ? backend : Frontend;
        return plan is null ? null : CodecChoice.Choose(plan, _exchange.Request);
    }

    private void BeginRequest()
    {
        RequestHead request = _exchange.Request;
        CodecPlan? codec = Backend?.RequestCodec ?? Frontend?.RequestCodec;
        byte[][] types = Backend is { RequestTypes.Length: > 0 } listing ? listing.RequestTypes : Frontend?.RequestTypes ?? [];
        int bytesMin = Backend is { RequestBytesMin: > 0 } backend ? backend.RequestBytesMin : Frontend?.RequestBytesMin ?? 0;
        bool may = codec?.Row.Create is not null && request.Version >= HttpVersion.Http11 && !_exchange.AsksForUpgrade
            && Compressible.HasBody(_exchange.RequestBody, bytesMin) && Compressible.AllowsBody(request, types)
            && !_exchange.Place.Plan.CompressionLimit.IsExceeded(_exchange.Place.Loop.Clock.NowMs) && _exchange.Place.Encoders.HasRoom(codec);
        if (may && request.TryAdd("Content-Encoding"u8, codec!.Token))
        {
            Request = codec;
        }
    }
}
