using System;
using Engine.Http;
using Engine.IO.Buffers;
using Engine.IO.Pipes;
using Engine.Proxy.Replies;

namespace Engine.Proxy.Exchanges;

/// <summary>The blocks that an exchange's heads are moved to, with room behind them for edits; rented when first needed, on the exchange's loop.</summary>
internal sealed class HeadBlocks(Exchange exchange)
{
    private SlabBuffer? _request;
    private SlabBuffer? _response;

    /// <summary>Keeps the request head, the first bytes of the client's input, for as long as the exchange lasts, with <c>tune.maxrewrite</c> and more behind it.</summary>
    internal void KeepRequest(LoopReader input, int headBytes)
    {
        if (_request is null && input.TakeBlock(headBytes) is { } block)
        {
            _request = block;
            exchange.Request.Attach(block.Segment, headBytes);
            return;
        }

        CopyRequest(input.Unread[..headBytes]);
        input.Consume(headBytes);
    }

    /// <summary>Keeps a copy of a request head that goes on standing in the client's input.</summary>
    internal void CopyRequest(ReadOnlySpan<byte> head)
    {
        _request ??= exchange.Place.Loop.Buffers.Rent();
        head.CopyTo(_request.Span);
        exchange.Request.Attach(_request.Segment, head.Length);
    }

    /// <summary>Moves the response's head out of the server's buffer; the body is left there.</summary>
    internal void KeepResponse()
    {
        _response ??= exchange.Place.Loop.Buffers.Rent();
        exchange.Response.Bytes[..exchange.Response.BytesUsed].CopyTo(_response.Span);
        exchange.Response.Attach(_response.Segment, exchange.Response.BytesUsed);
    }

    /// <summary>Puts the head of the proxy's own answer where responses stand, so that rules can edit it. False when it is no head.</summary>
    internal bool TryKeepReply(Reply reply) => TryKeep(reply.Head, default);

    /// <summary>The same of a head and lines behind it, each with its CRLF.</summary>
    internal bool TryKeep(ReadOnlySpan<byte> head, ReadOnlySpan<byte> lines)
    {
        _response ??= exchange.Place.Loop.Buffers.Rent();
        Span<byte> block = _response.Span;
        if (head.Length + lines.Length + 2 > block.Length)
        {
            return false;
        }

        head.CopyTo(block);
        lines.CopyTo(block[head.Length..]);
        int length = head.Length + lines.Length + 2;
        "\r\n"u8.CopyTo(block[(length - 2)..]);
        ResponseHead response = exchange.Response;
        response.Reset();
        if (ResponseParser.Parse(block[..length], response, exchange.Frontend.HeadLimits with { BytesMax = length }).Kind != VerdictKind.Done)
        {
            response.Reset();
            return false;
        }

        response.Attach(_response.Segment, length);
        return true;
    }

    /// <summary>The exchange is over.</summary>
    internal void Release()
    {
        if (_request is not null)
        {
            exchange.Place.Loop.Buffers.Return(_request);
            _request = null;
        }

        if (_response is not null)
        {
            exchange.Place.Loop.Buffers.Return(_response);
            _response = null;
        }
    }
}
