using Engine.Config.Expressions;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;

namespace Engine.Stages.Matchers;

/// <summary><c>-m found</c> and <c>-m bool</c>: a value is there, or is true. Patterns mean nothing to them.</summary>
internal sealed class FoundMatcher(bool asBoolean) : PatternIndex
{
    private static readonly PatternEntry Anything = new(0, "", PatternValue.Empty, AclOperator.Equal, 0);

    public override SampleType Wants => asBoolean ? SampleType.Boolean : SampleType.None;

    public override PatternEntry? Find(in Sample sample) => !asBoolean || sample.Integer != 0 ? Anything : null;

    public override bool TryAdd(PatternEntry entry, out string? error)
    {
        error = null;
        return true;
    }

    public override void Remove(PatternEntry entry)
    {
    }
}
