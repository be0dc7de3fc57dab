using System;
using Engine.Config.Text;

namespace Engine.Config.Values;

/// <summary>The whole number at the start of times, sizes and ports.</summary>
internal static class Digits
{
    /// <summary>Above every limit of every value, below any overflow of what is computed from it.</summary>
    private const ulong Saturation = 1UL << 60;

    /// <summary>False when the text does not begin with a digit.</summary>
    /// <param name="text">The value.</param>
    /// <param name="what">"a time", for the message.</param>
    /// <param name="fix">How such a value is written.</param>
    /// <param name="length">Digits found.</param>
    /// <param name="issue">Set on failure.</param>
    public static bool TryRead(string text, string what, string fix, out int length, out ValueIssue? issue)
    {
        length = 0;
        issue = null;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            length++;
        }

        if (length > 0)
        {
            return true;
        }

        issue = text.Length == 0 ? new ValueIssue(0, 0, $"{what} is missing", fix)
            : text[0] == '-' ? new ValueIssue(0, 1, $"{what} cannot be negative", fix)
            : new ValueIssue(0, 1, $"{what} cannot start with '{text[0]}'", fix);
        return false;
    }

    /// <summary>The number, or <see cref="Saturation"/> when it is larger.</summary>
    public static ulong Value(ReadOnlySpan<char> digits)
    {
        ulong value = 0;
        foreach (char digit in digits)
        {
            value = Math.Min(Saturation, (value * 10) + (uint)(digit - '0'));
        }

        return value;
    }
}
