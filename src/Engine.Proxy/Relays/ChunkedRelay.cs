using System;
using System.Buffers;
using System.IO.Pipelines;
using Engine.Http;
using Engine.IO.Tasks;

namespace Engine.Proxy.Relays;

/// <summary>
/// Carries a body that comes in chunks: every chunk is checked and framed anew, extensions are dropped, trailers pass; or the
/// payload alone goes on, to a receiver that does not know chunks.
/// </summary>
internal static class ChunkedRelay
{
    /// <summary>Payload up to this size is gathered in the send block; larger pieces go straight from where they lie.</summary>
    private const int CopyBytesMax = 4096;

    /// <summary>What frames a piece: a chunk header and the CR LF behind the data.</summary>
    private const int FramingBytesMax = ChunkedEncoder.ChunkHeaderBytesMax + 2;

    /// <param name="rechunk">False: pass on the payload alone, without trailers.</param>
    internal static async LoopTask<RelayEnd> RunAsync(RelayLink link, bool rechunk)
    {
        ChunkedDecoder decoder = new(link.Exchange.Frontend.HeadLimits);
        bool inTrailers = false;
        while (true)
        {
            if (!link.Source.Input.TryRead(out ReadResult read))
            {
                if (link.Sink.Output.UnflushedBytes > 0 && PlainRelay.Refusal(await link.FlushAsync()) is { } refused)
                {
                    return refused;
                }

                read = await link.ReadAsync();
            }

            if (read.IsCanceled)
            {
                return RelayEnd.Canceled;
            }

            ReadOnlyMemory<byte> bytes = read.Buffer.First;
            int used = 0;
            ChunkStepKind kind;
            do
            {
                ChunkStep step = decoder.Next(bytes.Span[used..]);
                kind = step.Kind;
                ReadOnlyMemory<byte> piece = bytes.Slice(used + step.DataStart, step.DataLength);
                used += step.Consumed;
                link.Keep(kind == ChunkStepKind.Data ? piece.Span : default, isLast: kind == ChunkStepKind.End);
                if (kind == ChunkStepKind.Invalid)
                {
                    link.Exchange.Fault = step.Fault;
                }
                else if (kind == ChunkStepKind.Data)
                {
                    if (await (link.IsPaced ? PassPacedAsync(link, piece, rechunk) : PassDataAsync(link, piece, rechunk)) is { } end)
                    {
                        return end;
                    }
                }
                else if (rechunk && kind != ChunkStepKind.NeedMore && !(kind == ChunkStepKind.Trailer && link.DropsTrailers))
                {
                    if (await PassTrailerAsync(link, piece, first: !inTrailers, last: kind == ChunkStepKind.End) is { } end)
                    {
                        return end;
                    }

                    inTrailers = true;
                }
            }
            while (kind is ChunkStepKind.Data or ChunkStepKind.Trailer);

            link.Source.Input.AdvanceTo(read.Buffer.GetPosition(used), kind == ChunkStepKind.NeedMore ? read.Buffer.End : read.Buffer.GetPosition(used));
            if (kind == ChunkStepKind.End)
            {
                return PlainRelay.Refusal(await link.FlushAsync()) ?? RelayEnd.Done;
            }

            if (kind == ChunkStepKind.Invalid || read.IsCompleted)
            {
                return kind == ChunkStepKind.Invalid ? RelayEnd.SourceInvalid : RelayEnd.SourceClosed;
            }
        }
    }

    /// <summary>The same in as many pieces as the pace makes of it.</summary>
    internal static async LoopTask<RelayEnd?> PassPacedAsync(RelayLink link, ReadOnlyMemory<byte> data, bool rechunk)
    {
        while (!data.IsEmpty)
        {
            ReadOnlyMemory<byte> piece = await link.PassAsync(data);
            if (piece.IsEmpty)
            {
                return RelayEnd.Canceled;
            }

            if (await PassDataAsync(link, piece, rechunk) is { } end)
            {
                return end;
            }

            data = data[piece.Length..];
        }

        return null;
    }

    private static async LoopTask<RelayEnd?> PassDataAsync(RelayLink link, ReadOnlyMemory<byte> data, bool rechunk)
    {
        PipeWriter output = link.Sink.Output;
        int framing = rechunk ? FramingBytesMax : 0;
        bool copied = data.Length <= Math.Min(CopyBytesMax, link.Sink.Loop.Buffers.BufferBytes - framing);
        if (await MakeRoomAsync(link, framing + (copied ? data.Length : 0)) is { } refused)
        {
            return refused;
        }

        long before = output.UnflushedBytes;
        if (rechunk)
        {
            output.Advance(ChunkedEncoder.WriteChunkHeader(output.GetSpan(ChunkedEncoder.ChunkHeaderBytesMax), data.Length));
        }

        int header = (int)(output.UnflushedBytes - before);
        if (copied)
        {
            output.Write(data.Span);
        }
        else if (PlainRelay.Refusal(await link.WriteAsync(data)) is { } end)
        {
            return end;
        }

        if (rechunk)
        {
            output.Write(ChunkedEncoder.ChunkEnd);
        }

        link.Count(data.Length, data.Length + (rechunk ? header + 2 : 0));
        return null;
    }

    /// <summary>The last chunk before the first trailer line, the line, and the empty line behind the last.</summary>
    internal static async LoopTask<RelayEnd?> PassTrailerAsync(RelayLink link, ReadOnlyMemory<byte> line, bool first, bool last)
    {
        PipeWriter output = link.Sink.Output;
        if (await MakeRoomAsync(link, line.Length + 8) is { } refused)
        {
            return refused;
        }

        if (first)
        {
            output.Write(ChunkedEncoder.LastChunk);
        }

        if (last)
        {
            output.Write(ChunkedEncoder.ChunkEnd);
        }
        else
        {
            output.Advance(ChunkedEncoder.WriteTrailer(output.GetSpan(line.Length + 2), line.Span));
        }

        link.Count(0, (first ? 3 : 0) + line.Length + 2);
        return null;
    }

    /// <summary>The end of a body without trailers; everything leaves.</summary>
    internal static async LoopTask<RelayEnd?> EndAsync(RelayLink link)
    {
        if (await MakeRoomAsync(link, ChunkedEncoder.End.Length) is { } refused)
        {
            return refused;
        }

        link.Sink.Output.Write(ChunkedEncoder.End);
        link.Count(0, ChunkedEncoder.End.Length);
        return PlainRelay.Refusal(await link.FlushAsync());
    }

    private static async LoopTask<RelayEnd?> MakeRoomAsync(RelayLink link, int bytes) =>
        link.Sink.Output.UnflushedBytes + bytes > link.Sink.Loop.Buffers.BufferBytes
            ? PlainRelay.Refusal(await link.FlushAsync())
            : null;
}
