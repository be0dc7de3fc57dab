using System;
using Engine.Config.Model;
using Engine.Http;
using Engine.Proxy.Plan;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Step 3: the frontend's rules, the choice of a backend, the backend's rules, in HAProxy's fixed order whatever the order of the
/// lines. Stops where a rule waits and goes on from there.
/// </summary>
internal sealed class Router(Exchange exchange)
{
    private Phase _phase;
    private int _position;

    private enum Phase : byte
    {
        FrontendTcp,
        FrontendBody,
        Monitor,
        FrontendHttp,
        FrontendRedirect,
        Backend,
        BackendTcp,
        BackendBody,
        BackendHttp,
        BackendRedirect,
        Done,
    }

    /// <summary>The proxy's own answer, if it gives one.</summary>
    internal Reply? Reply { get; private set; }

    /// <summary>What the rule waits for, when it does.</summary>
    internal RuleVerdict Wait { get; private set; }

    internal void Reset()
    {
        _phase = Phase.FrontendTcp;
        _position = 0;
        Reply = null;
    }

    /// <summary>Done: the exchange has its backend. Slow: it is terminated, with or without a <see cref="Reply"/>. Wait: call again after <see cref="Wait"/>.</summary>
    internal Step TryRoute()
    {
        // A frontend without rules has one place to send everything to.
        if (exchange.Frontend.OnlyBackend is { } backend && exchange.Cause is null)
        {
            exchange.Backend = backend;
            if (exchange.Tracking.IsActive)
            {
                exchange.Tracking.OnRequest();
            }

            return Step.Done;
        }

        return TryRouteByRules();
    }

    private Step TryRouteByRules()
    {
        while (_phase != Phase.Done && exchange.Cause is null)
        {
            RuleVerdict verdict = RunPhase();
            switch (verdict.Kind)
            {
                case RuleVerdictKind.Continue or RuleVerdictKind.Stop:
                    if (_phase == Phase.FrontendTcp && exchange.Frontend.Mode == ProxyMode.Http && exchange.Tracking.IsActive)
                    {
                        exchange.Tracking.OnRequest();
                    }

                    _phase++;
                    _position = 0;
                    break;
                case RuleVerdictKind.Wait or RuleVerdictKind.AwaitBytes:
                    Wait = verdict;
                    return Step.Wait;
                default:
                    Reply = verdict.Reply;
                    exchange.End(verdict);
                    break;
            }

            exchange.RuleWait.Reset();
        }

        if (exchange.Frontend.Mode == ProxyMode.Tcp && exchange.Client.Pipe.Error != 0)
        {
            // A client that reset its connection while it was listened to wants no server any more.
            exchange.Terminate(Termination.ClientClosedInRequest);
        }

        if (exchange.Cause is null && !exchange.Record.TryAddUniqueId())
        {
            exchange.Terminate(Termination.HeadOverflow);
        }

        return exchange.Cause is null ? Step.Done : Step.Slow;
    }

    private RuleVerdict RunPhase()
    {
        FrontendPlan frontend = exchange.Frontend;
        bool isHttp = frontend.Mode == ProxyMode.Http;
        switch (_phase)
        {
            case Phase.FrontendTcp:
                return ContentRules.Run(exchange, frontend.Rules.TcpRequestContent, RulePoints.FrontendTcpRequest, frontend.InspectDelayMs, ref _position);
            case Phase.FrontendBody:
                return frontend.BuffersRequests ? AwaitBody(frontend.Timeouts) : RuleVerdict.Continue;
            case Phase.Monitor:
                return isHttp && frontend.MonitorUri.Length > 0 && IsMonitor(frontend) ? Monitor(frontend) : RuleVerdict.Continue;
            case Phase.FrontendHttp:
                return isHttp ? Run(frontend.Rules.HttpRequest, RulePoints.FrontendHttpRequest) : RuleVerdict.Continue;
            case Phase.FrontendRedirect:
                return Run(frontend.Rules.Redirect, RulePoints.FrontendHttpRequest);
            case Phase.Backend:
                exchange.Backend = ChooseBackend(frontend);
                return exchange.Backend is null ? RuleVerdict.Close(Termination.NoBackend) : RuleVerdict.Continue;
            case Phase.BackendTcp:
                return ContentRules.Run(exchange, exchange.Backend!.Rules.TcpRequestContent, RulePoints.BackendTcpRequest, exchange.Backend.InspectDelayMs, ref _position);
            case Phase.BackendBody:
                return exchange.Backend!.BuffersRequests && isHttp ? AwaitBody(exchange.Backend.Timeouts) : RuleVerdict.Continue;
            case Phase.BackendHttp:
                return isHttp ? Run(exchange.Backend!.Rules.HttpRequest, RulePoints.BackendHttpRequest) : RuleVerdict.Continue;
            default:
                return Run(exchange.Backend!.Rules.Redirect, RulePoints.BackendHttpRequest);
        }
    }

    private RuleVerdict Run(RulePlan[] rules, RulePoints point) =>
        rules.Length == 0 ? RuleVerdict.Continue : RuleRunner.Run(rules, new SampleContext(exchange, point) { IsFinal = true }, ref _position);

    /// <summary>CFG 4.2 option http-buffer-request: no rule is read before the body is there, or as much as there is room for.</summary>
    private RuleVerdict AwaitBody(in TimeoutsPlan timeouts) => exchange.RequestContent.Await(int.MaxValue, timeouts.HttpRequestMs);

    /// <summary>CFG 4.2 use_backend: the first rule whose condition holds and whose backend is there and not disabled; else default_backend.</summary>
    private BackendPlan? ChooseBackend(FrontendPlan frontend)
    {
        foreach (UseBackendPlan use in frontend.UseBackends)
        {
            SampleContext context = new(exchange, RulePoints.UseBackend) { IsFinal = true };
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

    /// <summary>CFG 4.2 monitor fail: 503 while any of its conditions holds, else 200. Neither logged nor counted.</summary>
    private RuleVerdict Monitor(FrontendPlan frontend)
    {
        SampleContext context = new(exchange, RulePoints.FrontendHttpRequest) { IsFinal = true };
        bool fails = false;
        foreach (Conditions.ConditionPlan condition in frontend.MonitorFails)
        {
            context.Scratch.Clear();
            fails |= condition.IsTrue(context);
        }

        exchange.IsMonitor = true;
        return RuleVerdict.Answer(exchange.ErrorReply(fails ? 503 : 200), Termination.Local);
    }

    /// <summary>CFG 4.2 monitor-uri: with a leading slash it is compared with path and query, else with the whole target.</summary>
    private bool IsMonitor(FrontendPlan frontend)
    {
        ReadOnlySpan<byte> asked = frontend.MonitorUri[0] == '/' ? exchange.Request.PathAndQuery : exchange.Request.Target;
        return asked.SequenceEqual(frontend.MonitorUri);
    }
}
