using System;
using System.Text.RegularExpressions;
using Engine.Proxy.Samples;
using Engine.Stages.Regexes;

namespace Engine.Stages.Converters;

/// <summary>What the matches of a regular expression become.</summary>
internal sealed class RegexSubstitution
{
    private const int StackCharsMax = 512;

    private readonly ByteRegex _regex;
    private readonly SubstitutionPart[] _parts;
    private readonly bool _everywhere;
    private readonly bool _wantsGroups;

    /// <param name="everywhere">False: only the first match.</param>
    internal RegexSubstitution(ByteRegex regex, SubstitutionPart[] parts, bool everywhere)
    {
        _regex = regex;
        _parts = parts;
        _everywhere = everywhere;
        _wantsGroups = Array.Exists(parts, static part => part.Group > 0);
    }

    /// <summary>False when there is no room for the result. Text that does not match stays as it is.</summary>
    internal bool TryApply(Scratch scratch, ref Sample sample)
    {
        ReadOnlySpan<byte> text = sample.Bytes;
        SpanFill fill = new(scratch.Rest);
        int done = Replace(text, ref fill);
        fill.Add(text[done..]);
        if (fill.IsOver)
        {
            return false;
        }

        sample.SetText(scratch.Keep(fill.Length));
        return true;
    }

    /// <returns>Bytes of the text that were dealt with.</returns>
    private int Replace(ReadOnlySpan<byte> text, ref SpanFill fill)
    {
        Span<char> small = stackalloc char[StackCharsMax];
        Span<RegexGroup> groups = stackalloc RegexGroup[RegexGroup.CountMax];
        string? copy = null;
        int done = 0;
        foreach (ValueMatch match in _regex.Matches(ByteRegex.Widen(text, small)))
        {
            fill.Add(text[done..match.Index]);
            done = match.Index + match.Length;
            groups[0] = new RegexGroup(match.Index, match.Length);
            if (_wantsGroups)
            {
                _regex.Catch(text, match, groups, ref copy);
            }

            Fill(text, groups, ref fill);
            if (!_everywhere)
            {
                break;
            }
        }

        return done;
    }

    private void Fill(ReadOnlySpan<byte> text, scoped ReadOnlySpan<RegexGroup> groups, ref SpanFill fill)
    {
        foreach (SubstitutionPart part in _parts)
        {
            fill.Add(part.Literal);
            if (part.Group >= 0 && groups[part.Group] is { Start: >= 0 } group)
            {
                fill.Add(text.Slice(group.Start, group.Length));
            }
        }
    }
}
