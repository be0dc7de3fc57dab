using System;
using System.Collections.Generic;
using System.Text;

namespace Engine.Stages.Regexes;

/// <summary>
/// What an expression asks of the text behind a fixed beginning, as an expression of its own: <c>^/(?!api/).*</c> matches exactly where
/// <c>^/.*</c> does and <c>^/(?:api/)</c> does not. So it needs no going back, and stays linear in the text.
/// </summary>
/// <param name="Pattern">In .NET's language.</param>
/// <param name="IsNegative">True when it must not match.</param>
internal readonly record struct Lookahead(string Pattern, bool IsNegative)
{
    private const string IgnoreCase = "(?i)";

    /// <summary>
    /// Takes apart <c>^</c>, literal characters, one or several lookaheads, and a rest. False when it is not made so; other places to look
    /// from would depend on how the text before them was matched.
    /// </summary>
    /// <param name="pattern">In .NET's language.</param>
    /// <param name="rest">The same without lookaheads; the groups in them keep their numbers, and catch nothing.</param>
    /// <param name="lookaheads">At least one.</param>
    internal static bool TrySplit(string pattern, out string rest, out IReadOnlyList<Lookahead> lookaheads)
    {
        rest = "";
        List<Lookahead> found = [];
        lookaheads = found;
        int start = pattern.StartsWith(IgnoreCase, StringComparison.Ordinal) ? IgnoreCase.Length : 0;
        if (start >= pattern.Length || pattern[start] != '^')
        {
            return false;
        }

        int at = EndOfLiteral(pattern, start + 1);
        string fixedText = pattern[..at];
        StringBuilder groups = new();
        while (at + 3 < pattern.Length && pattern[at] == '(' && pattern[at + 1] == '?' && pattern[at + 2] is '!' or '=')
        {
            int end = EndOfGroup(pattern, at, out int captures);
            if (end < 0)
            {
                return false;
            }

            found.Add(new Lookahead($"{fixedText}(?:{pattern[(at + 3)..end]})", pattern[at + 2] == '!'));
            groups.Insert(groups.Length, "(?:()){0}", captures);
            at = end + 1;
        }

        rest = fixedText + groups + pattern[at..];
        return found.Count > 0 && !BeginsWithQuantifier(pattern, at) && !HasAlternatives(pattern, at);
    }

    /// <summary>Behind characters that stand for themselves, once each.</summary>
    private static int EndOfLiteral(string pattern, int at)
    {
        while (at < pattern.Length)
        {
            int next = pattern[at] == '\\' ? at + 2 : at + 1;
            bool isLiteral = pattern[at] == '\\'
                ? next <= pattern.Length && !char.IsAsciiLetterOrDigit(pattern[at + 1])
                : !@"^$.|?*+()[]{}".Contains(pattern[at], StringComparison.Ordinal);
            if (!isLiteral || BeginsWithQuantifier(pattern, next))
            {
                break;
            }

            at = next;
        }

        return at;
    }

    private static bool BeginsWithQuantifier(string pattern, int at) => at < pattern.Length && pattern[at] is '*' or '+' or '?' or '{';

    /// <summary>Index of the bracket that closes the one at <paramref name="at"/>; -1 when there is none, or a group in between has a name.</summary>
    private static int EndOfGroup(string pattern, int at, out int captures)
    {
        captures = 0;
        int depth = 0;
        for (at = NextSign(pattern, at); at < pattern.Length; at = NextSign(pattern, at + 1))
        {
            if (pattern[at] == ')' && --depth == 0)
            {
                return at;
            }

            if (pattern[at] == '(')
            {
                depth++;
                bool isPlain = at + 2 < pattern.Length && pattern[at + 1] == '?';
                if (isPlain && pattern[at + 2] is '<' or '\'' or 'P')
                {
                    return -1;
                }

                captures += isPlain ? 0 : 1;
            }
        }

        return -1;
    }

    /// <summary>True for a bar that stands in no group.</summary>
    private static bool HasAlternatives(string pattern, int at)
    {
        int depth = 0;
        for (at = NextSign(pattern, at); at < pattern.Length; at = NextSign(pattern, at + 1))
        {
            depth += pattern[at] == '(' ? 1 : pattern[at] == ')' ? -1 : 0;
            if (pattern[at] == '|' && depth == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first bracket of a group or bar from <paramref name="at"/> on that is neither escaped nor in a class; the end when there is none.</summary>
    private static int NextSign(string pattern, int at)
    {
        bool inClass = false;
        for (; at < pattern.Length && (inClass || pattern[at] is not ('(' or ')' or '|')); at++)
        {
            inClass = inClass ? pattern[at] != ']' : pattern[at] == '[';
            at += pattern[at] == '\\' ? 1 : 0;
        }

        return at;
    }
}
