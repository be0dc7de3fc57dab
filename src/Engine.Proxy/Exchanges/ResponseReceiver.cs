using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Engine.Http;
using Engine.IO.Tasks;
using Engine.Proxy.Servers;

namespace Engine.Proxy.Exchanges;

/// <summary>Step 7: reads the head of the final response; interim ones (1xx) pass to the client on the way (RFC 9110 section 15.2).</summary>
internal static class ResponseReceiver
{
    /// <summary>Null: the head is in <see cref="Exchange.Response"/>, still unconsumed in the server's input.</summary>
    internal static async LoopTask<Termination?> ReceiveAsync(Exchange exchange, ServerConnection connection)
    {
        PipeReader input = connection.Pipe.Input;
        ResponseHead head = exchange.Response;
        head.Reset();
        bool silent = true;
        while (true)
        {
            if (!input.TryRead(out ReadResult read))
            {
                read = await input.ReadAsync();
            }

            if (exchange.Cause is not null)
            {
                return exchange.Cause;
            }

            if (read.Buffer.IsEmpty && read.IsCompleted)
            {
                return silent && connection.IsReused ? Termination.StaleConnection : Termination.ServerClosed;
            }

            silent = false;
            Verdict verdict = ResponseParser.Parse(read.Buffer.FirstSpan, head, exchange.Frontend.HeadLimits);
            if (verdict.Kind == VerdictKind.Invalid)
            {
                exchange.Fault = verdict.Fault;
                return Termination.BadResponse;
            }

            if (verdict.Kind == VerdictKind.NeedMore)
            {
                if (read.IsCompleted)
                {
                    return Termination.ServerClosed;
                }

                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            // The head stays where it is, in the server's block, until it has been written on.
            head.Attach(MemoryMarshal.AsMemory(read.Buffer.First), verdict.Consumed);
            if (head.Status >= 200 || head.Status == 101)
            {
                exchange.ResponseHeadEnd = read.Buffer.GetPosition(verdict.Consumed);
                return null;
            }

            await PassInterimAsync(exchange, head);
            input.AdvanceTo(read.Buffer.GetPosition(verdict.Consumed));
            head.Reset();
        }
    }

    /// <summary>1xx is not sent to HTTP/1.0 clients (RFC 9110 section 15.2).</summary>
    private static async LoopTask PassInterimAsync(Exchange exchange, ResponseHead head)
    {
        if (exchange.Request.Version < HttpVersion.Http11)
        {
            return;
        }

        PipeWriter output = exchange.Client.Pipe.Output;
        int written = HeadWriter.WriteResponse(head, new ResponseRewrite(), output.GetSpan());
        if (written > 0)
        {
            output.Advance(written);
            await output.FlushAsync();
        }
    }
}
