using System;
using Engine.Proxy.Plan;
using Engine.Proxy.Replies;
using Engine.Proxy.Stages;

namespace Engine.Proxy.Exchanges;

/// <summary>Step 3: the frontend's rules, the choice of a backend, the backend's rules.</summary>
internal static class Router
{
    /// <summary>
    /// The proxy's own answer, if it gives one; else the exchange has its <see cref="Exchange.Backend"/>, or is terminated because
    /// there is none.
    /// </summary>
    internal static LocalReply? Route(Exchange exchange)
    {
        FrontendPlan frontend = exchange.Frontend;
        if (frontend.MonitorUri.Length > 0 && IsMonitor(exchange, frontend))
        {
            exchange.Terminate(Termination.Local);
            return frontend.ErrorReplies.For(200);
        }

        if (Run(exchange, frontend.RequestRules) is { } early)
        {
            return early;
        }

        if (frontend.DefaultBackend is not { Disabled: false } backend)
        {
            exchange.Terminate(Termination.NoBackend);
            return null;
        }

        exchange.Backend = backend;
        return Run(exchange, backend.RequestRules);
    }

    private static LocalReply? Run(Exchange exchange, RequestAction[] rules)
    {
        foreach (RequestAction rule in rules)
        {
            ActionVerdict verdict = rule.Run(exchange);
            if (verdict.Kind == ActionKind.Reply)
            {
                exchange.Terminate(verdict.Cause!);
                return verdict.Reply;
            }

            if (verdict.Kind == ActionKind.Allow)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>CFG 4.2 monitor-uri: with a leading slash it is compared with path and query, else with the whole target.</summary>
    private static bool IsMonitor(Exchange exchange, FrontendPlan frontend)
    {
        ReadOnlySpan<byte> asked = frontend.MonitorUri[0] == '/' ? exchange.Request.PathAndQuery : exchange.Request.Target;
        return asked.SequenceEqual(frontend.MonitorUri);
    }
}
