using Engine.Proxy.Samples;

namespace Engine.Proxy.Conditions;

/// <summary>One test of an ACL, compiled: true when any value of the sample matches any pattern.</summary>
internal sealed class AclPlan
{
    /// <summary>What a sample that cannot be had here comes to.</summary>
    internal static readonly AclPlan Never = new(null, []);

    private readonly SamplePlan? _sample;
    private readonly PatternSet[] _patterns;
    private readonly SampleType _wants;

    /// <param name="patterns">A set for each list; none for an ACL that is given nothing to match.</param>
    internal AclPlan(SamplePlan? sample, PatternSet[] patterns)
    {
        _sample = sample;
        _patterns = patterns;
        _wants = patterns.Length == 0 ? SampleType.None : patterns[0].Wants;
    }

    internal Truth Test(in SampleContext context)
    {
        if (_sample is null)
        {
            return Truth.No;
        }

        Sample sample = new() { Iterates = true };
        int mark = context.Scratch.Mark;
        do
        {
            context.Scratch.Rewind(mark);
            if (_sample.TryNext(context, ref sample) && SampleCasts.TryCast(ref sample, _wants, context.Scratch) && IsAmongPatterns(sample))
            {
                return Truth.Yes;
            }
        }
        while (sample.HasMore);

        return sample.MayChange && !context.IsFinal ? Truth.Maybe : Truth.No;
    }

    private bool IsAmongPatterns(in Sample sample)
    {
        foreach (PatternSet set in _patterns)
        {
            if (set.Matches(sample))
            {
                return true;
            }
        }

        return false;
    }
}
