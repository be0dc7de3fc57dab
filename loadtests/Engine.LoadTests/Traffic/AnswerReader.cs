using System;
using Engine.Http;
using Engine.IO.Pipes;
using Engine.IO.Sockets;

namespace Engine.LoadTests.Traffic;

/// <summary>Reads one answer after the other off a connection, as its bytes come; keeps nothing of a body but its length.</summary>
internal sealed class AnswerReader(Connection connection)
{
    private static readonly HeadLimits Limits = HeadLimits.Default;

    private readonly ResponseHead _head = new();
    private ChunkedDecoder _chunks;
    private BodyFraming _framing;
    private long _left;
    private Part _part;

    private enum Part : byte
    {
        Head,
        Length,
        Chunks,
        UntilClose,
    }

    /// <summary>Unread bytes that were looked at already and are not enough: what to fill beyond.</summary>
    public int Seen { get; private set; }

    public int Status => _head.Status;

    /// <summary>Of the body, so far.</summary>
    public long BodyBytes { get; private set; }

    /// <summary>Why, when the answer is <see cref="AnswerState.Invalid"/>.</summary>
    public HttpFault Fault { get; private set; }

    /// <summary>True when the connection may carry another request behind this answer.</summary>
    public bool KeepsAlive => _head.WantsKeepAlive && !_framing.CloseAfter;

    /// <summary>Before the first byte of the next answer.</summary>
    public void Begin()
    {
        _head.Reset();
        _part = Part.Head;
        BodyBytes = 0;
        Seen = 0;
    }

    /// <summary>Takes what is there. After <see cref="AnswerState.NeedMore"/>: fill beyond <see cref="Seen"/> and call again.</summary>
    /// <param name="method">Of the request that is being answered.</param>
    public AnswerState Read(HttpMethod method)
    {
        LoopReader input = connection.Input;
        if (_part == Part.Head)
        {
            AnswerState state = ReadHead(input, method);
            if (state != AnswerState.NeedMore || _part == Part.Head)
            {
                return state;
            }
        }

        return _part switch
        {
            Part.Length => ReadLength(input),
            Part.Chunks => ReadChunks(input),
            _ => ReadUntilClose(input),
        };
    }

    /// <summary>NeedMore with another part than the head: the head is done and a body follows.</summary>
    private AnswerState ReadHead(LoopReader input, HttpMethod method)
    {
        while (true)
        {
            ReadOnlySpan<byte> unread = input.Unread;
            Verdict verdict = unread.IsEmpty ? default : ResponseParser.Parse(unread, _head, Limits);
            if (unread.IsEmpty || verdict.Kind == VerdictKind.NeedMore)
            {
                Seen = unread.Length;
                return input.IsEnded ? Ended(isBegun: !unread.IsEmpty) : AnswerState.NeedMore;
            }

            if (verdict.Kind == VerdictKind.Invalid)
            {
                Fault = verdict.Fault;
                return AnswerState.Invalid;
            }

            input.Consume(verdict.Consumed);

            // An interim answer (RFC 9110 section 15.2): the real one follows.
            if (_head.Status is >= 200 or 101)
            {
                return BeginBody(method);
            }

            _head.Reset();
        }
    }

    private AnswerState BeginBody(HttpMethod method)
    {
        Seen = 0;
        _framing = Framing.OfResponse(_head, method);
        switch (_framing.Kind)
        {
            case BodyKind.Length:
                _part = Part.Length;
                _left = _framing.Length;
                return AnswerState.NeedMore;
            case BodyKind.Chunked:
                _part = Part.Chunks;
                _chunks = new ChunkedDecoder(Limits);
                return AnswerState.NeedMore;
            case BodyKind.UntilClose:
                _part = Part.UntilClose;
                return AnswerState.NeedMore;
            default:
                return AnswerState.Whole;
        }
    }

    private AnswerState ReadLength(LoopReader input)
    {
        int taken = (int)Math.Min(input.Unread.Length, _left);
        if (taken > 0)
        {
            input.Consume(taken);
        }

        BodyBytes += taken;
        _left -= taken;
        return _left == 0 ? AnswerState.Whole : NeedMoreUnlessEnded(input);
    }

    private AnswerState ReadChunks(LoopReader input)
    {
        while (true)
        {
            ReadOnlySpan<byte> unread = input.Unread;
            ChunkStep step = _chunks.Next(unread);
            BodyBytes += step.Kind == ChunkStepKind.Data ? step.DataLength : 0;
            if (step.Consumed > 0)
            {
                input.Consume(step.Consumed);
            }

            switch (step.Kind)
            {
                case ChunkStepKind.End:
                    return AnswerState.Whole;
                case ChunkStepKind.Invalid:
                    Fault = step.Fault;
                    return AnswerState.Invalid;
                case ChunkStepKind.NeedMore:
                    Seen = input.Unread.Length;
                    return NeedMoreUnlessEnded(input);
                default:
                    break;
            }
        }
    }

    private AnswerState ReadUntilClose(LoopReader input)
    {
        int taken = input.Unread.Length;
        if (taken > 0)
        {
            input.Consume(taken);
        }

        BodyBytes += taken;
        return !input.IsEnded ? AnswerState.NeedMore : connection.Error == 0 ? AnswerState.Whole : AnswerState.Reset;
    }

    private AnswerState NeedMoreUnlessEnded(LoopReader input) => input.IsEnded ? Ended(isBegun: true) : AnswerState.NeedMore;

    private AnswerState Ended(bool isBegun) =>
        connection.Error != 0 ? AnswerState.Reset : isBegun ? AnswerState.Truncated : AnswerState.Closed;
}
