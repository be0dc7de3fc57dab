using System.Collections.Generic;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Plan;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Tracing;

/// <summary>The router, telling what it does: it reads the same rules in the same order by the same code.</summary>
internal sealed class TracedRouter(Exchange exchange, TraceReport report, HashSet<RuleAction> applied) : Router(exchange)
{
    /// <summary>Notes what became of each rule, once a ruleset has been read.</summary>
    /// <param name="end">The rule that ended the reading; the number of rules when none did.</param>
    internal void Tell(string title, RulePlan[] rules, int end)
    {
        if (rules.Length == 0)
        {
            return;
        }

        report.Add(new TraceStep(TraceKind.Ruleset, title));
        for (int i = 0; i < rules.Length; i++)
        {
            TraceKind kind = i > end ? TraceKind.NotReached : applied.Contains(rules[i].Action) ? TraceKind.Match : TraceKind.NoMatch;
            report.Add(new TraceStep(kind, "", rules[i].Where));
        }
    }

    private protected override RuleVerdict RunPhase(ref int position)
    {
        RoutePhase phase = (RoutePhase)Phase;
        RuleVerdict verdict = base.RunPhase(ref position);
        bool waits = verdict.Kind is RuleVerdictKind.Wait or RuleVerdictKind.AwaitBytes;
        if (waits)
        {
            return verdict;
        }

        switch (phase)
        {
            case RoutePhase.Monitor when verdict.Kind == RuleVerdictKind.Reply:
                report.Add(new TraceStep(TraceKind.Decision, "monitor-uri: the proxy answers by itself"));
                break;
            case RoutePhase.Backend:
                TellChoice();
                break;
            default:
                if (RulesOf(phase) is { } read)
                {
                    Tell(read.Title, read.Rules, verdict.Kind == RuleVerdictKind.Continue ? read.Rules.Length : position);
                }

                break;
        }

        return verdict;
    }

    private (string Title, RulePlan[] Rules)? RulesOf(RoutePhase phase)
    {
        FrontendPlan frontend = Exchange.Frontend;
        string front = " of frontend " + frontend.Name;
        string back = " of backend " + (Exchange.Backend?.Name ?? "");
        return phase switch
        {
            RoutePhase.FrontendTcp => ("tcp-request content" + front, frontend.Rules.TcpRequestContent),
            RoutePhase.FrontendHttp => ("http-request" + front, frontend.Rules.HttpRequest),
            RoutePhase.FrontendPage => ("stats" + front, frontend.Rules.Page),
            RoutePhase.FrontendRedirect => ("redirect" + front, frontend.Rules.Redirect),
            RoutePhase.BackendTcp => ("tcp-request content" + back, Exchange.Backend!.Rules.TcpRequestContent),
            RoutePhase.BackendHttp => ("http-request" + back, Exchange.Backend!.Rules.HttpRequest),
            RoutePhase.BackendPage => ("stats" + back, Exchange.Backend!.Rules.Page),
            RoutePhase.BackendRedirect => ("redirect" + back, Exchange.Backend!.Rules.Redirect),
            _ => null,
        };
    }

    /// <summary>The router has chosen; here its rules are asked once more, for the reason.</summary>
    private void TellChoice()
    {
        FrontendPlan frontend = Exchange.Frontend;
        bool found = false;
        if (frontend.UseBackends.Length > 0)
        {
            report.Add(new TraceStep(TraceKind.Ruleset, "use_backend of frontend " + frontend.Name));
        }

        foreach (UseBackendPlan use in frontend.UseBackends)
        {
            SampleContext context = new(Exchange, RulePoints.UseBackend) { IsFinal = true };
            context.Scratch.Clear();
            TraceKind kind = found ? TraceKind.NotReached : use.Condition is null || use.Condition.IsTrue(context) ? TraceKind.Match : TraceKind.NoMatch;
            BackendPlan? named = kind != TraceKind.Match ? null : use.Name is null ? use.Backend : Exchange.Place.Plan.FindBackend(use.Name.Render(context));
            found |= named is { Disabled: false };
            report.Add(new TraceStep(kind, kind == TraceKind.Match && !found ? "there is no such backend, or it is disabled" : "", use.Where));
        }

        string chosen = Exchange.Backend?.Name ?? "";
        string text = Exchange.Backend is null ? "no backend: no use_backend rule matches, and there is no default_backend"
            : found ? "backend " + chosen + ": by use_backend"
            : "backend " + chosen + (frontend.UseBackends.Length > 0 ? ": by default_backend, as no use_backend rule matches" : ": the only one");
        report.Add(new TraceStep(TraceKind.Decision, text));
    }
}
