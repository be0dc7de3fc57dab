using System;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Engine.Http;
using Engine.IO.Pipes;
using Engine.IO.Tasks;
using Engine.Proxy.Servers;

namespace Engine.Proxy.Exchanges;

/// <summary>Step 7: reads the head of the final response; interim ones (1xx) pass to the client on the way (RFC 9110 section 15.2).</summary>
internal sealed class ResponseReceiver(Exchange exchange)
{
    /// <summary>Bytes the parser has seen without finding the end of the head.</summary>
    private int _seen;

    /// <summary>Why the attempt failed, when <see cref="TryReceive"/> said so.</summary>
    internal Termination? Failure { get; private set; }

    internal void Reset()
    {
        exchange.Response.Reset();
        _seen = 0;
        Failure = null;
    }

    /// <summary>
    /// Done: the head is in <see cref="Exchange.Response"/>, still unconsumed in the server's input. Slow: an interim head is there to
    /// be passed on, or <see cref="Failure"/> is set.
    /// </summary>
    internal Step TryReceive(ServerConnection connection)
    {
        LoopReader input = connection.Pipe.Input;
        while (exchange.Cause is null && Failure is null)
        {
            if (!input.TryFill(_seen))
            {
                return Step.Wait;
            }

            ReadOnlySpan<byte> bytes = input.Unread;
            if (bytes.IsEmpty)
            {
                return Fail(connection.IsReused ? Termination.StaleConnection : Termination.ServerClosed);
            }

            Verdict verdict = ResponseParser.Parse(bytes, exchange.Response, exchange.Backend!.HeadLimits);
            if (verdict.Kind == VerdictKind.Done && exchange.Response.Coding == TransferCoding.Chunked && HasBadChunk(bytes[verdict.Consumed..]))
            {
                return Refuse(bytes);
            }

            if (verdict.Kind == VerdictKind.Done)
            {
                // The head stays where it is, in the server's block, until it has been written on.
                exchange.Response.AttachInPlace(input.UnreadSegment, verdict.Consumed);
                exchange.ResponseHeadBytes = exchange.Record.ServerHeadBytes = verdict.Consumed;
                exchange.ServerStatus = exchange.Response.Status;
                exchange.Times.ResponseMs = exchange.Place.Loop.Clock.NowMs;
                return IsInterim ? Step.Slow : Step.Done;
            }

            if (verdict.Kind == VerdictKind.Invalid || input.IsEnded)
            {
                exchange.Fault = verdict.Fault;
                return verdict.Kind == VerdictKind.Invalid ? Refuse(bytes) : Fail(Termination.ServerClosedInHead);
            }

            _seen = bytes.Length;
        }

        return Fail(exchange.Cause ?? Failure!);
    }

    /// <summary>The whole of step 7 with its waits. Null, or why it failed.</summary>
    internal async LoopTask<Termination?> ReceiveAsync(ServerConnection connection)
    {
        bool hasBegun = false;
        while (Failure is null)
        {
            Step step = TryReceive(connection);
            if (step == Step.Done)
            {
                return null;
            }

            if (step == Step.Wait)
            {
                await connection.Pipe.Input.WaitAsync();
            }
            else if (Failure is null)
            {
                exchange.Times.ResponseMs = 0;
                await PassInterimAsync();
                connection.Pipe.Input.Consume(exchange.ResponseHeadBytes);
                exchange.Response.Reset();
                _seen = 0;
                hasBegun = true;
            }
        }

        // A server that began to answer has had the request: the connection was not stale, and nothing is sent again unasked.
        Failure = hasBegun && ReferenceEquals(Failure, Termination.StaleConnection) ? Termination.ServerClosed : Failure;
        return Failure;
    }

    /// <summary>101 ends HTTP on the connection and is final in that sense.</summary>
    private bool IsInterim => exchange.Response.Status < 200 && exchange.Response.Status != 101;

    /// <summary>
    /// Content that came with the head is looked at before the client has anything, so that it gets 502 instead of a response cut short,
    /// as with HAProxy. What comes later is judged by the relay.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasBadChunk(ReadOnlySpan<byte> content)
    {
        if (!Framing.IsChunked(exchange.Response, exchange.Request.Method))
        {
            return false;
        }

        ChunkedDecoder decoder = new(exchange.Frontend.HeadLimits);
        ChunkStep step;
        do
        {
            step = decoder.Next(content);
            content = content[step.Consumed..];
        }
        while (step.Kind is ChunkStepKind.Data or ChunkStepKind.Trailer);
        exchange.Fault = step.Fault;
        return step.Kind == ChunkStepKind.Invalid;
    }

    /// <summary>What the server says is not HTTP: kept for <c>show errors</c>.</summary>
    private Step Refuse(ReadOnlySpan<byte> bytes)
    {
        exchange.Backend!.State.InvalidResponse.Keep(bytes, InvalidMessages.Of(exchange, exchange.Fault));
        return Fail(Termination.BadResponse);
    }

    /// <summary>The attempt has failed.</summary>
    internal Step Fail(Termination failure)
    {
        Failure = failure;
        return Step.Slow;
    }

    /// <summary>1xx is not sent to HTTP/1.0 clients (RFC 9110 section 15.2).</summary>
    private async LoopTask PassInterimAsync()
    {
        if (exchange.Request.Version < HttpVersion.Http11)
        {
            return;
        }

        // No client is to look for content behind it (RFC 9110 section 8.6, RFC 9112 section 6.1).
        Framing.OfResponse(exchange.Response, exchange.Request.Method);
        PipeWriter output = exchange.Client.Pipe.Output;
        int written = HeadWriter.WriteResponse(exchange.Response, new ResponseRewrite(), output.GetSpan());
        if (written > 0)
        {
            output.Advance(written);
            exchange.Record.ResponseHeadBytes += written;
            await output.FlushAsync();
        }
    }
}
