using System;
using System.Globalization;
using Engine.Config.Expressions;
using Engine.Proxy.Conditions;

namespace Engine.Stages.Matchers;

/// <summary>An integer pattern (CFG 7.1.2): a number, a range with either end left out, or what an operator makes of a number. Both ends count.</summary>
internal readonly record struct IntegerRange(long Low, long High, PatternEntry Entry)
{
    private const int MinorBits = 16;

    /// <param name="areVersions">A number without a dot is a major version.</param>
    internal static bool TryRead(PatternEntry entry, bool areVersions, out IntegerRange range, out string? error)
    {
        range = default;
        error = null;
        string text = entry.Key;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        long low = long.MinValue;
        long high = long.MaxValue;
        bool good = colon < 0
            ? TryReadNumber(text, areVersions, out low)
            : text.Length > 1 && (colon == 0 || TryReadNumber(text.AsSpan(0, colon), areVersions, out low))
                && (colon == text.Length - 1 || TryReadNumber(text.AsSpan(colon + 1), areVersions, out high));
        if (!good)
        {
            error = areVersions
                ? "it is neither a version such as 3 or 3.1 nor a range of them"
                : "it is neither a number nor a range such as 400:499";
            return false;
        }

        range = colon >= 0
            ? new IntegerRange(colon == 0 ? long.MinValue : low, colon == text.Length - 1 ? long.MaxValue : high, entry)
            : Compare(entry, low);
        return true;
    }

    /// <summary>An empty range has its ends crossed.</summary>
    private static IntegerRange Compare(PatternEntry entry, long number) => entry.Operator switch
    {
        AclOperator.GreaterOrEqual => new(number, long.MaxValue, entry),
        AclOperator.Greater => number == long.MaxValue ? new(1, 0, entry) : new(number + 1, long.MaxValue, entry),
        AclOperator.LessOrEqual => new(long.MinValue, number, entry),
        AclOperator.Less => number == long.MinValue ? new(1, 0, entry) : new(long.MinValue, number - 1, entry),
        _ => new(number, number, entry),
    };

    /// <summary>A version has two parts: 3.1 is 3 in the high and 1 in the low bits.</summary>
    private static bool TryReadNumber(ReadOnlySpan<char> text, bool areVersions, out long number)
    {
        number = 0;
        if (!areVersions)
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
        }

        int dot = text.IndexOf('.');
        ushort minor = 0;
        if (!ushort.TryParse(dot < 0 ? text : text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out ushort major)
            || (dot >= 0 && !ushort.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out minor)))
        {
            return false;
        }

        number = ((long)major << MinorBits) | minor;
        return true;
    }
}
