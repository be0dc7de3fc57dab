using System;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>Times as text and back (CFG 7.3.1), compared with HAProxy 2.6 where it has them.</summary>
public sealed class DateConverterTests(ConverterStand stand) : IClassFixture<ConverterStand>
{
    [Theory]
    [InlineData("int(1700000000),http_date", "Tue, 14 Nov 2023 22:13:20 GMT")]
    [InlineData("int(1700000000),http_date(3600)", "Tue, 14 Nov 2023 23:13:20 GMT")]
    [InlineData("int(1700000000),http_date(-3600)", "Tue, 14 Nov 2023 21:13:20 GMT")]
    [InlineData("int(1700000000123),http_date(0,ms)", "Tue, 14 Nov 2023 22:13:20.123 GMT")]
    [InlineData("int(1700000000123456),http_date(0,us)", "Tue, 14 Nov 2023 22:13:20.123456 GMT")]
    [InlineData("int(1700000000003),http_date(1000,ms)", "Tue, 14 Nov 2023 22:13:21.003 GMT")]
    [InlineData("int(0),http_date", "Thu, 01 Jan 1970 00:00:00 GMT")]
    [InlineData("int(-1),http_date", "Wed, 31 Dec 1969 23:59:59 GMT")]
    [InlineData("int(253402300800),http_date", null)]
    [InlineData("int(9223372036854775807),http_date", null)]
    [InlineData("int(1700000000),utime('%a %b %d %H:%M:%S %Y | %A %B %c | %C %D %e %F %g %G %h %I %j %k %l %m %M %p %P %r %R %s %S %T %u %U %V %w %W %x %X %y %Y %z %Z %% %Oy %_d %-d %^a %#a %010Y')", "Tue Nov 14 22:13:20 2023 | Tuesday November Tue Nov 14 22:13:20 2023 | 20 11/14/23 14 2023-11-14 23 2023 Nov 10 318 22 10 11 13 PM pm 10:13:20 PM 22:13 1700000000 20 22:13:20 2 46 46 2 46 11/14/23 22:13:20 23 2023 +0000 GMT % 23 14 14 TUE TUE 0000002023")]
    [InlineData("int(1700000000),utime(%s,60)", "1700000060")]
    [InlineData("int(1700000000),utime(%Y%m%d%H%M%S)", "20231114221320")]
    [InlineData("int(1704067200),utime('%d|%e|%-d|%_m|%k|%I|%l|%U|%W|%V|%G|%u|%w|%j')", "01| 1|1| 1| 0|12|12|00|01|01|2024|1|1|001")]
    [InlineData("int(1700000000123),ms_utime(%F-%T.%N)", "2023-11-14-22:13:20.123")]
    [InlineData("int(1700000000003),ms_utime(%N)", "003")]
    [InlineData("int(1700000000123456),us_utime(%T.%N)", "22:13:20.123456")]
    [InlineData("int(1700000000000007),us_utime(%N)", "000007")]
    [InlineData("int(1700000000),utime('')", "")]
    public void Times_BecomeText(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("str('Sun, 06 Nov 1994 08:49:37 GMT'),date", "784111777")]
    [InlineData("str('Sunday, 06-Nov-94 08:49:37 GMT'),date", "784111777")]
    [InlineData("str('Sun Nov  6 08:49:37 1994'),date", "784111777")]
    [InlineData("str('Sun, 06 Nov 1994 08:49:37'),date", null)]
    [InlineData("str('Sun, 31 Feb 1994 08:49:37 GMT'),date", null)]
    [InlineData("str('Sun, 06 Now 1994 08:49:37 GMT'),date", null)]
    [InlineData("str('Sun, 06 Nov 1994 24:49:37 GMT'),date", null)]
    [InlineData("str('Fri, 31 Dec 9999 23:59:60 GMT'),date", "253402300799")]
    [InlineData("str(),date", null)]
    [InlineData("str(x),date", null)]
    public void Dates_AreRead(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("int(1),http_date(0,h)", "no unit of time")]
    [InlineData("int(1),utime(%N)", "no conversion of strftime")]
    [InlineData("int(1),utime(%q)", "no conversion of strftime")]
    public void WhatCannotWork_IsReported(string expression, string message) =>
        Assert.Contains(message, ConverterStand.Diagnose(expression), StringComparison.Ordinal);

    [Fact]
    public void LocalTime_IsThatOfTheProcess()
    {
        TimeSpan offset = TimeZoneInfo.Local.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(1700000000));
        string expected = (DateTime.UnixEpoch.AddSeconds(1700000000) + offset).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, stand.Text("int(1700000000),ltime('%F %T')"));
        Assert.Equal(expected + ".250", stand.Text("int(1700000000250),ms_ltime('%F %T.%N')"));
        Assert.Equal(expected + ".250001", stand.Text("int(1700000000250001),us_ltime('%F %T.%N')"));
    }
}
