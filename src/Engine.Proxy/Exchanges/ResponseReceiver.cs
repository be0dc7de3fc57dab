using System;
using System.IO.Pipelines;
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
                if (verdict.Kind == VerdictKind.Invalid)
                {
                    exchange.Backend!.State.InvalidResponse.Keep(bytes, InvalidMessages.Of(exchange, verdict.Fault));
                }

                return Fail(verdict.Kind == VerdictKind.Invalid ? Termination.BadResponse : Termination.ServerClosedInHead);
            }

            _seen = bytes.Length;
        }

        return Fail(exchange.Cause ?? Failure!);
    }

    /// <summary>The whole of step 7 with its waits. Null, or why it failed.</summary>
    internal async LoopTask<Termination?> ReceiveAsync(ServerConnection connection)
    {
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
            }
        }

        return Failure;
    }

    /// <summary>101 ends HTTP on the connection and is final in that sense.</summary>
    private bool IsInterim => exchange.Response.Status < 200 && exchange.Response.Status != 101;

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
