using Engine.Config.Model;

namespace Engine.Proxy.Rules;

/// <summary>The rules of one frontend, backend or listen section by kind, each in order of declaration.</summary>
internal sealed class RulesetPlans
{
    private readonly RulePlan[][] _byRuleset;

    /// <param name="byRuleset">One list for each <see cref="Ruleset"/>, in its order.</param>
    /// <param name="redirects">The <c>redirect</c> lines.</param>
    internal RulesetPlans(RulePlan[][] byRuleset, RulePlan[] redirects)
    {
        _byRuleset = byRuleset;
        Redirect = redirects;
    }

    internal static RulesetPlans None { get; } = new([[], [], [], [], [], [], []], []);

    /// <summary>True when anything is decided between the request's head and the choice of a server.</summary>
    internal bool AnyForRequests => TcpRequestContent.Length + HttpRequest.Length + Redirect.Length + Page.Length > 0;

    internal RulePlan[] TcpRequestConnection => _byRuleset[(int)Ruleset.TcpRequestConnection];

    internal RulePlan[] TcpRequestSession => _byRuleset[(int)Ruleset.TcpRequestSession];

    internal RulePlan[] TcpRequestContent => _byRuleset[(int)Ruleset.TcpRequestContent];

    internal RulePlan[] TcpResponseContent => _byRuleset[(int)Ruleset.TcpResponseContent];

    internal RulePlan[] HttpRequest => _byRuleset[(int)Ruleset.HttpRequest];

    /// <summary><c>redirect</c> lines: read when all of <see cref="HttpRequest"/> let the request pass, <c>allow</c> or not.</summary>
    internal RulePlan[] Redirect { get; }

    /// <summary>The section's own page (<c>stats</c>): read when all of <see cref="HttpRequest"/> let the request pass.</summary>
    internal RulePlan[] Page { get; init; } = [];

    internal RulePlan[] HttpResponse => _byRuleset[(int)Ruleset.HttpResponse];

    internal RulePlan[] HttpAfterResponse => _byRuleset[(int)Ruleset.HttpAfterResponse];
}
