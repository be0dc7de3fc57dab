using System;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Threading.Tasks;
using Engine.Http;
using Engine.IO.Pipes;
using Engine.IO.Tasks;
using Engine.Proxy.Clients;
using Engine.Proxy.Pages;
using Engine.Proxy.Relays;
using Engine.Proxy.Replies;

namespace Engine.Proxy.Exchanges;

/// <summary>Sends the body of a <see cref="StreamedReply"/>: a chunk whenever enough of it is there, and between two of them everybody else's turn.</summary>
internal sealed class ReplyStream(Exchange exchange)
{
    private const int ChunkBytes = 16384;

    /// <summary>Steps in one turn of the loop.</summary>
    private const int StepsPerTurn = 256;

    private const int ChunkHeadBytesMax = 16;

    private readonly LoopTurn _turn = new(exchange.Place.Loop);

    /// <summary>False: the client has gone, or reads too slowly.</summary>
    internal async LoopTask<bool> RunAsync(StreamedReply reply)
    {
        bool chunked = exchange.Request.Version >= HttpVersion.Http11;
        bool sent = true;
        int inTurn = 0;
        while (sent && reply.Steps.MoveNext())
        {
            if (++inTurn < StepsPerTurn && reply.Page.Length < ChunkBytes)
            {
                continue;
            }

            inTurn = 0;
            sent = await SendAsync(reply.Page, chunked);
            await _turn.EndAsync();
        }

        reply.Steps.Dispose();
        return sent && await SendAsync(reply.Page, chunked) && await EndAsync(chunked);
    }

    private async LoopTask<bool> SendAsync(TextPage page, bool chunked)
    {
        if (page.Length == 0)
        {
            return true;
        }

        LoopWriter output = exchange.Client.Pipe.Output;
        if (chunked)
        {
            WriteChunkHead(output, page.Length);
        }

        exchange.Record.ResponseHeadBytes += page.Length;
        bool sent = await WatchAsync(output.WriteAsync(page.Memory));
        page.Clear();
        if (chunked && sent)
        {
            Write(output, "\r\n"u8);
        }

        return sent;
    }

    private async LoopTask<bool> EndAsync(bool chunked)
    {
        if (!chunked)
        {
            return true;
        }

        LoopWriter output = exchange.Client.Pipe.Output;
        Write(output, "0\r\n\r\n"u8);
        return await WatchAsync(output.FlushAsync());
    }

    private async LoopTask<bool> WatchAsync(ValueTask<FlushResult> flush)
    {
        if (!flush.IsCompleted)
        {
            exchange.Client.Await(ClientWait.Response, exchange.ClientTimeoutMs);
        }

        return PlainRelay.Refusal(await flush) is null;
    }

    private void WriteChunkHead(LoopWriter output, int bytes)
    {
        Span<byte> room = output.GetSpan(ChunkHeadBytesMax);
        Utf8Formatter.TryFormat(bytes, room, out int digits, new System.Buffers.StandardFormat('x'));
        "\r\n"u8.CopyTo(room[digits..]);
        output.Advance(digits + 2);
        exchange.Record.ResponseHeadBytes += digits + 2;
    }

    private void Write(LoopWriter output, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
        exchange.Record.ResponseHeadBytes += bytes.Length;
    }
}
