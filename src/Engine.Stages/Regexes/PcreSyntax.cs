using System;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Engine.Stages.Regexes;

/// <summary>
/// Turns what PCRE writes otherwise than .NET into .NET's way: POSIX classes, \h, \R, \Q..\E, \x{..}, (?P&lt;name&gt;, and the classes \d, \s
/// and \w, which mean ASCII here. What PCRE has and .NET has not is left, and refused when the expression is made.
/// </summary>
internal static class PcreSyntax
{
    /// <summary>False for a class of a name that there is not.</summary>
    internal static bool TryTranslate(string pattern, out string translated)
    {
        translated = "";
        StringBuilder text = new(pattern.Length + 16);
        bool inClass = false;
        for (int at = 0; at < pattern.Length;)
        {
            ReadOnlySpan<char> rest = pattern.AsSpan(at);
            if (rest[0] == '\\' && rest.Length > 1)
            {
                at += Escape(rest, inClass, text);
            }
            else if (inClass && rest.StartsWith("[:") && rest.IndexOf(":]") is var end && end > 0)
            {
                if (PosixClass(rest[2..end]) is not { } set)
                {
                    return false;
                }

                text.Append(set);
                at += end + 2;
            }
            else if (inClass)
            {
                inClass = rest[0] != ']';
                text.Append(rest[0] == '[' ? "\\[" : rest[..1]);
                at++;
            }
            else if (rest[0] == '[')
            {
                inClass = true;
                at += OpenClass(rest, text);
            }
            else if (rest.StartsWith("(?P<") || rest.StartsWith("(?P'"))
            {
                text.Append("(?").Append(rest[3]);
                at += 4;
            }
            else
            {
                text.Append(rest[0]);
                at++;
            }
        }

        translated = text.ToString();
        return true;
    }

    /// <summary>The bracket, its negation, and a closing bracket that stands first and so means itself.</summary>
    private static int OpenClass(ReadOnlySpan<char> rest, StringBuilder text)
    {
        int taken = rest.StartsWith("[^") ? 2 : 1;
        text.Append(rest[..taken]);
        if (rest.Length > taken && rest[taken] == ']')
        {
            text.Append("\\]");
            taken++;
        }

        return taken;
    }

    private static string? PosixClass(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name[0] != '^')
        {
            return PosixSet(name);
        }

        return PosixSet(name[1..]) is { } set ? Complement(set) : null;
    }

    /// <summary>All bytes that are not in the set, one by one.</summary>
    private static string Complement(string set)
    {
        Regex members = new($"[{set}]", RegexOptions.CultureInvariant);
        StringBuilder others = new();
        for (int value = 0; value <= byte.MaxValue; value++)
        {
            if (!members.IsMatch(((char)value).ToString()))
            {
                others.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
            }
        }

        return others.ToString();
    }

    private static string? PosixSet(ReadOnlySpan<char> name) => name switch
    {
        "alnum" => "a-zA-Z0-9",
        "alpha" => "a-zA-Z",
        "ascii" => "\\x00-\\x7f",
        "blank" => " \\t",
        "cntrl" => "\\x00-\\x1f\\x7f",
        "digit" => "0-9",
        "graph" => "!-~",
        "lower" => "a-z",
        "print" => " -~",
        "punct" => "!-/:-@\\[-`{-~",
        "space" => "\\t-\\r ",
        "upper" => "A-Z",
        "word" => "a-zA-Z0-9_",
        "xdigit" => "0-9a-fA-F",
        _ => null,
    };

    /// <returns>Characters taken.</returns>
    private static int Escape(ReadOnlySpan<char> rest, bool inClass, StringBuilder text)
    {
        if (rest[1] == 'Q')
        {
            int end = rest.IndexOf("\\E");
            ReadOnlySpan<char> literal = end < 0 ? rest[2..] : rest[2..end];
            text.Append(Regex.Escape(literal.ToString()).Replace("]", "\\]", StringComparison.Ordinal));
            return end < 0 ? rest.Length : end + 2;
        }

        if (rest.StartsWith("\\x{") && rest.IndexOf('}') is var close && close is 4 or 5)
        {
            text.Append("\\x").Append(close == 4 ? "0" : "").Append(rest[3..close]);
            return close + 1;
        }

        string? set = SetOf(rest[1]);
        if (set is null)
        {
            text.Append(rest[1] == 'R' && !inClass ? "(?:\\r\\n|[\\n-\\r\\x85])" : rest[1] == 'N' && !inClass ? "[^\\n]" : rest[..2]);
        }
        else
        {
            text.Append(inClass ? set : $"[{set}]");
        }

        return 2;
    }

    /// <summary>A class of bytes, or all other bytes.</summary>
    private static string? SetOf(char letter) => letter switch
    {
        'd' => "0-9",
        'D' => "\\x00-/:-\\xff",
        'h' => " \\t\\xa0",
        'H' => "\\x00-\\x08\\x0a-\\x1f!-\\x9f\\xa1-\\xff",
        's' => "\\t-\\r ",
        'S' => "\\x00-\\x08\\x0e-\\x1f!-\\xff",
        'w' => "a-zA-Z0-9_",
        'W' => "\\x00-/:-@\\[-^`{-\\xff",
        _ => null,
    };
}
