using System;
using System.Buffers;
using Engine.Http;
using Engine.IO.Pipes;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// What of a message's body lies in its sender's receive block before any of it has been sent on: rules look at it, and the relay
/// finds it as if nobody had. A body of known length lies there as it is; chunks are decoded into scratch. One for each direction
/// of an exchange; good from the message's head until its body is relayed.
/// </summary>
public sealed class HeldBody
{
    private readonly Exchange _exchange;
    private readonly bool _isResponse;
    private BodyFraming _framing;

    /// <summary>How far the chunks have been read: unread bytes seen, payload among them, and whether that was all.</summary>
    private ChunkedDecoder _decoder;
    private int _decoded;
    private int _payload;
    private bool _ended;
    private HttpFault _fault;

    /// <summary>True from the head's end until somebody takes the body away.</summary>
    private bool _isHeld;

    internal HeldBody(Exchange exchange, bool isResponse)
    {
        _exchange = exchange;
        _isResponse = isResponse;
    }

    /// <summary>Bytes of content that are there, without chunk framing.</summary>
    public int Length
    {
        get
        {
            Look();
            return _framing.Kind switch
            {
                BodyKind.Length => (int)Math.Min(_framing.Length, Input.Unread.Length),
                BodyKind.Chunked => _payload,
                BodyKind.UntilClose => Input.Unread.Length,
                _ => 0,
            };
        }
    }

    /// <summary>The length that the head states; where it states none, what is there.</summary>
    public long AnnouncedLength => _framing.Kind == BodyKind.Length ? _framing.Length : Length;

    /// <summary>True when nothing of the body is still to come.</summary>
    internal bool IsWhole
    {
        get
        {
            Look();
            return _framing.Kind switch
            {
                BodyKind.Length => Input.Unread.Length >= _framing.Length,
                BodyKind.Chunked => _ended,
                BodyKind.UntilClose => Input.IsEnded,
                _ => true,
            };
        }
    }

    /// <summary>As it was decided when the head came.</summary>
    internal BodyFraming Framing => _framing;

    private LoopReader Input => (_isResponse ? _exchange.ServerPipe : _exchange.Client.Pipe).Input;

    /// <summary>Its head has been read and consumed.</summary>
    internal void Begin(in BodyFraming framing)
    {
        _framing = framing;
        _isHeld = true;
        if (framing.Kind == BodyKind.Chunked)
        {
            _decoder = new ChunkedDecoder(_exchange.Frontend.HeadLimits);
            _decoded = _payload = 0;
            _ended = false;
            _fault = HttpFault.None;
        }
    }

    /// <summary>Somebody else reads on from here: nothing of the body is held any more.</summary>
    internal void Release()
    {
        _framing = default;
        _isHeld = false;
    }

    /// <summary>Forgets a body that is there whole. False when it is not, or not any more.</summary>
    internal bool TryDrop()
    {
        if (!_isHeld || !IsWhole)
        {
            return false;
        }

        Input.Consume(_framing.Kind == BodyKind.Chunked ? _decoded : (int)_framing.Length);
        Release();
        return true;
    }

    /// <summary>The content that is there, in one piece. False when chunks do not fit the scratch.</summary>
    public bool TryRead(Scratch scratch, out ReadOnlySpan<byte> content)
    {
        int length = Length;
        content = length == 0 || _framing.Kind == BodyKind.Chunked ? default : Input.Unread[..length];
        return length == 0 || _framing.Kind != BodyKind.Chunked || TryDecode(scratch, out content);
    }

