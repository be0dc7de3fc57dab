using Engine.Config.Model;
using Engine.Proxy.Plan;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Step 8, its rules: those of the backend, then those of the frontend; <c>tcp-response content</c> and <c>http-response</c> for what
/// a server answered, then <c>http-after-response</c> for every answer. Stops where a rule waits and goes on from there.
/// </summary>
internal sealed class ResponseRules(Exchange exchange)
{
    private Phase _phase;
    private int _position;

    private enum Phase : byte
    {
        Tcp,
        Backend,
        Frontend,
        BackendAfter,
        FrontendAfter,
        Done,
    }

    /// <summary>The proxy's own answer in place of the server's.</summary>
    internal Reply? Reply { get; private set; }

    internal RuleVerdict Wait { get; private set; }

    internal void Reset()
    {
        _phase = Phase.Tcp;
        _position = 0;
        Reply = null;
    }

    /// <summary>True when any rule looks at responses: their head needs room for edits then.</summary>
    internal bool Any
    {
        get
        {
            RulesetPlans frontend = exchange.Frontend.Rules;
            RulesetPlans backend = exchange.Backend!.Rules;
            return backend.TcpResponseContent.Length + backend.HttpResponse.Length + frontend.HttpResponse.Length > 0 || AnyAfter;
        }
    }

    /// <summary>The same of rules that look at the proxy's own answers too.</summary>
    internal bool AnyAfter => (exchange.Backend?.Rules.HttpAfterResponse.Length ?? 0) + exchange.Frontend.Rules.HttpAfterResponse.Length > 0;

    /// <summary>Done: the response may pass. Slow: the exchange is terminated, with or without a <see cref="Reply"/>. Wait: call again after <see cref="Wait"/>.</summary>
    internal Step TryRun()
    {
        while (_phase != Phase.Done && exchange.Cause is null)
        {
            RuleVerdict verdict = RunPhase();
            switch (verdict.Kind)
            {
                case RuleVerdictKind.Continue or RuleVerdictKind.Stop:
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

        return exchange.Cause is null ? Step.Done : Step.Slow;
    }

    /// <summary>The rules for the proxy's own answer, whose head is in <see cref="Exchange.Response"/>; none of them waits.</summary>
    internal void RunAfter()
    {
        SampleContext context = new(exchange, RulePoints.HttpAfterResponse) { IsFinal = true };
        int position = 0;
        if (exchange.Backend is { } backend)
        {
            RuleRunner.Run(backend.Rules.HttpAfterResponse, context, ref position);
        }

        position = 0;
        RuleRunner.Run(exchange.Frontend.Rules.HttpAfterResponse, context, ref position);
    }

    private RuleVerdict RunPhase()
    {
        FrontendPlan frontend = exchange.Frontend;
        BackendPlan backend = exchange.Backend!;
        if (_phase == Phase.Tcp)
        {
            return ContentRules.Run(exchange, backend.Rules.TcpResponseContent, RulePoints.TcpResponse, backend.ResponseInspectDelayMs, ref _position);
        }

        if (frontend.Mode == ProxyMode.Tcp)
        {
            return RuleVerdict.Continue;
        }

        return _phase switch
        {
            Phase.Backend => Run(backend.Rules.HttpResponse, RulePoints.HttpResponse),
            Phase.Frontend => Run(frontend.Rules.HttpResponse, RulePoints.HttpResponse),
            Phase.BackendAfter => Run(backend.Rules.HttpAfterResponse, RulePoints.HttpAfterResponse),
            _ => Run(frontend.Rules.HttpAfterResponse, RulePoints.HttpAfterResponse),
        };
    }

    private RuleVerdict Run(RulePlan[] rules, RulePoints point) =>
        rules.Length == 0 ? RuleVerdict.Continue : RuleRunner.Run(rules, new SampleContext(exchange, point) { IsFinal = true }, ref _position);
}
