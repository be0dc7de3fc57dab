using System;
using Engine.Http;
using Engine.Proxy.Replies;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Exchanges;

/// <summary>The proxy's own answers to one exchange: error pages, and what rules make on the way.</summary>
public sealed class ExchangeReplies
{
    private readonly Exchange _exchange;

    internal ExchangeReplies(Exchange exchange)
    {
        _exchange = exchange;
        Made = new MadeReply(exchange.Arena);
    }

    /// <summary>The reply that a rule makes of formats; one is enough, since the first answer ends the exchange.</summary>
    internal MadeReply Made { get; }

    /// <summary>The error page of a status: the backend's, else the frontend's, else the built-in one.</summary>
    public Reply ErrorPage(int status)
    {
        Exchange exchange = _exchange;
        ErrorReplies own = exchange.Frontend.ErrorReplies;
        ReplyPlan? plan = exchange.Backend is null ? own.Find(status) : exchange.Backend.ErrorReplies.For(status, own);

        // Without a whole request there is nothing to make a page of.
        bool usable = plan is not null && (plan.Constant is not null || exchange.HasRequest);
        RulePoints point = exchange.Backend is null ? RulePoints.FrontendHttpRequest : RulePoints.BackendHttpRequest;
        return usable ? plan!.Render(new SampleContext(exchange, point) { IsFinal = true }) : ErrorPages.Of(status);
    }

    /// <summary>A reply made on the way: its head goes to the arena, its body stays where it is. False when there is no room.</summary>
    /// <param name="status">As the head says.</param>
    /// <param name="head">Status line and field lines, Content-Length among them; without Connection and the empty line.</param>
    /// <param name="body">Valid for as long as the exchange lasts.</param>
    public bool TryMake(int status, ReadOnlySpan<byte> head, ReadOnlyMemory<byte> body, out Reply reply)
    {
        reply = Made;
        if (head.Length > _exchange.Frontend.HeadLimits.BytesMax || !_exchange.Arena.TryKeep(head, out ArenaSlice kept))
        {
            return false;
        }

        Made.Set(status, kept, body);
        return true;
    }

    /// <summary>What the client is told of the cause that ended its exchange; null when nothing.</summary>
    internal Reply? ToCause()
    {
        Termination? cause = _exchange.Cause;
        if (cause is null || cause.Status == 0)
        {
            return null;
        }

        // A fault of the request's bytes has a status of its own (414, 431, 501 ...); those of other causes are in their row.
        int status = cause == Termination.BadRequest ? HttpFaults.Of(_exchange.Fault).Status : cause.Status;
        _exchange.Place.Scratch.Clear();
        return ErrorPage(status);
    }
}
