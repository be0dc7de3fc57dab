using System;
using Engine.Proxy.Conditions;

namespace Engine.Stages.Matchers;

/// <summary><c>-m end</c>: the text ends with the pattern; the first such pattern of the list is found. One pass from the back, as far as the longest pattern.</summary>
internal sealed class EndMatcher(PatternOptions options) : TextMatcher(options)
{
    /// <summary>Keys from back to front.</summary>
    private readonly ByteTable _table = new();

    public override bool TryAdd(PatternEntry entry, out string? error)
    {
        error = null;
        _table.Add(ReversedOf(entry), entry);
        return true;
    }

    public override void Remove(PatternEntry entry) => _table.Remove(ReversedOf(entry), entry);

    protected override PatternEntry? FindIn(ReadOnlySpan<byte> text) => Scan(text, any: false);

    protected override bool MatchesIn(ReadOnlySpan<byte> text) => Scan(text, any: true) is not null;

    private byte[] ReversedOf(PatternEntry entry)
    {
        byte[] key = KeyOf(entry);
        Array.Reverse(key);
        return key;
    }

    private PatternEntry? Scan(ReadOnlySpan<byte> text, bool any)
    {
        const int StackBytesMax = 512;
        int end = Math.Min(text.Length, _table.LengthMax);
        if (end < 0)
        {
            return null;
        }

        // A pattern longer than any header value that matters: its text is turned round in memory of its own.
        Span<byte> reversed = end <= StackBytesMax ? stackalloc byte[StackBytesMax] : new byte[end];
        reversed = reversed[..end];
        text[^end..].CopyTo(reversed);
        reversed.Reverse();
        PatternEntry? first = null;
        ulong hash = ByteTable.Start;
        for (int length = 0; length <= end; length++)
        {
            if (_table.HasLength(length) && _table.Find(hash, reversed[..length]) is { } found)
            {
                first = first is null || found.Id < first.Id ? found : first;
                if (any)
                {
                    break;
                }
            }

            if (length < end)
            {
                hash = ByteTable.Step(hash, reversed[length]);
            }
        }

        return first;
    }
}
