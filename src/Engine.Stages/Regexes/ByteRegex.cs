using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using Engine.Config.Text;
using Engine.IO.Loop;

namespace Engine.Stages.Regexes;

/// <summary>
/// A regular expression over bytes, each seen as the character of its number. It is matched without backtracking, in time linear
/// in the text, so that nothing a client sends can make it run away; what that method cannot do is refused (README.md).
/// </summary>
internal sealed class ByteRegex
{
    /// <summary>Loops beyond it share copies, which costs a small allocation when two of them match at the same moment.</summary>
    private const int CopiesMax = 64;

    private const int CharsMax = 65536;
    private const int StackCharsMax = 512;

    /// <summary>No byte is such a character.</summary>
    private static readonly Regex Nowhere = new("\\u0100", RegexOptions.CultureInvariant);

    private const RegexOptions Always = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [ThreadStatic]
    private static char[]? _room;

    private readonly string _pattern;
    private readonly RegexOptions _options;
    private readonly byte[] _written;
    private PcreExpression? _groups;

    /// <summary>What must be so of a text besides, and what must not.</summary>
    private readonly (ByteRegex Regex, bool IsNegative)[] _conditions;

    /// <summary>One for each loop: a regex keeps its working memory for one user at a time, and grows its automaton under a lock.</summary>
    private readonly Regex?[] _copies = new Regex?[CopiesMax];

    private ByteRegex(string pattern, RegexOptions options, byte[] written, (ByteRegex, bool)[] conditions)
    {
        _conditions = conditions;
        _pattern = pattern;
        _options = options;
        _written = written;
        _copies[0] = new Regex(pattern, options);
    }

    /// <param name="pattern">As PCRE writes it.</param>
    /// <param name="error">Why it cannot be used, and what to do.</param>
    internal static bool TryCreate(string pattern, bool ignoreCase, [NotNullWhen(true)] out ByteRegex? regex, [NotNullWhen(false)] out string? error)
    {
        regex = null;
        error = null;
        RegexOptions options = ignoreCase ? Always | RegexOptions.IgnoreCase : Always;
        if (!PcreSyntax.TryTranslate(pattern, out string translated))
        {
            error = "it names a class of characters that there is not; there are [:alpha:], [:digit:], [:space:] and the like";
            return false;
        }

        try
        {
            regex = Create(translated, options, ByteText.ToBytes(pattern));
            return true;
        }
        catch (NotSupportedException)
        {
            error = "it looks ahead from elsewhere than behind ^ and literal characters, looks back, refers back or is too large, which cannot be done in time linear in the text: use two tests instead, the second negated if need be";
        }
        catch (RegexParseException fault)
        {
            error = $"it is no regular expression ({fault.Error})";
        }

        return false;
    }

    private static ByteRegex Create(string pattern, RegexOptions options, byte[] written)
    {
        if (!Lookahead.TrySplit(pattern, out string rest, out IReadOnlyList<Lookahead> lookaheads))
        {
            return new ByteRegex(pattern, options, written, []);
        }

        var conditions = new (ByteRegex, bool)[lookaheads.Count];
        for (int i = 0; i < conditions.Length; i++)
        {
            conditions[i] = (new ByteRegex(lookaheads[i].Pattern, options, [], []), lookaheads[i].IsNegative);
        }

        return new ByteRegex(rest, options, written, conditions);
    }

    /// <summary>Any thread; allocates nothing once the loop has its copy.</summary>
    internal bool IsMatch(ReadOnlySpan<byte> text)
    {
        Span<char> small = stackalloc char[StackCharsMax];
        return IsMatch(Widen(text, small));
    }

    /// <summary>The same of a text that <see cref="Widen"/> has made, for those who try several expressions on it.</summary>
    internal bool IsMatch(ReadOnlySpan<char> text) => Applies(text) && Current.IsMatch(text);

    /// <summary>Where it matches, one after the other, in a text that <see cref="Widen"/> has made; allocates nothing.</summary>
    internal Regex.ValueMatchEnumerator Matches(ReadOnlySpan<char> text) => (Applies(text) ? Current : Nowhere).EnumerateMatches(text);

    /// <summary>
    /// What the groups of a match caught. PCRE2 is asked, which allocates nothing; where it is missing, takes too long or sees the match
    /// end elsewhere, .NET, which makes a few objects.
    /// </summary>
    /// <param name="match">One that <see cref="Matches"/> has found.</param>
    /// <param name="groups"><see cref="RegexGroup.CountMax"/> of them.</param>
    /// <param name="copy">The text as .NET wants it, made when it is needed first, for the next match of the same text.</param>
    internal void Catch(ReadOnlySpan<byte> text, ValueMatch match, Span<RegexGroup> groups, ref string? copy)
    {
        PcreExpression expression = _groups ??= PcreExpression.Create(_written, (_options & RegexOptions.IgnoreCase) != 0);
        if (expression.TryMatchAt(text, match.Index, groups) && groups[0].Length == match.Length)
        {
            return;
        }

        copy ??= Encoding.Latin1.GetString(text);
        GroupCollection caught = Current.Match(copy, match.Index).Groups;
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = caught[i].Success ? new RegexGroup(caught[i].Index, caught[i].Length) : RegexGroup.None;
        }
    }

    /// <summary>Bytes as characters, in <paramref name="small"/> or, when that is too small, in room of this thread that the next call uses again.</summary>
    internal static ReadOnlySpan<char> Widen(ReadOnlySpan<byte> text, Span<char> small)
    {
        Span<char> room = small;
        if (text.Length > small.Length)
        {
            room = text.Length <= CharsMax ? _room ??= new char[CharsMax] : new char[text.Length];
        }

        Encoding.Latin1.GetChars(text, room);
        return room[..text.Length];
    }

    private bool Applies(ReadOnlySpan<char> text)
    {
        foreach ((ByteRegex regex, bool isNegative) in _conditions)
        {
            if (regex.IsMatch(text) == isNegative)
            {
                return false;
            }
        }

        return true;
    }

    private Regex Current
    {
        get
        {
            ref Regex? copy = ref _copies[(EventLoop.Current?.Index ?? 0) % CopiesMax];
            Regex? known = Volatile.Read(ref copy);
            if (known is null)
            {
                known = new Regex(_pattern, _options);
                Volatile.Write(ref copy, known);
            }

            return known;
        }
    }
}
