using System;
using Engine.Config.Text;

namespace Engine.Config.Values;

/// <summary>Units of time, also as the default of a keyword.</summary>
public enum TimeUnit : byte
{
    Microseconds,
    Milliseconds,
    Seconds,
    Minutes,
    Hours,
    Days,
}

/// <summary>Times such as <c>10s</c> (CFG 2.5).</summary>
public static class TimeValue
{
    /// <summary>HAProxy's timers are 31 bits of milliseconds: 24 days, 20 hours, 31 minutes.</summary>
    public const int MsMax = int.MaxValue;

    private const string Units = "us, ms, s, m, h or d";

    private static readonly (string Suffix, TimeUnit Unit)[] Suffixes =
    [
        ("us", TimeUnit.Microseconds),
        ("ms", TimeUnit.Milliseconds),
        ("s", TimeUnit.Seconds),
        ("m", TimeUnit.Minutes),
        ("h", TimeUnit.Hours),
        ("d", TimeUnit.Days),
    ];

    /// <summary>The duration in ms; part of a millisecond counts as a whole one.</summary>
    /// <param name="text">Digits, then a unit or none.</param>
    /// <param name="defaultUnit">What a bare number means: ms for most keywords.</param>
    /// <param name="valueMs">0..<see cref="MsMax"/>.</param>
    /// <param name="issue">Set on failure; also on success when the writing deserves a warning.</param>
    public static bool TryParse(string text, TimeUnit defaultUnit, out int valueMs, out ValueIssue? issue)
    {
        valueMs = 0;
        if (!Digits.TryRead(text, "a time", "write a whole number with a unit, such as 10s", out int digits, out issue))
        {
            return false;
        }

        if (!TryReadUnit(text, digits, defaultUnit, out TimeUnit unit, ref issue))
        {
            return false;
        }

        // The digits saturate below 2^61 and a day is below 2^37 us, so nothing wraps around in 128 bits.
        UInt128 microseconds = (UInt128)Digits.Value(text.AsSpan(0, digits)) * MicrosecondsOf(unit);
        UInt128 ms = (microseconds + 999) / 1000;
        if (ms > MsMax)
        {
            issue = new ValueIssue(0, text.Length, $"the time is too long: at most {MsMax} ms, about 24.8 days", "leave the timeout out to wait without end");
            return false;
        }

        valueMs = (int)ms;
        return true;
    }

    private static bool TryReadUnit(string text, int at, TimeUnit defaultUnit, out TimeUnit unit, ref ValueIssue? issue)
    {
        unit = defaultUnit;
        if (at == text.Length)
        {
            return true;
        }

        foreach ((string suffix, TimeUnit meant) in Suffixes)
        {
            if (string.CompareOrdinal(text, at, suffix, 0, suffix.Length) == 0)
            {
                unit = meant;
                int end = at + suffix.Length;
                issue = end == text.Length ? null : Ignored(text, end);
                return true;
            }
        }

        issue = Unexpected(text, at);
        return false;
    }

    private static ValueIssue Unexpected(string text, int at)
    {
        char c = text[at];
        string fix = c switch
        {
            '.' or ',' => "times are whole numbers: take a smaller unit, such as 1500ms for 1.5s",
            'S' or 'M' or 'H' or 'D' or 'U' => $"units are written in small letters: {Units}",
            _ => $"units are {Units}",
        };
        return new ValueIssue(at, 1, $"unexpected '{c}' in a time", fix);
    }

    /// <summary>HAProxy up to 2.6 takes "10sec" for 10s.</summary>
    private static ValueIssue Ignored(string text, int end) =>
        new(end, text.Length - end, $"'{text[end..]}' after the unit is ignored", $"write '{text[..end]}'");

    private static ulong MicrosecondsOf(TimeUnit unit) => unit switch
    {
        TimeUnit.Microseconds => 1,
        TimeUnit.Milliseconds => 1_000,
        TimeUnit.Seconds => 1_000_000,
        TimeUnit.Minutes => 60_000_000,
        TimeUnit.Hours => 3_600_000_000,
        _ => 86_400_000_000,
    };
}
