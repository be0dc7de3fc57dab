using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Text;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Conditions;

/// <summary>Flattens the tree of a condition into alternatives of terms.</summary>
internal sealed class ConditionCompiler(ExpressionCompiler compiler, Statement at, RulePoints point)
{
    /// <summary>Null after an error.</summary>
    internal ConditionPlan? Compile(ConditionNode condition)
    {
        bool negated = condition is NotCondition { Inner: not (NamedCondition or InlineCondition) };
        ConditionNode node = negated ? ((NotCondition)condition).Inner : condition;
        IReadOnlyList<ConditionNode> nodes = node is OrCondition or ? or.Terms : [node];
        List<ConditionPlan.Term[]> alternatives = [];
        bool good = true;
        foreach (ConditionNode alternative in nodes)
        {
            IReadOnlyList<ConditionNode> terms = alternative is AndCondition and ? and.Terms : [alternative];
            List<ConditionPlan.Term> all = [];
            foreach (ConditionNode term in terms)
            {
                good &= TryAdd(term, negated: false, all);
            }

            alternatives.Add([.. all]);
        }

        return good ? new ConditionPlan([.. alternatives], negated) : null;
    }

    private bool TryAdd(ConditionNode term, bool negated, List<ConditionPlan.Term> terms)
    {
        switch (term)
        {
            case NotCondition not:
                return TryAdd(not.Inner, !negated, terms);
            case NamedCondition named:
                return TryAdd(named.Tests, named.Name, negated, terms);
            default:
                return TryAdd([((InlineCondition)term).Test], null, negated, terms);
        }
    }

    private bool TryAdd(IReadOnlyList<AclTest> tests, string? name, bool negated, List<ConditionPlan.Term> terms)
    {
        List<AclPlan> plans = [];
        foreach (AclTest test in tests)
        {
            if (compiler.Test(at, test, name, point) is not { } plan)
            {
                return false;
            }

            plans.Add(plan);
        }

        terms.Add(new ConditionPlan.Term([.. plans], negated));
        return true;
    }
}
