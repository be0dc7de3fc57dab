using System;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;

namespace Engine.Stages.Matchers;

/// <summary>What the string matchers share: with <c>-i</c>, text and patterns are compared in lower case.</summary>
internal abstract class TextMatcher(PatternOptions options) : PatternIndex
{
    /// <summary>Most values fit; longer ones cost a copy into memory of the thread.</summary>
    private const int StackBytesMax = 512;

    /// <summary>True when letters of either case are alike.</summary>
    protected bool IgnoresCase => options.IgnoreCase;

    public override SampleType Wants => SampleType.Text;

    public sealed override PatternEntry? Find(in Sample sample)
    {
        if (!options.IgnoreCase)
        {
            return FindIn(sample.Bytes);
        }

        Span<byte> small = stackalloc byte[StackBytesMax];
        return FindIn(CaseFolding.Fold(sample.Bytes, small));
    }

    public override bool Matches(in Sample sample)
    {
        if (!options.IgnoreCase)
        {
            return MatchesIn(sample.Bytes);
        }

        Span<byte> small = stackalloc byte[StackBytesMax];
        return MatchesIn(CaseFolding.Fold(sample.Bytes, small));
    }

    /// <summary>The text is folded already, as the keys are.</summary>
    protected abstract PatternEntry? FindIn(ReadOnlySpan<byte> text);

    protected abstract bool MatchesIn(ReadOnlySpan<byte> text);

    /// <summary>The bytes of a pattern as they are compared.</summary>
    protected byte[] KeyOf(PatternEntry entry)
    {
        byte[] key = entry.ToBytes();
        return options.IgnoreCase ? CaseFolding.Fold(key, new byte[key.Length]).ToArray() : key;
    }
}
