using System;
using System.Buffers.Text;

namespace Engine.Proxy.Logs;

/// <summary>
/// Dates as log lines have them, kept per second: most lines of a second share theirs. Belongs to one loop.
/// </summary>
public sealed class LogDates
{
    /// <summary>Accept and request dates of some lines lie back by seconds; a power of two.</summary>
    private const int Kept = 8;

    private readonly Entry[] _entries = new Entry[Kept];

    public LogDates()
    {
        for (int i = 0; i < Kept; i++)
        {
            _entries[i] = new Entry();
        }
    }

    /// <summary>"27/Nov/2026:05:42:48" in local time.</summary>
    public ReadOnlySpan<byte> Local(DateTime utc) => EntryOf(utc).LocalDate;

    /// <summary>"27/Nov/2026:05:42:48 +0900" in local time.</summary>
    public ReadOnlySpan<byte> LocalWithZone(DateTime utc) => EntryOf(utc).LocalZoned;

    /// <summary>"27/Nov/2026:05:42:48 +0000" in UTC.</summary>
    public ReadOnlySpan<byte> UtcWithZone(DateTime utc) => EntryOf(utc).UtcZoned;

    /// <summary>RFC 3164 section 4.1.2, "Nov 27 05:42:48" in local time.</summary>
    public ReadOnlySpan<byte> Syslog(DateTime utc) => EntryOf(utc).SyslogDate;

    /// <summary>RFC 3339, "2026-11-27T05:42:48" in local time; fraction and zone follow.</summary>
    public ReadOnlySpan<byte> Iso(DateTime utc) => EntryOf(utc).IsoDate;

    /// <summary>RFC 3339, "+09:00".</summary>
    public ReadOnlySpan<byte> IsoZone(DateTime utc) => EntryOf(utc).IsoZone;

    private Entry EntryOf(DateTime utc)
    {
        long second = utc.Ticks / TimeSpan.TicksPerSecond;
        Entry entry = _entries[(int)(second & (Kept - 1))];
        if (entry.Second != second)
        {
            entry.Fill(second);
        }

        return entry;
    }

    private sealed class Entry
    {
        private const int DateBytes = 20;
        private const int ZoneBytes = 6;
        private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

        internal long Second { get; private set; } = -1;

        internal ReadOnlySpan<byte> LocalDate => LocalZoned.AsSpan(0, DateBytes);

        internal byte[] LocalZoned { get; } = new byte[DateBytes + ZoneBytes];

        internal byte[] UtcZoned { get; } = [.. new byte[DateBytes], .. " +0000"u8];

        internal byte[] SyslogDate { get; } = new byte[15];

        internal byte[] IsoDate { get; } = new byte[19];

        internal byte[] IsoZone { get; } = new byte[6];

        internal void Fill(long second)
        {
            Second = second;
            DateTime utc = new(second * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
            int minutes = (int)TimeZoneInfo.Local.GetUtcOffset(utc).TotalMinutes;
            DateTime local = utc.AddMinutes(minutes);
            WriteDate(local, LocalZoned);
            WriteDate(utc, UtcZoned);
            WriteZone(minutes);
            WriteSyslog(local);
            WriteIso(local);
        }

        private static void WriteDate(DateTime date, Span<byte> to)
        {
            Two(date.Day, to);
            to[2] = (byte)'/';
            Month(date, to[3..]);
            to[6] = (byte)'/';
            Utf8Formatter.TryFormat(date.Year, to[7..], out _, new System.Buffers.StandardFormat('D', 4));
            to[11] = (byte)':';
            Time(date, to[12..]);
        }

        private void WriteZone(int minutes)
        {
            Span<byte> zone = LocalZoned.AsSpan(DateBytes);
            zone[0] = (byte)' ';
            zone[1] = minutes < 0 ? (byte)'-' : (byte)'+';
            Two(Math.Abs(minutes) / 60, zone[2..]);
            Two(Math.Abs(minutes) % 60, zone[4..]);
            zone[1..4].CopyTo(IsoZone);
            IsoZone[3] = (byte)':';
            zone[4..].CopyTo(IsoZone.AsSpan(4));
        }

        private void WriteSyslog(DateTime local)
        {
            Span<byte> to = SyslogDate;
            Month(local, to);
            to[3] = (byte)' ';
            Two(local.Day, to[4..]);
            to[4] = local.Day < 10 ? (byte)' ' : to[4];
            to[6] = (byte)' ';
            Time(local, to[7..]);
        }

        private void WriteIso(DateTime local)
        {
            Span<byte> to = IsoDate;
            Utf8Formatter.TryFormat(local.Year, to, out _, new System.Buffers.StandardFormat('D', 4));
            to[4] = to[7] = (byte)'-';
            Two(local.Month, to[5..]);
            Two(local.Day, to[8..]);
            to[10] = (byte)'T';
            Time(local, to[11..]);
        }

        private static void Month(DateTime date, Span<byte> to)
        {
            for (int i = 0; i < 3; i++)
            {
                to[i] = (byte)Months[((date.Month - 1) * 3) + i];
            }
        }

        private static void Time(DateTime date, Span<byte> to)
        {
            Two(date.Hour, to);
            to[2] = to[5] = (byte)':';
            Two(date.Minute, to[3..]);
            Two(date.Second, to[6..]);
        }

        private static void Two(int number, Span<byte> to)
        {
            to[0] = (byte)('0' + (number / 10));
            to[1] = (byte)('0' + (number % 10));
        }
    }
}
