using System;
using Engine.Proxy.Plan;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

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

        if (Run(exchange, frontend.Rules.HttpRequest, RulePoints.FrontendHttpRequest) is { } early)
        {
            return early;
        }

        if (ChooseBackend(exchange, frontend) is not { } backend)
        {
            exchange.Terminate(Termination.NoBackend);
            return null;
        }

        exchange.Backend = backend;
        return Run(exchange, backend.Rules.HttpRequest, RulePoints.BackendHttpRequest);
    }

    /// <summary>CFG 4.2 use_backend: the first rule whose condition holds and whose backend is there and not disabled; else default_backend.</summary>
    private static BackendPlan? ChooseBackend(Exchange exchange, FrontendPlan frontend)
    {
        foreach (UseBackendPlan use in frontend.UseBackends)
        {
            SampleContext context = new(exchange, RulePoints.UseBackend);
            context.Scratch.Clear();
            if (use.Condition is null || use.Condition.IsTrue(context))
            {
                BackendPlan? backend = use.Name is null ? use.Backend : exchange.Place.Plan.FindBackend(use.Name.Render(context));
                if (backend is { Disabled: false })
                {
                    return backend;
                }
            }
        }

        return frontend.DefaultBackend is { Disabled: false } byDefault ? byDefault : null;
    }

    private static LocalReply? Run(Exchange exchange, RulePlan[] rules, RulePoints point)
    {
        int position = 0;
        RuleVerdict verdict = RuleRunner.Run(rules, new SampleContext(exchange, point), ref position);
        if (verdict.Kind == RuleVerdictKind.Reply)
        {
            exchange.Terminate(verdict.Cause!);
            return verdict.Reply;
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
