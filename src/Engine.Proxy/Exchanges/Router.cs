using System;
using System.Runtime.CompilerServices;
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
internal class Router(Exchange exchange) : RulePhases(exchange)
{
    /// <summary>Done: the exchange has its backend. Slow: it is terminated, with or without a <see cref="RulePhases.Reply"/>, or a cache has the response. Wait: call again after <see cref="RulePhases.Wait"/>.</summary>
    internal Step TryRoute()
    {
        // A frontend without rules has one place to send everything to.
        if (Exchange.Frontend.OnlyBackend is { } backend && Exchange.Cause is null)
        {
            Exchange.Backend = backend;
            CountRequest();
            return Step.Done;
        }

        return TryRouteByRules();
    }

    /// <summary>Once; keys that <c>tcp-request content</c> rules track are among those it counts at.</summary>
    private void CountRequest()
    {
        if (Exchange.Frontend.Mode == ProxyMode.Http && Exchange.Tracking.IsActive)
        {
            Exchange.Tracking.OnRequest();
        }
    }

    private Step TryRouteByRules()
    {
        if (TryRunPhases(Exchange.Frontend.RoutePhases) == Step.Wait)
        {
            return Step.Wait;
        }

        if (Exchange.Frontend.Mode == ProxyMode.Tcp && Exchange.Client.Pipe.Error != 0)
        {
            // A client that reset its connection while it was listened to wants no server any more.
            Exchange.Terminate(Termination.ClientClosedInRequest);
        }

        if (Exchange.HasCacheHit)
        {
            return Step.Slow;
        }

        if (Exchange.Cause is null && !Exchange.Record.TryAddUniqueId())
        {
            Exchange.Terminate(Termination.HeadOverflow);
        }

        if (Exchange.Frontend.MayCompress && Exchange.Cause is null && Exchange.Frontend.Mode == ProxyMode.Http)
        {
            Exchange.Compression.OnRequest();
        }

        return Exchange.Cause is null ? Step.Done : Step.Slow;
    }

    private protected override RuleVerdict RunPhase(ref int position)
    {
        FrontendPlan frontend = Exchange.Frontend;
        bool isHttp = frontend.Mode == ProxyMode.Http;
        switch ((RoutePhase)Phase)
        {
            case RoutePhase.FrontendTcp:
                return ContentRules.Run(Exchange, frontend.Rules.TcpRequestContent, RulePoints.FrontendTcpRequest, frontend.InspectDelayMs, ref position);
            case RoutePhase.FrontendBody:
                CountRequest();
                if (frontend.BuffersRequests)
                {
                    return AwaitBody(frontend.Timeouts);
                }

                break;
            case RoutePhase.Monitor:
                if (IsMonitor(frontend))
                {
                    return Monitor(frontend);
                }

                break;
            case RoutePhase.RequestLine:
                Logs.SteppedLog.OnStep(Exchange, frontend.Log!, LogSteps.Request);
                break;
            case RoutePhase.FrontendHttp:
                return Run(frontend.Rules.HttpRequest, RulePoints.FrontendHttpRequest, ref position);
            case RoutePhase.FrontendPage:
                return Run(frontend.Rules.Page, RulePoints.FrontendHttpRequest, ref position);
            case RoutePhase.FrontendRedirect:
                return Run(frontend.Rules.Redirect, RulePoints.FrontendHttpRequest, ref position);
            case RoutePhase.Backend:
                if (ChooseBackend(frontend) is not { } backend)
                {
                    return NoBackend();
                }

                Exchange.Backend = backend;
                AddPhases(backend.RoutePhases);
                break;
            case RoutePhase.BackendTcp:
                return ContentRules.Run(Exchange, Exchange.Backend!.Rules.TcpRequestContent, RulePoints.BackendTcpRequest, Exchange.Backend.InspectDelayMs, ref position);
            case RoutePhase.BackendBody:
                return ReceiveInBackend(Exchange.Backend!, isHttp);
            case RoutePhase.BackendHttp:
                if (isHttp)
                {
                    return Run(Exchange.Backend!.Rules.HttpRequest, RulePoints.BackendHttpRequest, ref position);
                }

                break;
            case RoutePhase.BackendPage:
                return Run(Exchange.Backend!.Rules.Page, RulePoints.BackendHttpRequest, ref position);
            default:
                return Run(Exchange.Backend!.Rules.Redirect, RulePoints.BackendHttpRequest, ref position);
        }

        return RuleVerdict.Continue;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RuleVerdict NoBackend() => RuleVerdict.Close(Termination.NoBackend);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private RuleVerdict ReceiveInBackend(BackendPlan backend, bool isHttp)
    {
        if (backend.NameRestriction != NameRestriction.Preserve && !FieldNamePolicy.TryApply(backend.NameRestriction, Exchange.Request))
        {
            return RuleVerdict.Answer(Exchange.Replies.ErrorPage(403), Termination.Denied);
        }

        return isHttp && WantsBody(backend) ? AwaitBody(backend.Timeouts) : RuleVerdict.Continue;
    }

    private bool WantsBody(BackendPlan backend) =>
        backend.BuffersRequests || (backend.BalancesByBody && Exchange.Request.Method == HttpMethod.Post);

    /// <summary>CFG 4.2 option http-buffer-request: no rule is read before the body is there, or as much as there is room for.</summary>
    private RuleVerdict AwaitBody(in TimeoutsPlan timeouts) => Exchange.RequestContent.Await(int.MaxValue, timeouts.HttpRequestMs);

    /// <summary>CFG 4.2 use_backend: the first rule whose condition holds and whose backend is there and not disabled; else default_backend.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private BackendPlan? ChooseBackend(FrontendPlan frontend)
    {
        foreach (UseBackendPlan use in frontend.UseBackends)
        {
            SampleContext context = new(Exchange, RulePoints.UseBackend) { IsFinal = true };
            context.Scratch.Clear();
            if (use.Condition is null || use.Condition.IsTrue(context))
            {
                BackendPlan? backend = use.Name is null ? use.Backend : Exchange.Place.Plan.FindBackend(use.Name.Render(context));
                if (backend is { Disabled: false })
                {
                    return backend;
                }
            }
        }

        return frontend.DefaultBackend is { Disabled: false } byDefault ? byDefault : null;
    }

    /// <summary>CFG 4.2 monitor fail: 503 while any of its conditions holds, else 200. Neither logged nor counted.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private RuleVerdict Monitor(FrontendPlan frontend)
    {
        SampleContext context = new(Exchange, RulePoints.FrontendHttpRequest) { IsFinal = true };
        bool fails = false;
        foreach (Conditions.ConditionPlan condition in frontend.MonitorFails)
        {
            context.Scratch.Clear();
            fails |= condition.IsTrue(context);
        }

        Exchange.IsMonitor = true;
        return RuleVerdict.Answer(Exchange.Replies.ErrorPage(fails ? 503 : 200), Termination.Local);
    }

    /// <summary>CFG 4.2 monitor-uri: with a leading slash it is compared with path and query, else with the whole target.</summary>
    private bool IsMonitor(FrontendPlan frontend)
    {
        ReadOnlySpan<byte> asked = frontend.MonitorUri[0] == '/' ? Exchange.Request.PathAndQuery : Exchange.Request.Target;
        return asked.SequenceEqual(frontend.MonitorUri);
    }
}
