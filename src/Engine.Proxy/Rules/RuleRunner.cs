using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Rules;

/// <summary>Reads rules in order until one of them ends it.</summary>
internal static class RuleRunner
{
    /// <param name="position">The rule to begin with; where rules have to wait, the one that is read again afterwards.</param>
    /// <returns><c>Continue</c> when all were read; <c>AwaitBytes</c> with 0 ms also where a condition cannot be decided yet.</returns>
    internal static RuleVerdict Run(RulePlan[] rules, in SampleContext context, ref int position)
    {
        while (position < rules.Length)
        {
            RulePlan rule = rules[position];
            context.Scratch.Clear();
            Truth applies = rule.Condition?.Evaluate(context) ?? Truth.Yes;
            if (applies == Truth.Maybe)
            {
                return RuleVerdict.AwaitBytes(0);
            }

            if (applies == Truth.Yes)
            {
                context.Scratch.Clear();
                RuleVerdict verdict = rule.Action.Run(context);
                if (verdict.Kind != RuleVerdictKind.Continue)
                {
                    if (context.HasExchange)
                    {
                        context.Exchange.LastRule = rule.Where;
                    }

                    return verdict;
                }
            }

            position++;
        }

        return RuleVerdict.Continue;
    }
}
