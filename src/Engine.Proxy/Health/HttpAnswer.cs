using System;
using Engine.Http;

namespace Engine.Proxy.Health;

/// <summary>The answer to an HTTP check, as far as it has come: read anew each time, since checks' answers are small. Belongs to one loop.</summary>
public sealed class HttpAnswer
{
    private readonly HeadLimits _limits;

    internal HttpAnswer(int fieldsMax, HeadLimits limits)
    {
        Head = new ResponseHead(fieldsMax);
        _limits = limits;
    }

    public ResponseHead Head { get; }

    /// <summary>Where the body begins in what has come.</summary>
    public int BodyStart { get; private set; }

    /// <summary>True when the whole answer is there.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Done: the head is read. NeedMore, Invalid: as it says. Interim answers (1xx) are passed over.</summary>
    public VerdictKind Read(CheckRun run)
    {
        ArraySegment<byte> received = run.ReceivedSegment;
        int start = 0;
        while (true)
        {
            Head.Reset();
            Verdict verdict = ResponseParser.Parse(received.AsSpan()[start..], Head, _limits);
            if (verdict.Kind != VerdictKind.Done)
            {
                return verdict.Kind;
            }

            Head.Attach(received.Slice(start, verdict.Consumed), verdict.Consumed);
            start += verdict.Consumed;
            if (Head.Status is >= 200 or 101)
            {
                break;
            }
        }

        BodyStart = start;
        Measure(run, received.AsSpan()[start..]);
        return VerdictKind.Done;
    }

    /// <summary>The body so far, without its framing; where it was chunked, in the loop's scratch, which is cleared for it.</summary>
    public ReadOnlySpan<byte> Body(CheckRun run)
    {
        run.Place.Scratch.Clear();
        return Content(run);
    }

    internal long LengthOf(CheckRun run)
    {
        BodyFraming framing = Framing.OfResponse(Head, run.Method);
        return framing.Kind == BodyKind.Length ? framing.Length : Content(run).Length;
    }

    /// <summary>The same beside what lies in the scratch already.</summary>
    internal ReadOnlySpan<byte> Content(CheckRun run)
    {
        ReadOnlySpan<byte> rest = run.Received[BodyStart..];
        BodyFraming framing = Framing.OfResponse(Head, run.Method);
        switch (framing.Kind)
        {
            case BodyKind.None:
                return default;
            case BodyKind.Length:
                return rest[..(int)Math.Min(rest.Length, framing.Length)];
            case BodyKind.Chunked:
                return Decode(run, rest);
            default:
                return rest;
        }
    }

    private void Measure(CheckRun run, ReadOnlySpan<byte> rest)
    {
        BodyFraming framing = Framing.OfResponse(Head, run.Method);
        IsComplete = framing.Kind switch
        {
            BodyKind.None => true,
            BodyKind.Length => rest.Length >= framing.Length,
            BodyKind.Chunked => IsWhole(rest),
            _ => false,
        };
    }

    private bool IsWhole(ReadOnlySpan<byte> rest)
    {
        ChunkedDecoder decoder = new(_limits);
        while (true)
        {
            ChunkStep step = decoder.Next(rest);
            rest = rest[step.Consumed..];
            if (step.Kind is ChunkStepKind.End or ChunkStepKind.Invalid)
            {
                return true;
            }

            if (step.Kind == ChunkStepKind.NeedMore)
            {
                return false;
            }
        }
    }

    private ReadOnlySpan<byte> Decode(CheckRun run, ReadOnlySpan<byte> rest)
    {
        ChunkedDecoder decoder = new(_limits);
        Span<byte> room = run.Place.Scratch.Rest;
        int written = 0;
        while (true)
        {
            ChunkStep step = decoder.Next(rest);
            if (step.DataLength > 0)
            {
                ReadOnlySpan<byte> data = rest.Slice(step.DataStart, Math.Min(step.DataLength, room.Length - written));
                data.CopyTo(room[written..]);
                written += data.Length;
            }

            rest = rest[step.Consumed..];
            if (step.Kind is not (ChunkStepKind.Data or ChunkStepKind.Trailer))
            {
                return run.Place.Scratch.Keep(written);
            }
        }
    }
}
