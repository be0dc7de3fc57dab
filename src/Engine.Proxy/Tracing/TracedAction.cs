using System.Collections.Generic;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Tracing;

/// <summary>Stands in for the action of a rule, and notes that it was run: which is to say that the rule's condition held.</summary>
internal sealed class TracedAction(RuleAction action, HashSet<RuleAction> applied) : RuleAction
{
    public override RuleVerdict Run(in SampleContext context)
    {
        applied.Add(this);
        return action.Run(context);
    }

    /// <summary>Takes the place of every action of these rules: the plan is the trace's own.</summary>
    internal static void Install(RulePlan[] rules, HashSet<RuleAction> applied)
    {
        for (int i = 0; i < rules.Length; i++)
        {
            rules[i] = rules[i] with { Action = new TracedAction(rules[i].Action, applied) };
        }
    }
}
