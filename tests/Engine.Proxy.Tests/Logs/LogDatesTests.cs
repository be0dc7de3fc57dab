using System;
using System.Globalization;
using System.Text;
using Engine.Proxy.Logs;
using Xunit;

namespace Engine.Proxy.Tests.Logs;

/// <summary>Every form of a date against the framework's own formatting, over years of seconds.</summary>
public sealed class LogDatesTests
{
    [Fact]
    public void AllForms_AreWhatTheFrameworkWrites()
    {
        LogDates dates = new();
        Random random = new(1);
        for (int i = 0; i < 5000; i++)
        {
            DateTime utc = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            utc = utc.AddSeconds(random.Next(10 * 366 * 86400)).AddMilliseconds(random.Next(1000));
            DateTimeOffset local = new DateTimeOffset(utc).ToOffset(TimeZoneInfo.Local.GetUtcOffset(utc));
            Assert.Equal(Text(local, "dd/MMM/yyyy:HH:mm:ss"), Encoding.ASCII.GetString(dates.Local(utc)));
            Assert.Equal(Text(new DateTimeOffset(utc), "dd/MMM/yyyy:HH:mm:ss"), Encoding.ASCII.GetString(dates.UtcWithZone(utc))[..^" +0000".Length]);
            Assert.EndsWith(" +0000", Encoding.ASCII.GetString(dates.UtcWithZone(utc)));
            Assert.Equal(Text(local, "MMM ") + local.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2) + Text(local, " HH:mm:ss"), Encoding.ASCII.GetString(dates.Syslog(utc)));
            Assert.Equal(Text(local, "yyyy-MM-ddTHH:mm:sszzz"), Encoding.ASCII.GetString(dates.Iso(utc)) + Encoding.ASCII.GetString(dates.IsoZone(utc)));
            Assert.Equal(Text(local, "dd/MMM/yyyy:HH:mm:ss zzz")[..^3] + Text(local, "zzz")[^2..], Encoding.ASCII.GetString(dates.LocalWithZone(utc)));
        }
    }

    private static string Text(DateTimeOffset date, string format) => date.ToString(format, CultureInfo.InvariantCulture);
}
