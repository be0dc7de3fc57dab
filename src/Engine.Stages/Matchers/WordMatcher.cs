using System;
using System.Buffers;
using Engine.Proxy.Conditions;

namespace Engine.Stages.Matchers;

/// <summary>
/// <c>-m dir</c> and <c>-m dom</c>: the pattern stands anywhere in the text between delimiters, or at its beginning or end;
/// delimiters around the pattern itself do not count. The first such pattern of the list is found. Costs one pass for each word of
/// the text, as far as the longest pattern, whatever the number of patterns.
/// </summary>
/// <param name="delimiters">What separates words.</param>
internal sealed class WordMatcher(PatternOptions options, SearchValues<byte> delimiters) : TextMatcher(options)
{
    /// <summary>Parts of a path; HAProxy counts the question mark, too.</summary>
    internal static readonly SearchValues<byte> Directories = SearchValues.Create("/?"u8);

    /// <summary>Parts of a domain name, or of a URL.</summary>
    internal static readonly SearchValues<byte> Domains = SearchValues.Create("/?.:"u8);

    private readonly ByteTable _table = new();

    public override bool TryAdd(PatternEntry entry, out string? error)
    {
        error = null;
        ReadOnlySpan<byte> word = WordOf(entry);
        if (!word.IsEmpty)
        {
            _table.Add(word.ToArray(), entry);
        }

        return true;
    }

    public override void Remove(PatternEntry entry) => _table.Remove(WordOf(entry), entry);

    protected override PatternEntry? FindIn(ReadOnlySpan<byte> text) => Scan(text, any: false);

    protected override bool MatchesIn(ReadOnlySpan<byte> text) => Scan(text, any: true) is not null;

    private ReadOnlySpan<byte> WordOf(PatternEntry entry)
    {
        ReadOnlySpan<byte> key = KeyOf(entry);
        int start = key.IndexOfAnyExcept(delimiters);
        return start < 0 ? default : key[start..(key.LastIndexOfAnyExcept(delimiters) + 1)];
    }

    private PatternEntry? Scan(ReadOnlySpan<byte> text, bool any)
    {
        PatternEntry? first = null;
        while (text.IndexOfAnyExcept(delimiters) is var start && start >= 0)
        {
            text = text[start..];
            if (FindAtStart(text) is { } found && (first is null || found.Id < first.Id))
            {
                first = found;
                if (any)
                {
                    break;
                }
            }

            int end = text.IndexOfAny(delimiters);
            if (end < 0)
            {
                break;
            }

            text = text[end..];
        }

        return first;
    }

    /// <summary>A pattern from the first byte of the text to any delimiter or its end.</summary>
    private PatternEntry? FindAtStart(ReadOnlySpan<byte> text)
    {
        PatternEntry? first = null;
        ulong hash = ByteTable.Start;
        int end = Math.Min(text.Length, _table.LengthMax);
        for (int length = 1; length <= end; length++)
        {
            hash = ByteTable.Step(hash, text[length - 1]);
            if (_table.HasLength(length)
                && (length == text.Length || delimiters.Contains(text[length]))
                && _table.Find(hash, text[..length]) is { } found
                && (first is null || found.Id < first.Id))
            {
                first = found;
            }
        }

        return first;
    }
}
