using Engine.Proxy.Samples;

namespace Engine.Proxy.Conditions;

/// <summary>
/// What stands behind <c>if</c> or <c>unless</c>, compiled (CFG 7.2): alternatives of terms that all must hold, each an ACL or its
/// opposite. Immutable, shared by all loops.
/// </summary>
public sealed class ConditionPlan
{
    private readonly Term[][] _alternatives;
    private readonly bool _negated;

    internal ConditionPlan(Term[][] alternatives, bool negated)
    {
        _alternatives = alternatives;
        _negated = negated;
    }

    /// <summary>True when the condition holds now; "not yet" counts as no.</summary>
    public bool IsTrue(in SampleContext context) => Evaluate(context) == Truth.Yes;

    /// <summary>The first alternative that is not a plain no decides.</summary>
    public Truth Evaluate(in SampleContext context)
    {
        Truth answer = Truth.No;
        foreach (Term[] terms in _alternatives)
        {
            answer = EvaluateAll(terms, context);
            if (answer != Truth.No)
            {
                break;
            }
        }

        return _negated ? Opposite(answer) : answer;
    }

    private static Truth EvaluateAll(Term[] terms, in SampleContext context)
    {
        foreach (Term term in terms)
        {
            Truth answer = term.Evaluate(context);
            if (answer != Truth.Yes)
            {
                return answer;
            }
        }

        return Truth.Yes;
    }

    private static Truth Opposite(Truth answer) => (Truth)(2 - (int)answer);

    /// <summary>A named or anonymous ACL in a condition: its tests are alternatives.</summary>
    internal readonly record struct Term(AclPlan[] Tests, bool Negated)
    {
        internal Truth Evaluate(in SampleContext context)
        {
            Truth answer = Truth.No;
            foreach (AclPlan test in Tests)
            {
                answer = test.Test(context);
                if (answer != Truth.No)
                {
                    break;
                }
            }

            return Negated ? Opposite(answer) : answer;
        }
    }
}
