using System;
using Engine.Config.Text;

namespace Engine.Config.Values;

/// <summary>Sizes and large counts such as <c>16k</c>: k, m and g mean powers of 1024, in either case.</summary>
public static class SizeValue
{
    /// <param name="text">Digits, then a unit or none.</param>
    /// <param name="max">The largest value the keyword can hold, at least 0.</param>
    /// <param name="value">0..<paramref name="max"/>.</param>
    /// <param name="issue">Set on failure.</param>
    public static bool TryParse(string text, long max, out long value, out ValueIssue? issue)
    {
        value = 0;
        if (!Digits.TryRead(text, "a size", "write a whole number with a unit, such as 16k", out int digits, out issue))
        {
            return false;
        }

        int shift = digits == text.Length ? 0 : ShiftOf(text[digits]);
        if (shift < 0 || digits + (shift == 0 ? 0 : 1) < text.Length)
        {
            issue = Unexpected(text, shift < 0 ? digits : digits + 1);
            return false;
        }

        UInt128 size = (UInt128)Digits.Value(text.AsSpan(0, digits)) << shift;
        if (size > (UInt128)max)
        {
            issue = new ValueIssue(0, text.Length, $"the size is too large: at most {max}");
            return false;
        }

        value = (long)size;
        return true;
    }

    /// <summary>The same with the limit of sizes in memory: 2147483647.</summary>
    public static bool TryParse(string text, out int value, out ValueIssue? issue)
    {
        bool parsed = TryParse(text, int.MaxValue, out long size, out issue);
        value = (int)size;
        return parsed;
    }

    private static ValueIssue Unexpected(string text, int at)
    {
        string fix = text[at] is '.' or ',' ? "sizes are whole numbers: take a smaller unit, such as 1536k for 1.5m" : "units are k, m and g, without a further letter";
        return new ValueIssue(at, text.Length - at, $"unexpected '{text[at..]}' in a size", fix);
    }

    /// <summary>-1 when it is no unit.</summary>
    private static int ShiftOf(char unit) => unit switch
    {
        'k' or 'K' => 10,
        'm' or 'M' => 20,
        'g' or 'G' => 30,
        _ => -1,
    };
}
