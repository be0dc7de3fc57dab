using System;
using System.Globalization;

namespace Engine.Stages.Commands;

/// <summary>Weights as operators write them: "10", or "50%" of what the configuration says.</summary>
internal static class WeightText
{
    private const int WeightMax = 256;
    private const int Whole = 100;

    /// <summary>Null with the weight, or what is wrong.</summary>
    public static string? Read(string text, int configured, out int weight)
    {
        weight = 0;
        if (text.Length == 0)
        {
            return "Require <weight> or <weight%>.";
        }

        bool isRelative = text.EndsWith('%');
        string digits = isRelative ? text[..^1] : text;
        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return char.IsAsciiDigit(digits.Length > 0 ? digits[0] : ' ') ? "Trailing garbage in weight string" : "Empty weight string empty or preceded by garbage";
        }

        if (isRelative)
        {
            if (number < 0)
            {
                return "Relative weight must be positive.";
            }

            number = Math.Min(WeightMax, configured * number / Whole);
        }

        if (number is < 0 or > WeightMax)
        {
            return "Absolute weight can only be between 0 and 256 inclusive.";
        }

        weight = (int)number;
        return null;
    }
}
