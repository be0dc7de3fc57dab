using System;
using Engine.Proxy.Conditions;

namespace Engine.Stages.Matchers;

/// <summary><c>-m beg</c>: the text begins with the pattern; the longest such pattern is found. One pass over as much of the text as the longest pattern has.</summary>
internal sealed class BeginningMatcher(PatternOptions options) : TextMatcher(options)
{
    private readonly ByteTable _table = new();

    public override bool TryAdd(PatternEntry entry, out string? error)
    {
        error = null;
        _table.Add(KeyOf(entry), entry);
        return true;
    }

    public override void Remove(PatternEntry entry) => _table.Remove(KeyOf(entry), entry);

    protected override PatternEntry? FindIn(ReadOnlySpan<byte> text) => Scan(text, any: false);

    protected override bool MatchesIn(ReadOnlySpan<byte> text) => Scan(text, any: true) is not null;

    private PatternEntry? Scan(ReadOnlySpan<byte> text, bool any)
    {
        PatternEntry? longest = null;
        ulong hash = ByteTable.Start;
        int end = Math.Min(text.Length, _table.LengthMax);
        for (int length = 0; length <= end; length++)
        {
            if (_table.HasLength(length) && _table.Find(hash, text[..length]) is { } found)
            {
                longest = found;
                if (any)
                {
                    break;
                }
            }

            if (length < end)
            {
                hash = ByteTable.Step(hash, text[length]);
            }
        }

        return longest;
    }
}
