using System;
using Engine.Proxy.Conditions;

namespace Engine.Stages.Matchers;

/// <summary><c>-m str</c>: the whole text is the pattern. One look-up, whatever the number of patterns.</summary>
internal sealed class ExactMatcher(PatternOptions options) : TextMatcher(options)
{
    private readonly ByteTable _table = new();

    public override bool TryAdd(PatternEntry entry, out string? error)
    {
        error = null;
        _table.Add(KeyOf(entry), entry);
        return true;
    }

    public override void Remove(PatternEntry entry) => _table.Remove(KeyOf(entry), entry);

    protected override PatternEntry? FindIn(ReadOnlySpan<byte> text) => _table.Find(text);

    protected override bool MatchesIn(ReadOnlySpan<byte> text) => _table.Find(text) is not null;
}
