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

    /// <summary>The one test of a condition that is no more than that, as most are; else null.</summary>
    private readonly AclPlan? _only;

    /// <summary>The condition holds where that test does not.</summary>
    private readonly bool _isOpposite;

    internal ConditionPlan(Term[][] alternatives, bool negated)
    {
        _alternatives = alternatives;
        _negated = negated;
        if (alternatives is [[{ Tests: [AclPlan only] } term]])
        {
            (_only, _isOpposite) = (only, term.Negated != negated);
        }
    }

    /// <summary>True when the condition holds now; "not yet" counts as no.</summary>
    public bool IsTrue(in SampleContext context) => Evaluate(context) == Truth.Yes;

    /// <summary>One alternative that holds is enough; short of that, one that may still hold leaves all of it open.</summary>
    public Truth Evaluate(in SampleContext context)
    {
        if (_only is not null)
        {
            Truth alone = _only.Test(context);
            return _isOpposite ? Opposite(alone) : alone;
        }

        return EvaluateAny(context);
    }

    private Truth EvaluateAny(in SampleContext context)
    {
        Truth answer = Truth.No;
        for (int i = 0; i < _alternatives.Length && answer != Truth.Yes; i++)
        {
            answer = Greater(answer, EvaluateAll(_alternatives[i], context));
        }

        return _negated ? Opposite(answer) : answer;
    }

    /// <summary>One term that does not hold decides, whatever the others may become.</summary>
    private static Truth EvaluateAll(Term[] terms, in SampleContext context)
    {
        Truth all = Truth.Yes;
        for (int i = 0; i < terms.Length && all != Truth.No; i++)
        {
            Truth answer = terms[i].Evaluate(context);
            all = answer < all ? answer : all;
        }

        return all;
    }

    private static Truth Opposite(Truth answer) => (Truth)(2 - (int)answer);

    private static Truth Greater(Truth one, Truth other) => one > other ? one : other;

    /// <summary>A named or anonymous ACL in a condition: its tests are alternatives.</summary>
    internal readonly record struct Term(AclPlan[] Tests, bool Negated)
    {
        internal Truth Evaluate(in SampleContext context)
        {
            Truth answer = Truth.No;
            for (int i = 0; i < Tests.Length && answer != Truth.Yes; i++)
            {
                answer = Greater(answer, Tests[i].Test(context));
            }

            return Negated ? Opposite(answer) : answer;
        }
    }
}
