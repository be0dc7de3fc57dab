using System;
using System.Buffers.Text;
using System.Text;

namespace Engine.Stages.Converters;

/// <summary>Text, and the conversion of strftime(3) behind it.</summary>
/// <param name="Literal">Stands first.</param>
/// <param name="Kind">One of <see cref="Kinds"/>; 'N' with its digits as width; NUL for none.</param>
/// <param name="Flag">How a number is filled up ('-' not at all, '_' with spaces, '0'), or '^' and '#' for upper case; NUL for the usual.</param>
/// <param name="Width">At least so many characters; 0 for the usual.</param>
internal readonly record struct TimeFormatPart(byte[] Literal, char Kind, char Flag, int Width)
{
    internal const string Kinds = "aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%";
    internal const int WidthMax = 64;

    /// <summary>The widest of all, %c, with room to spare.</summary>
    private const int BytesMax = 128;

    private static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    internal bool TryWrite(in TimeFields time, Span<byte> room, out int written)
    {
        written = 0;
        if (room.Length < Literal.Length + BytesMax)
        {
            return false;
        }

        Literal.CopyTo(room);
        written = Literal.Length + Write(Kind, time, room[Literal.Length..]);
        return true;
    }

    private int Write(char kind, in TimeFields time, Span<byte> room) => kind switch
    {
        '\0' => 0,
        'a' => Text(Days[(int)time.Local.DayOfWeek].AsSpan(0, 3), room),
        'A' => Text(Days[(int)time.Local.DayOfWeek], room),
        'b' or 'h' => Text(Months[time.Local.Month - 1].AsSpan(0, 3), room),
        'B' => Text(Months[time.Local.Month - 1], room),
        'p' => Text(Flag == '#' ? (time.Local.Hour < 12 ? "am" : "pm") : time.Local.Hour < 12 ? "AM" : "PM", room),
        'P' => Text(time.Local.Hour < 12 ? "am" : "pm", room),
        'Z' => Text(time.ZoneName, room),
        '%' => Text("%", room),
        'n' => Text("\n", room),
        't' => Text("\t", room),
        'z' => Zone(time.Offset, room),
        'c' or 'D' or 'F' or 'r' or 'R' or 'T' or 'x' or 'X' => Composite(kind, time, room),
        _ => Number(kind, time, room),
    };

    private int Number(char kind, in TimeFields time, Span<byte> room)
    {
        (long value, int width, char fill) = kind switch
        {
            'C' => (time.Local.Year / 100, 2, '0'),
            'd' => (time.Local.Day, 2, '0'),
            'e' => (time.Local.Day, 2, ' '),
            'g' => (time.IsoYear % 100, 2, '0'),
            'G' => (time.IsoYear, 1, '0'),
            'H' => (time.Local.Hour, 2, '0'),
            'I' => (time.Hour12, 2, '0'),
            'j' => (time.Local.DayOfYear, 3, '0'),
            'k' => (time.Local.Hour, 2, ' '),
            'l' => (time.Hour12, 2, ' '),
            'm' => (time.Local.Month, 2, '0'),
            'M' => (time.Local.Minute, 2, '0'),
            's' => (time.UnixSeconds, 1, '0'),
            'S' => (time.Local.Second, 2, '0'),
            'u' => (time.IsoDayOfWeek, 1, '0'),
            'U' => (time.WeekFromSunday, 2, '0'),
            'V' => (time.IsoWeek, 2, '0'),
            'w' => ((int)time.Local.DayOfWeek, 1, '0'),
            'W' => (time.WeekFromMonday, 2, '0'),
            'y' => (time.Local.Year % 100, 2, '0'),
            'Y' => (time.Local.Year, 1, '0'),
            _ => (time.Local.Ticks % TimeSpan.TicksPerSecond / (Width == 3 ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerMicrosecond), Width, '0'),
        };
        return Digits(value, Width > 0 ? Width : width, Flag switch { '_' => ' ', '0' => '0', '-' => '\0', _ => fill }, room);
    }

    /// <param name="fill">NUL: no filling.</param>
    private static int Digits(long value, int width, char fill, Span<byte> room)
    {
        Utf8Formatter.TryFormat(value, room, out int digits);
        int missing = fill == '\0' ? 0 : Math.Max(0, width - digits);
        room[..digits].CopyTo(room[missing..]);
        room[..missing].Fill((byte)fill);
        return digits + missing;
    }

    private int Text(ReadOnlySpan<char> text, Span<byte> room)
    {
        int missing = Math.Max(0, Width - text.Length);
        room[..missing].Fill((byte)(Flag == '0' ? '0' : ' '));
        int length = Encoding.Latin1.GetBytes(text, room[missing..]);
        if (Flag == '^' || (Flag == '#' && Kind is not ('p' or 'Z')))
        {
            Ascii.ToUpperInPlace(room.Slice(missing, length), out _);
        }

        return missing + length;
    }

    /// <summary>"+0100".</summary>
    private static int Zone(TimeSpan offset, Span<byte> room)
    {
        int minutes = (int)Math.Abs(offset.TotalMinutes);
        room[0] = (byte)(offset < TimeSpan.Zero ? '-' : '+');
        return 1 + Digits((minutes / 60 * 100) + (minutes % 60), 4, '0', room[1..]);
    }

    /// <summary>A conversion that stands for several.</summary>
    private int Composite(char kind, in TimeFields time, Span<byte> room)
    {
        ReadOnlySpan<char> pattern = kind switch
        {
            'c' => "a b e T Y",
            'D' or 'x' => "m/d/y",
            'F' => "Y-m-d",
            'r' => "I:M:S p",
            'R' => "H:M",
            _ => "H:M:S",
        };
        TimeFormatPart part = new([], '\0', Flag is '^' ? '^' : '\0', 0);
        int written = 0;
        foreach (char next in pattern)
        {
            if (char.IsAsciiLetter(next))
            {
                written += part.Write(next, time, room[written..]);
            }
            else
            {
                room[written++] = (byte)next;
            }
        }

        return written;
    }
}
