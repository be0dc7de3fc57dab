using System;
using System.IO.Pipelines;
using Engine.IO.Native;
using Engine.IO.Sockets;
using Engine.IO.Tasks;

namespace Engine.Proxy.Relays;

/// <summary>
/// Carries bytes as they are: a body of known length, or all that comes until the source closes. At most one block is held, so a
/// slow receiver slows the sender. Whatever the sink holds unflushed (the head) leaves together with the first bytes.
/// </summary>
internal static class PlainRelay
{
    /// <summary>From here on a rest goes through a kernel pipe: below it the additional system calls cost more than the copy.</summary>
    private const int SpliceBytesMin = 65536;

    /// <summary>Exactly <paramref name="remaining"/> bytes.</summary>
    internal static async LoopTask<RelayEnd> RunLengthAsync(RelayLink link, long remaining)
    {
        while (remaining > 0)
        {
            // What came with the head goes first; a long rest need not pass through this process at all.
            bool mayLeave = remaining >= SpliceBytesMin && link.MaySplice && link.Source.Input.Unread.IsEmpty && !link.Source.Input.IsEnded;
            if (mayLeave && link.Exchange.Place.Channels.TryRent() is { } channel)
            {
                return await SpliceAsync(link, channel, remaining);
            }

            if (!link.Source.Input.TryRead(out ReadResult read))
            {
                if (link.Sink.Output.UnflushedBytes > 0 && Refusal(await link.FlushAsync()) is { } refused)
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
            if (link.IsPaced && (piece = await link.PassAsync(piece)).IsEmpty)
            {
                return RelayEnd.Canceled;
            }

            link.Keep(piece.Span, isLast: piece.Length == remaining);
            FlushResult flushed = await link.WriteAsync(piece);
            link.Source.Input.AdvanceTo(read.Buffer.GetPosition(piece.Length));

            // Counted even when refused: it is gone from the source, so that nobody takes the body for untouched.
            link.Count(piece.Length, piece.Length);
            if (Refusal(flushed) is { } end)
            {
                return end;
            }

            remaining -= piece.Length;
        }

        return RelayEnd.Done;
    }

    /// <summary>Until the source closes. Only an orderly close ends it well.</summary>
    internal static async LoopTask<RelayEnd> RunToEndAsync(RelayLink link)
    {
        while (true)
        {
            if (!link.Source.Input.TryRead(out ReadResult read))
            {
                if (link.Sink.Output.UnflushedBytes > 0 && Refusal(await link.FlushAsync()) is { } refused)
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
                return link.Source.Error != 0 ? RelayEnd.SourceClosed : Refusal(await link.FlushAsync()) ?? RelayEnd.Done;
            }

            if (link.IsPaced && (piece = await link.PassAsync(piece)).IsEmpty)
            {
                return RelayEnd.Canceled;
            }

            FlushResult flushed = await link.WriteAsync(piece);
            link.Source.Input.AdvanceTo(read.Buffer.GetPosition(piece.Length));
            if (Refusal(flushed) is { } end)
            {
                return end;
            }

            link.Count(piece.Length, piece.Length);
        }
    }

    /// <summary>Null when the sink took everything.</summary>
    internal static RelayEnd? Refusal(in FlushResult flushed) =>
        flushed.IsCompleted ? RelayEnd.SinkFailed : flushed.IsCanceled ? RelayEnd.Canceled : null;

    private static async LoopTask<RelayEnd> SpliceAsync(RelayLink link, SpliceChannel channel, long remaining)
    {
        RelayEnd end = (link.Sink.Output.UnflushedBytes > 0 ? Refusal(await link.FlushAsync()) : null) ?? RelayEnd.Done;
        while (remaining > 0 && end == RelayEnd.Done)
        {
            LoopTask<int> fill = channel.FillAsync(link.Source, remaining);
            if (!fill.IsCompleted)
            {
                link.AwaitSource();
            }

            int inside = await fill;
            if (inside <= 0)
            {
                end = inside == -Errno.ECANCELED ? RelayEnd.Canceled : RelayEnd.SourceClosed;
                continue;
            }

            remaining -= inside;
            link.Count(inside, inside);
            link.Exchange.Place.Counters.SplicedBytesOut += inside;
            LoopTask<int> drain = channel.DrainAsync(link.Sink, inside, more: remaining > 0);
            if (!drain.IsCompleted)
            {
                link.AwaitSink();
            }

            int failure = await drain;
            end = failure == 0 ? RelayEnd.Done : failure == -Errno.ECANCELED ? RelayEnd.Canceled : RelayEnd.SinkFailed;
        }

        link.Exchange.Place.Channels.Return(channel);
        return end;
    }
}
