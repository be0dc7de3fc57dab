using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Text;
using Engine.Config.Values;

namespace Engine.Config.Expressions;

/// <summary>The patterns at the end of an ACL, checked against the way of matching as far as text can tell.</summary>
internal static class AclPatterns
{
    /// <summary>Adds the patterns of the line.</summary>
    /// <returns>False when an error was reported.</returns>
    public static bool TryRead(AclFlags flags, AclMatch match, List<AclPattern> patterns)
    {
        AclOperator op = AclOperator.Equal;
        bool takesOperators = match is AclMatch.Integer or AclMatch.Length;
        for (int i = flags.FirstPattern; i < flags.End; i++)
        {
            string text = flags.At.Words[i].Text;
            if (takesOperators && TryReadOperator(text, ref op))
            {
                continue;
            }

            if (!Check(flags, i, match, op))
            {
                return false;
            }

            patterns.Add(new AclPattern(text, op, flags.IgnoreCase, flags.ResolveNames, null));
        }

        if (patterns.Count == 0 && flags.Files.Count == 0 && !flags.Ended && match is not (AclMatch.Found or AclMatch.Boolean))
        {
            flags.Context.Diagnostics.Warning(flags.At, flags.First - 1, "this ACL has no pattern, so it never matches", "add a pattern, test for presence with '-m found', or end with -- if it is meant");
        }

        return true;
    }

    private static bool TryReadOperator(string text, ref AclOperator op)
    {
        AclOperator? read = text switch
        {
            "eq" => AclOperator.Equal,
            "ge" => AclOperator.GreaterOrEqual,
            "gt" => AclOperator.Greater,
            "le" => AclOperator.LessOrEqual,
            "lt" => AclOperator.Less,
            _ => null,
        };
        op = read ?? op;
        return read is not null;
    }

    private static bool Check(AclFlags flags, int word, AclMatch match, AclOperator op)
    {
        string text = flags.At.Words[word].Text;
        switch (match)
        {
            case AclMatch.Integer or AclMatch.Length when !IsNumberOrRange(text):
                flags.Error(word, $"'{text}' is neither a number, a range nor an operator", "write 80, 400:499, or gt 10; the operators are eq, ge, gt, le and lt");
                return false;
            case AclMatch.Integer or AclMatch.Length when op != AclOperator.Equal && text.Contains(':'):
                flags.Error(word, $"the range '{text}' cannot follow an operator", "give the operator one number");
                return false;
            case AclMatch.Binary when !IsHex(text):
                flags.Error(word, $"'{text}' is not an even number of hexadecimal digits", null);
                return false;
            case AclMatch.Address:
                return CheckAddress(flags, word, text);
            default:
                return true;
        }
    }

    private static bool CheckAddress(AclFlags flags, int word, string text)
    {
        if (NetworkParser.TryParse(text, out _, out ValueIssue? issue))
        {
            if (issue is not null)
            {
                flags.Context.Diagnostics.Warning(flags.At, word, issue);
            }

            return true;
        }

        if (!IsHostName(text))
        {
            flags.Context.Diagnostics.Error(flags.At, word, issue!);
            return false;
        }

        if (!flags.ResolveNames)
        {
            flags.Error(word, $"'{text}' is a name, and '-n' forbids resolving it", "write its address");
        }

        return flags.ResolveNames;
    }

    /// <summary>Letters somewhere, so that a mistyped address is not taken for a name.</summary>
    private static bool IsHostName(string text)
    {
        bool hasLetter = false;
        foreach (char c in text)
        {
            hasLetter |= char.IsAsciiLetter(c);
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))
            {
                return false;
            }
        }

        return hasLetter;
    }

    private static bool IsNumberOrRange(string text)
    {
        int colon = text.IndexOf(':');
        return colon < 0
            ? IsNumber(text)
            : text.Length > 1 && (colon == 0 || IsNumber(text[..colon])) && (colon == text.Length - 1 || IsNumber(text[(colon + 1)..]));
    }

    /// <summary>Also two numbers with a dot between: protocol versions are matched so.</summary>
    private static bool IsNumber(string text)
    {
        int dot = text.IndexOf('.');
        return dot < 0
            ? long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            : ushort.TryParse(text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out _)
                && ushort.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    private static bool IsHex(string text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return text.Length % 2 == 0;
    }
}
