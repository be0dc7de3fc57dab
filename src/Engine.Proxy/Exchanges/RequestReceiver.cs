using System;
using System.IO.Pipelines;
using Engine.Http;

namespace Engine.Proxy.Exchanges;

/// <summary>Step 2: reads the request head and decides how its body ends.</summary>
internal sealed class RequestReceiver(Exchange exchange)
{
    private bool _begun;

    internal void Reset() => _begun = false;

    /// <summary>Done: a whole head. Slow: terminated.</summary>
    internal Step TryReceive()
    {
        PipeReader input = exchange.Client.Pipe.Input;
        while (exchange.Cause is null)
        {
            if (!input.TryRead(out ReadResult read))
            {
                return Step.Wait;
            }

            if (Parse(read) is { } done)
            {
                return done ? Step.Done : Step.Slow;
            }
        }

        exchange.Client.LingerAtClose();
        return Step.Slow;
    }

    /// <summary>True: a whole head. False: terminated. Null: more is needed.</summary>
    private bool? Parse(in ReadResult read)
    {
        PipeReader input = exchange.Client.Pipe.Input;
        ReadOnlySpan<byte> bytes = read.Buffer.FirstSpan;
        Verdict verdict = RequestParser.Parse(bytes, exchange.Request, exchange.Frontend.HeadLimits);
        switch (verdict.Kind)
        {
            case VerdictKind.Done:
                exchange.Request.Attach(exchange.KeepHead(bytes[..verdict.Consumed]), verdict.Consumed);
                input.AdvanceTo(read.Buffer.GetPosition(verdict.Consumed));
                return Accept();
            case VerdictKind.NeedMore when read.IsCompleted:
                return Refuse(Termination.ClientClosedInRequest, HttpFault.None);
            case VerdictKind.NeedMore:
                if (!_begun)
                {
                    _begun = true;
                    exchange.Progress.TryClient(MessageEvent.HeadBegins);
                }

                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                return null;
            default:
                return Refuse(Termination.BadRequest, verdict.Fault);
        }
    }

    private bool Accept()
    {
        exchange.Client.StopWaiting();
        BodyFraming body = Framing.OfRequest(exchange.Request, exchange.Frontend.HeadLimits.AcceptUnsafe);
        if (body.Fault != HttpFault.None)
        {
            return Refuse(Termination.BadRequest, body.Fault);
        }

        exchange.RequestBody = body;
        if (!_begun)
        {
            exchange.Progress.TryClient(MessageEvent.HeadBegins);
        }

        bool hasBody = body.Kind is BodyKind.Chunked || (body.Kind is BodyKind.Length && body.Length > 0);
        exchange.Progress.TryClient(hasBody ? MessageEvent.HeadEnds : MessageEvent.HeadEndsAll);
        if (body.CloseAfter)
        {
            exchange.Progress.RefuseReuse();
        }

        return true;
    }

    private bool Refuse(Termination cause, HttpFault fault)
    {
        exchange.Fault = fault;
        exchange.Progress.RefuseReuse();
        exchange.Client.LingerAtClose();
        exchange.Terminate(cause);
        return false;
    }
}
