using Engine.Proxy.Samples;

namespace Engine.Proxy.Rules;

/// <summary>Rules that a page of the proxy's own has about who may see it.</summary>
public sealed class AccessPlan
{
    private readonly RulePlan[] _rules;

    internal AccessPlan(RulePlan[] rules) => _rules = rules;

    /// <summary>True when there are none.</summary>
    public bool IsEmpty => _rules.Length == 0;

    /// <summary><c>Stop</c>: a rule allows it. <c>Continue</c>: none says anything. Else the answer.</summary>
    public RuleVerdict Run(in SampleContext context)
    {
        int position = 0;
        return RuleRunner.Run(_rules, context, ref position);
    }
}
