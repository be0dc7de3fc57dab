using System;
using System.Buffers;
using System.IO.Pipelines;
using Engine.Http;
using Engine.IO.Tasks;
using Engine.Proxy.Compression;
using Engine.Proxy.Stages;

namespace Engine.Proxy.Relays;

/// <summary>
/// Carries a body through an encoder: of known length or in chunks, it goes on in chunks. What has come is flushed whenever the source
/// pauses, so that events of a stream arrive when they happen; a body that breaks off ends without its last chunk, for all to see.
/// </summary>
internal static class CompressedRelay
{
    internal static async LoopTask<RelayEnd> RunAsync(RelayLink link, EncodedBody body, CodecPlan codec, BodyFraming framing)
    {
        body.Begin(link, codec);
        RelayEnd end = framing.Kind == BodyKind.Chunked ? await RunChunksAsync(link, body) : await RunLengthAsync(link, body, framing.Length);
        if (end is RelayEnd.SourceClosed or RelayEnd.SourceInvalid)
        {
            await body.PauseAsync();
        }

        body.End();
        return end;
    }

    private static async LoopTask<RelayEnd> RunLengthAsync(RelayLink link, EncodedBody body, long remaining)
    {
        while (remaining > 0)
        {
            if (!link.Source.Input.TryRead(out ReadResult read))
            {
                if (await body.PauseAsync() is { } refused)
                {
                    return refused;
                }

                read = await link.ReadAsync();
            }

            if (read.IsCanceled)
            {
                return RelayEnd.Canceled;
            }

            ReadOnlyMemory<byte> piece = read.Buffer.First;
            if (piece.IsEmpty)
            {
                return RelayEnd.SourceClosed;
            }

            piece = piece.Length > remaining ? piece[..(int)remaining] : piece;
            link.Keep(piece.Span, isLast: piece.Length == remaining);
            RelayEnd? end = await body.PutAsync(piece, EncodeEnd.More);
            link.Source.Input.AdvanceTo(read.Buffer.GetPosition(piece.Length));
            remaining -= piece.Length;
            if (end is not null)
            {
                return end.Value;
            }
        }

        return await body.FinishAsync() ?? await ChunkedRelay.EndAsync(link) ?? RelayEnd.Done;
    }

    private static async LoopTask<RelayEnd> RunChunksAsync(RelayLink link, EncodedBody body)
    {
        ChunkedDecoder decoder = new(link.Exchange.Frontend.HeadLimits);
        bool inTrailers = false;
        while (true)
        {
            if (!link.Source.Input.TryRead(out ReadResult read))
            {
                if (await body.PauseAsync() is { } refused)
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
                RelayEnd? end = null;
                if (kind == ChunkStepKind.Invalid)
                {
                    link.Exchange.Fault = step.Fault;
                }
                else if (kind == ChunkStepKind.Data)
                {
                    end = await body.PutAsync(piece, EncodeEnd.More);
                }
                else if (kind != ChunkStepKind.NeedMore && !(kind == ChunkStepKind.Trailer && link.DropsTrailers))
                {
                    end = inTrailers ? null : await body.FinishAsync();
                    end ??= await ChunkedRelay.PassTrailerAsync(link, piece, first: !inTrailers, last: kind == ChunkStepKind.End);
                    inTrailers = true;
                }

                if (end is not null)
                {
                    link.Source.Input.AdvanceTo(read.Buffer.GetPosition(used));
                    return end.Value;
                }
            }
            while (kind is ChunkStepKind.Data or ChunkStepKind.Trailer);

            link.Source.Input.AdvanceTo(read.Buffer.GetPosition(used), kind == ChunkStepKind.NeedMore ? read.Buffer.End : read.Buffer.GetPosition(used));
            if (kind is ChunkStepKind.Invalid or ChunkStepKind.End)
            {
                return kind == ChunkStepKind.Invalid ? RelayEnd.SourceInvalid : PlainRelay.Refusal(await link.FlushAsync()) ?? RelayEnd.Done;
            }

            if (read.IsCompleted)
            {
                return RelayEnd.SourceClosed;
            }
        }
    }
}
