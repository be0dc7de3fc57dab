using System;
using System.IO.Pipelines;
using System.Threading.Tasks;
using Engine.IO.Tasks;
using Engine.Proxy.Clients;
using Engine.Proxy.Compression;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Relays;
using Engine.Proxy.Stages;

namespace Engine.Proxy.Caching;

/// <summary>
/// Sends a body that a cache keeps: as it is, at the pace that a rule has set, or through an encoder. All of it is there at once: it goes in
/// pieces, so that neither a quick client nor the encoder keeps the loop from everybody else. One for each exchange object.
/// </summary>
internal sealed class CachedBody(Exchange exchange)
{
    /// <summary>Some 0.1 ms of copying into the kernel. The client's time runs anew for each piece.</summary>
    private const int PieceBytes = 1 << 18;

    /// <summary>Some 1 ms of compressing.</summary>
    private const int EncodedPieceBytes = 1 << 16;

    private readonly LoopTurn _turn = new(exchange.Place.Loop);

    /// <summary>Sends what is in the output, and the body behind it. False: the client has gone, or reads too slowly.</summary>
    internal async LoopTask<bool> SendAsync(ReadOnlyMemory<byte> body)
    {
        RelayLink link = exchange.Download;
        if (exchange.Compression.Response is { } codec)
        {
            return await EncodeAsync(exchange.Compression.ResponseBody, codec, body) == RelayEnd.Done;
        }

        while (true)
        {
            ReadOnlyMemory<byte> piece = body[..Math.Min(body.Length, PieceBytes)];
            if (link.IsPaced && !body.IsEmpty && (piece = await link.PassAsync(piece)).IsEmpty)
            {
                return false;
            }

            body = body[piece.Length..];
            ValueTask<FlushResult> write = piece.IsEmpty ? exchange.Client.Pipe.Output.FlushAsync() : exchange.Client.Pipe.Output.WriteAsync(piece);
            if (!write.IsCompleted)
            {
                exchange.Client.Await(ClientWait.Response, exchange.ClientTimeoutMs);
            }

            if (PlainRelay.Refusal(await write) is not null)
            {
                return false;
            }

            exchange.Record.ResponseHeadBytes += piece.Length;
            if (body.IsEmpty)
            {
                return true;
            }

            await _turn.EndAsync();
            if (link.IsCut)
            {
                return false;
            }
        }
    }

    private async LoopTask<RelayEnd> EncodeAsync(EncodedBody encoded, CodecPlan codec, ReadOnlyMemory<byte> body)
    {
        RelayLink link = exchange.Download;
        encoded.Begin(link, codec);
        RelayEnd? end = null;
        while (!body.IsEmpty && end is null)
        {
            ReadOnlyMemory<byte> piece = body[..Math.Min(body.Length, EncodedPieceBytes)];
            body = body[piece.Length..];
            end = await encoded.PutAsync(piece, EncodeEnd.More);
            if (!body.IsEmpty && end is null)
            {
                await _turn.EndAsync();
                end = link.IsCut ? RelayEnd.Canceled : null;
            }
        }

        end ??= await encoded.FinishAsync();
        end ??= await ChunkedRelay.EndAsync(link);
        encoded.End();
        return end ?? RelayEnd.Done;
    }
}
