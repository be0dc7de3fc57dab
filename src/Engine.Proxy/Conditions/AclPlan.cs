using Engine.Proxy.Samples;

namespace Engine.Proxy.Conditions;

/// <summary>One test of an ACL, compiled: true when any value of the sample matches any pattern.</summary>
internal sealed class AclPlan
{
    /// <summary>What a sample that cannot be had here comes to.</summary>
    internal static readonly AclPlan Never = new(null, null);

    private readonly SamplePlan? _sample;
    private readonly PatternIndex? _patterns;

    internal AclPlan(SamplePlan? sample, PatternIndex? patterns)
    {
        _sample = sample;
        _patterns = patterns;
    }

    internal Truth Test(in SampleContext context)
    {
        if (_sample is null || _patterns is null)
        {
            return Truth.No;
        }

        SampleContext iterating = context.Iterating();
        Sample sample = default;
        int mark = context.Scratch.Mark;
        do
        {
            context.Scratch.Rewind(mark);
            if (_sample.TryNext(iterating, ref sample) && SampleCasts.TryCast(ref sample, _patterns.Wants, context.Scratch) && _patterns.Find(sample) is not null)
            {
                return Truth.Yes;
            }
        }
        while (sample.HasMore);

        return sample.MayChange && !context.IsFinal ? Truth.Maybe : Truth.No;
    }
}
