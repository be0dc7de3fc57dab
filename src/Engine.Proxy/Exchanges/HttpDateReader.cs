using System;
using System.Buffers.Text;

namespace Engine.Proxy.Exchanges;

/// <summary>The three forms of an HTTP date (RFC 9110 section 5.6.7), without allocation. The day's name is not checked against the date.</summary>
public static class HttpDateReader
{
    private static ReadOnlySpan<byte> Months => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    /// <param name="year">The present one: a year of two digits is at most 50 years later.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, int year, out DateTime date)
    {
        date = default;
        int comma = text.IndexOf((byte)',');
        if (comma < 0)
        {
            return TryReadAsctime(text, out date);
        }

        text = text[(comma + 1)..].TrimStart((byte)' ');
        if (!text.EndsWith(" GMT"u8))
        {
            return false;
        }

        text = text[..^4];

        // "06 Nov 1994 08:49:37" or, obsolete, "06-Nov-94 08:49:37".
        return text.Length == 20
            ? TryNumber(text[7..11], out int full) && TryMake(text[..2], text[3..6], full, text[12..], out date)
            : text.Length == 18 && TryNumber(text[7..9], out int last) && TryMake(text[..2], text[3..6], YearOf(last, year), text[10..], out date);
    }

    /// <summary>"Sun Nov  6 08:49:37 1994".</summary>
    private static bool TryReadAsctime(ReadOnlySpan<byte> text, out DateTime date)
    {
        date = default;
        return text.Length == 24 && TryNumber(text[20..], out int year) && TryMake(text[8..10].TrimStart((byte)' '), text[4..7], year, text[11..19], out date);
    }

    private static int YearOf(int lastDigits, int present)
    {
        int year = (present / 100 * 100) + lastDigits;
        return year > present + 50 ? year - 100 : year;
    }

    private static bool TryMake(ReadOnlySpan<byte> day, ReadOnlySpan<byte> month, int year, ReadOnlySpan<byte> time, out DateTime date)
    {
        date = default;
        int at = Months.IndexOf(month);
        if (at < 0 || at % 3 != 0 || year < 1 || time.Length != 8 || time[2] != (byte)':' || time[5] != (byte)':'
            || !TryNumber(day, out int dayOfMonth) || !TryNumber(time[..2], out int hour) || !TryNumber(time[3..5], out int minute) || !TryNumber(time[6..], out int second)
            || dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, (at / 3) + 1) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        // A leap second is counted as the second before it.
        date = new DateTime(year, (at / 3) + 1, dayOfMonth, hour, minute, Math.Min(second, 59), DateTimeKind.Utc);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        return !digits.IsEmpty && char.IsAsciiDigit((char)digits[0]) && Utf8Parser.TryParse(digits, out number, out int used) && used == digits.Length;
    }
}
