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
internal sealed class ResponseRules(Exchange exchange) : RulePhases(exchange)
{
    private const uint AllPhases = (1u << (int)ResponsePhase.Done) - 1;
    private const uint FrontendPhases = (1u << (int)ResponsePhase.Frontend) | (1u << (int)ResponsePhase.FrontendAfter);
    private const uint BackendPhases = (1u << (int)ResponsePhase.Backend) | (1u << (int)ResponsePhase.BackendAfter);

    /// <summary>True when any rule looks at responses: their head needs room for edits then.</summary>
    internal bool Any
    {
        get
        {
            RulesetPlans frontend = Exchange.Frontend.Rules;
            RulesetPlans backend = Exchange.Backend!.Rules;
            return backend.TcpResponseContent.Length + backend.HttpResponse.Length + frontend.HttpResponse.Length > 0
                || Exchange.Backend.Persistence is not null || Exchange.Backend.ChecksCache || AnyAfter;
        }
    }

    /// <summary>The same of rules that look at the proxy's own answers too.</summary>
    internal bool AnyAfter => (Exchange.Backend?.Rules.HttpAfterResponse.Length ?? 0) + Exchange.Frontend.Rules.HttpAfterResponse.Length > 0;

    /// <summary>Done: the response may pass. Slow: the exchange is terminated, with or without a <see cref="RulePhases.Reply"/>. Wait: call again after <see cref="RulePhases.Wait"/>.</summary>
    internal Step TryRun() => TryRunPhases(AllPhases);

    /// <summary>The same for what a cache has: what concerns the server is left out, and the backend where none was chosen.</summary>
    internal Step TryRunOnHit() => TryRunPhases(Exchange.Backend is null ? FrontendPhases : FrontendPhases | BackendPhases);

    /// <summary>The rules for the proxy's own answer, whose head is in <see cref="Exchange.Response"/>; none of them waits.</summary>
    internal void RunAfter()
    {
        SampleContext context = new(Exchange, RulePoints.HttpAfterResponse) { IsFinal = true };
        int position = 0;
        if (Exchange.Backend is { } backend)
        {
            RuleRunner.Run(backend.Rules.HttpAfterResponse, context, ref position);
        }

        position = 0;
        RuleRunner.Run(Exchange.Frontend.Rules.HttpAfterResponse, context, ref position);
    }

    /// <summary>What rules answer is no response of the server's: its time is not known, and logs tell it from an answer to the request (CFG 8.5 LH).</summary>
    private protected override RuleVerdict OfEnd(RuleVerdict verdict)
    {
        if (verdict.Reply is not null)
        {
            Exchange.Times.ResponseMs = 0;
        }

        return ReferenceEquals(verdict.Cause, Termination.Local) ? verdict.With(Termination.LocalForResponse) : verdict;
    }

    private protected override RuleVerdict RunPhase(ref int position)
    {
        FrontendPlan frontend = Exchange.Frontend;
        BackendPlan backend = Exchange.Backend!;
        if ((ResponsePhase)Phase == ResponsePhase.Tcp)
        {
            return ContentRules.Run(Exchange, backend.Rules.TcpResponseContent, RulePoints.TcpResponse, backend.ResponseInspectDelayMs, ref position);
        }

        if ((ResponsePhase)Phase == ResponsePhase.Store)
        {
            Exchange.Persistence.Store(frontend.Mode == ProxyMode.Tcp ? RulePoints.TcpResponse : RulePoints.HttpResponse);
        }

        if (frontend.Mode == ProxyMode.Tcp)
        {
            return RuleVerdict.Continue;
        }

        return (ResponsePhase)Phase switch
        {
            ResponsePhase.Backend => Run(backend.Rules.HttpResponse, RulePoints.HttpResponse, ref position),
            ResponsePhase.Frontend => Run(frontend.Rules.HttpResponse, RulePoints.HttpResponse, ref position),
            ResponsePhase.Store => RuleVerdict.Continue,
            ResponsePhase.Cookies when backend.ChecksCache && CacheableCookies.Has(Exchange) => RuleVerdict.Answer(Exchange.Replies.ErrorPage(Termination.CacheableCookie.Status), Termination.CacheableCookie),
            ResponsePhase.Cookies => Exchange.Persistence.EditResponse(),
            ResponsePhase.BackendAfter => Run(backend.Rules.HttpAfterResponse, RulePoints.HttpAfterResponse, ref position),
            _ => Run(frontend.Rules.HttpAfterResponse, RulePoints.HttpAfterResponse, ref position),
        };
    }
}
