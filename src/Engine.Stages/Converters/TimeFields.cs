using System;
using System.Globalization;

namespace Engine.Stages.Converters;

/// <summary>A moment in a time zone, as strftime(3) looks at it.</summary>
internal readonly struct TimeFields
{
    private readonly TimeZoneInfo _zone;

    internal TimeFields(DateTime utc, TimeZoneInfo zone)
    {
        Utc = utc;
        _zone = zone;
        Offset = ReferenceEquals(zone, TimeZoneInfo.Utc) ? TimeSpan.Zero : zone.GetUtcOffset(utc);

        // At either end of the calendar the zone gives way.
        long ticks = Math.Clamp(utc.Ticks + Offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        Local = new DateTime(ticks, DateTimeKind.Unspecified);
    }

    internal DateTime Utc { get; }

    internal DateTime Local { get; }

    internal TimeSpan Offset { get; }

    internal long UnixSeconds => (Utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    /// <summary>"CET", "CEST"; "GMT" for UTC that was asked for.</summary>
    internal string ZoneName => ReferenceEquals(_zone, TimeZoneInfo.Utc) ? "GMT" : _zone.IsDaylightSavingTime(Utc) ? _zone.DaylightName : _zone.StandardName;

    /// <summary>1 Monday .. 7 Sunday.</summary>
    internal int IsoDayOfWeek => Local.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)Local.DayOfWeek;

    internal int Hour12 => Local.Hour % 12 == 0 ? 12 : Local.Hour % 12;

    /// <summary>Weeks that begin on Sunday; days before the first of them are week 0.</summary>
    internal int WeekFromSunday => (Local.DayOfYear - 1 + 7 - (int)Local.DayOfWeek) / 7;

    internal int WeekFromMonday => (Local.DayOfYear - 1 + 7 - (IsoDayOfWeek - 1)) / 7;

    internal int IsoWeek => ISOWeek.GetWeekOfYear(Local);

    internal int IsoYear => ISOWeek.GetYear(Local);
}