    /// <summary>
    /// For rules that need the body: <c>Continue</c> once <paramref name="bytes"/> of it are there, or all, or what fits the receive
    /// block; until then <c>AwaitBytes</c>. A client that expects 100 is told to go on. The time is that of the rule, in ms; 0 = no limit.
    /// </summary>
    public RuleVerdict Await(int bytes, int timeMs)
    {
        if (_isResponse && !_isHeld)
        {
            return RuleVerdict.Continue; // a cache has all of it
        }

        bool waited = _exchange.RuleWait.IsResumed;
        while (!IsWhole && Length < bytes && _fault == HttpFault.None && !IsFull && !Input.IsEnded)
        {
            if (Input.TryFill(Input.Unread.Length))
            {
                continue;
            }

            int leftMs = (int)Math.Max(0, timeMs - _exchange.RuleWait.WaitedMs);
            return timeMs > 0 && leftMs == 0 ? TimedOut() : Wait(leftMs);
        }

        // What was examined is there to be read once more; and the next rule that waits has a time of its own.
        Input.Consume(0);
        _exchange.RuleWait.Reset();
        if (_fault != HttpFault.None)
        {
            _exchange.Fault = _fault;
            return Refuse(_isResponse ? Termination.BadResponse : Termination.BadRequestBody);
        }

        if (!_isResponse)
        {
            // Until now it was the client's time, not the server's (CFG 8.4 TR).
            _exchange.Times.HeadMs = waited ? _exchange.Place.Loop.Clock.NowMs : _exchange.Times.HeadMs;
            bool isCut = Input.IsEnded && !IsWhole && Length < bytes && !IsFull;
            return isCut ? Refuse(Termination.ClientClosedInRequest) : RuleVerdict.Continue;
        }

        // A server that closes too early has the client told so by the relay.
        return RuleVerdict.Continue;
    }

    private bool IsFull => Input.Unread.Length == _exchange.Place.Loop.Buffers.BufferBytes;

    private RuleVerdict Wait(int leftMs)
    {
        if (!_isResponse && _exchange.Request.ExpectsContinue && Length == 0)
        {
            SendContinue(_exchange.Request);
        }

        return RuleVerdict.AwaitBytes(leftMs);
    }

    /// <summary>RFC 9110 section 10.1.1: who waits for the body asks for it; the server is not asked to do so again.</summary>
    private void SendContinue(RequestHead request)
    {
        int expect = request.IndexOf(FieldName.Expect);
        if (expect < 0)
        {
            return; // it has been done
        }

        for (; expect >= 0; expect = request.IndexOf(FieldName.Expect, expect + 1))
        {
            request.Remove(expect);
        }

        // What the kernel does not take now leaves in front of the response.
        LoopWriter output = _exchange.Client.Pipe.Output;
        output.Write("HTTP/1.1 100 Continue\r\n\r\n"u8);
        output.TryFlush();
    }

    private RuleVerdict TimedOut() => Refuse(_isResponse ? Termination.ServerTimeout : Termination.RequestTimeout);

    private RuleVerdict Refuse(Termination cause)
    {
        if (!_isResponse)
        {
            _exchange.Progress.RefuseReuse();
        }

        return RuleVerdict.Answer(_exchange.Replies.ErrorPage(cause.Status), cause);
    }

    /// <summary>Reads on in chunks that have come since the last look.</summary>
    private void Look()
    {
        if (_framing.Kind != BodyKind.Chunked || _ended || _fault != HttpFault.None)
        {
            return;
        }

        ReadOnlySpan<byte> unread = Input.Unread;
        ChunkStepKind kind;
        do
        {
            ChunkStep step = _decoder.Next(unread[_decoded..]);
            kind = step.Kind;
            _decoded += step.Consumed;
            _payload += kind == ChunkStepKind.Data ? step.DataLength : 0;
            _fault = step.Fault;
        }
        while (kind is ChunkStepKind.Data or ChunkStepKind.Trailer);

        _ended = kind == ChunkStepKind.End;
    }

    private bool TryDecode(Scratch scratch, out ReadOnlySpan<byte> content)
    {
        content = default;
        ReadOnlySpan<byte> unread = Input.Unread[.._decoded];
        ChunkedDecoder decoder = new(_exchange.Frontend.HeadLimits);
        Span<byte> room = default;
        int length = 0;
        while (length < _payload)
        {
            ChunkStep step = decoder.Next(unread);
            if (step.Kind != ChunkStepKind.Data)
            {
                break;
            }

            ReadOnlySpan<byte> piece = unread.Slice(step.DataStart, step.DataLength);
            unread = unread[step.Consumed..];
            if (piece.Length == _payload)
            {
                content = piece;
                return true;
            }

            if (length == 0 && !scratch.TryTake(_payload, out room))
            {
                return false;
            }

            piece.CopyTo(room[length..]);
            length += piece.Length;
        }

        content = room;
        return true;
    }
}
