using System;
using System.Buffers;
using System.Buffers.Text;
using System.Collections.Generic;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Samples;
using Engine.Stages.Fetches;

namespace Engine.Stages.Converters;

/// <summary>Times since 1970 as text, and back (CFG 7.3.1). What is outside the years 1 to 9999 has no value.</summary>
internal static class DateConverters
{
    private const int MillisecondDigits = 3;
    private const int MicrosecondDigits = 6;

    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("http_date", "A time as HTTP writes it, plus an offset; 's', 'ms' or 'us' behind it names the unit.", SampleType.Integer, CreateHttpDate),
        Formatted("ltime", "Seconds, in local time by a format of strftime.", TimeSpan.TicksPerSecond, 0),
        Formatted("utime", "Seconds, in UTC by a format of strftime.", TimeSpan.TicksPerSecond, 0),
        Formatted("ms_ltime", "Milliseconds, in local time by a format of strftime; %N is their three digits.", TimeSpan.TicksPerMillisecond, MillisecondDigits),
        Formatted("ms_utime", "Milliseconds, in UTC by a format of strftime; %N is their three digits.", TimeSpan.TicksPerMillisecond, MillisecondDigits),
        Formatted("us_ltime", "Microseconds, in local time by a format of strftime; %N is their six digits.", TimeSpan.TicksPerMicrosecond, MicrosecondDigits),
        Formatted("us_utime", "Microseconds, in UTC by a format of strftime; %N is their six digits.", TimeSpan.TicksPerMicrosecond, MicrosecondDigits),
        ConverterRow.Of("date", "A date as HTTP writes it, in seconds since 1970.", SampleType.Text, ReadDate),
    ];

    private static ConverterRow Formatted(string name, string documentation, long ticksPerUnit, int fractionDigits)
    {
        TimeZoneInfo zone = name.EndsWith("utime", StringComparison.Ordinal) ? TimeZoneInfo.Utc : TimeZoneInfo.Local;
        return new(name, documentation, SampleType.Integer, call =>
            new FormatTime(TimeFormat.Read(call, zone, fractionDigits), ticksPerUnit, call.Integer(1, 0)));
    }

    private static HttpDate? CreateHttpDate(SampleCallArguments call)
    {
        if (TimeUnits.TryDivisor(call.Text(1), out long ticks))
        {
            return new HttpDate(ticks, call.Integer(0, 0));
        }

        call.Error($"'{call.Text(1)}' is no unit of time here", "write s, ms or us");
        return null;
    }

    private static bool ReadDate(in SampleContext context, ref Sample sample)
    {
        if (!HttpDateReader.TryRead(sample.Bytes, context.Clock.UtcNow.Year, out DateTime date))
        {
            return false;
        }

        sample.Set((date.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond);
        return true;
    }

    private static bool TryTime(long units, long ticksPerUnit, out DateTime time)
    {
        Int128 ticks = ((Int128)units * ticksPerUnit) + DateTime.UnixEpoch.Ticks;
        bool good = ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;
        time = good ? new DateTime((long)ticks, DateTimeKind.Utc) : default;
        return good;
    }

    /// <summary>"Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 section 5.6.7), in units below the second with their digits behind it.</summary>
    private sealed class HttpDate(long ticksPerUnit, long offset) : SampleConverter
    {
        private const int DateBytes = 29;

        /// <summary>".123456".</summary>
        private const int FractionBytesMax = 1 + MicrosecondDigits;

        /// <summary>"Sun, 06 Nov 1994 08:49:37".</summary>
        private const int FractionAt = 25;

        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (!TryTime(unchecked(sample.Integer + offset), ticksPerUnit, out DateTime time)
                || !context.Scratch.TryTake(DateBytes + FractionBytesMax, out Span<byte> room)
                || !Utf8Formatter.TryFormat(time, room, out int length, 'R'))
            {
                return false;
            }

            int digits = ticksPerUnit == TimeSpan.TicksPerSecond ? 0 : ticksPerUnit == TimeSpan.TicksPerMillisecond ? MillisecondDigits : MicrosecondDigits;
            if (digits > 0)
            {
                room[FractionAt..length].CopyTo(room[(FractionAt + 1 + digits)..]);
                room[FractionAt] = (byte)'.';
                Utf8Formatter.TryFormat(time.Ticks % TimeSpan.TicksPerSecond / ticksPerUnit, room.Slice(FractionAt + 1, digits), out _, new StandardFormat('D', (byte)digits));
                length += 1 + digits;
            }

            sample.SetText(room[..length]);
            return true;
        }
    }

    private sealed class FormatTime(TimeFormat format, long ticksPerUnit, long offset) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample) =>
            TryTime(unchecked(sample.Integer + offset), ticksPerUnit, out DateTime time) && format.TryWrite(time, context.Scratch, ref sample);
    }
}
