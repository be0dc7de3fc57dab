using System;
using Engine.Config.Model;
using Engine.Http;
using Engine.IO.Pipes;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Exchanges;

/// <summary>Step 2: reads the request head and decides how its body ends.</summary>
internal sealed class RequestReceiver(Exchange exchange)
{
    private bool _begun;

    /// <summary>Bytes the parser has seen without finding the end of the head.</summary>
    private int _seen;

    internal void Reset()
    {
        _begun = false;
        _seen = 0;
    }

    /// <summary>Done: a whole head. Wait: the client's input has no more. Slow: terminated.</summary>
    internal Step TryReceive()
    {
        LoopReader input = exchange.Client.Pipe.Input;
        while (exchange.Cause is null)
        {
            if (!input.TryFill(_seen))
            {
                return Step.Wait;
            }

            ReadOnlySpan<byte> bytes = input.Unread;
            Verdict verdict = RequestParser.Parse(bytes, exchange.Request, exchange.Frontend.HeadLimits);
            if (verdict.Kind == VerdictKind.Done)
            {
                exchange.Heads.KeepRequest(input, verdict.Consumed);
                exchange.Record.RequestHeadBytes = verdict.Consumed;
                return Accept() ? Step.Done : Step.Slow;
            }

            if (verdict.Kind == VerdictKind.Invalid)
            {
                exchange.Frontend.State.InvalidRequest.Keep(bytes, InvalidMessages.Of(exchange, verdict.Fault));
                Refuse(Termination.BadRequest, verdict.Fault);
            }
            else if (input.IsEnded)
            {
                Refuse(Termination.ClientClosedInRequest, HttpFault.None);
            }
            else
            {
                Begin();
                _seen = bytes.Length;
            }
        }

        // Of a head that never came to its end there may be a part.
        exchange.Record.RequestHeadBytes = Math.Max(exchange.Record.RequestHeadBytes, input.Unread.Length);
        exchange.Client.LingerAtClose();
        return Step.Slow;
    }

    private bool Accept()
    {
        exchange.Client.StopWaiting();
        BodyFraming body = Framing.OfRequest(exchange.Request, exchange.Frontend.HeadLimits.AcceptUnsafe, exchange.Frontend.HeadLimits.AcceptsAnyPayload, exchange.Frontend.HeadLimits.KeepsAmbiguous);
        if (body.Fault != HttpFault.None)
        {
            return Refuse(Termination.BadRequest, body.Fault);
        }

        exchange.RequestBody = body;
        exchange.RequestContent.Begin(body);
        exchange.Times.HeadMs = exchange.Place.Loop.Clock.NowMs;
        exchange.Record.KeepLine();
        if (exchange.Frontend.Captures.IsActive)
        {
            exchange.Captures.TakeRequest(exchange.Frontend.Captures);
        }

        Begin();
        bool hasBody = body.Kind is BodyKind.Chunked || (body.Kind is BodyKind.Length && body.Length > 0);
        exchange.Progress.TryClient(hasBody ? MessageEvent.HeadEnds : MessageEvent.HeadEndsAll);
        if (body.CloseAfter)
        {
            exchange.Progress.RefuseReuse();
        }

        FrontendPlan frontend = exchange.Frontend;
        if (frontend.UsesProxyConnection && exchange.UsesProxyConnection)
        {
            exchange.Request.TakeProxyConnection();
        }

        if (frontend.NameRestriction != NameRestriction.Preserve && !FieldNamePolicy.TryApply(frontend.NameRestriction, exchange.Request))
        {
            exchange.Terminate(Termination.Denied);
            return false;
        }

        return true;
    }

    private void Begin()
    {
        if (!_begun)
        {
            _begun = true;
            exchange.Progress.TryClient(MessageEvent.HeadBegins);
        }
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
