using System;
using System.Text.RegularExpressions;
using Engine.Proxy.Samples;
using Engine.Stages.Regexes;

namespace Engine.Stages.Converters;

/// <summary>What the matches of a regular expression become. Allocates only where the replacement refers to groups, which the library gives as objects.</summary>
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
        int done = _wantsGroups ? ReplaceGroups(text, ref fill) : Replace(text, ref fill);
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
        int done = 0;
        foreach (ValueMatch match in _regex.Matches(ByteRegex.Widen(text, small)))
        {
            fill.Add(text[done..match.Index]);
            done = match.Index + match.Length;
            foreach (SubstitutionPart part in _parts)
            {
                fill.Add(part.Literal);
                fill.Add(part.Group == 0 ? text[match.Index..done] : default);
            }

            if (!_everywhere)
            {
                break;
            }
        }

        return done;
    }

    private int ReplaceGroups(ReadOnlySpan<byte> text, ref SpanFill fill)
    {
        int done = 0;
        for (Match? match = _regex.MatchGroups(text); match is { Success: true }; match = _everywhere ? match.NextMatch() : null)
        {
            fill.Add(text[done..match.Index]);
            done = match.Index + match.Length;
            foreach (SubstitutionPart part in _parts)
            {
                fill.Add(part.Literal);
                if (part.Group >= 0 && match.Groups[part.Group] is { Success: true } group)
                {
                    fill.Add(text.Slice(group.Index, group.Length));
                }
            }
        }

        return done;
    }
}
