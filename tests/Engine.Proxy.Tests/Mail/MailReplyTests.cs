using System;
using System.Text;
using Engine.Proxy.Mail;
using Xunit;

namespace Engine.Proxy.Tests.Mail;

/// <summary>Replies of mail servers (RFC 5321 section 4.2.1), and the date of a mail (RFC 5322 section 3.3).</summary>
public sealed class MailReplyTests
{
    [Theory]
    [InlineData("250 fine\r\n", 250, "250 fine", 10)]
    [InlineData("250\r\n250 next\r\n", 250, "250", 5)]
    [InlineData("250-a\r\n250-b\r\n250 c\r\nrest", 250, "250 c", 21)]
    [InlineData("220 bare\n", 220, "220 bare", 9)]
    [InlineData("2x0 odd\r\n", 0, "2x0 odd", 9)]
    [InlineData("25\r\n", 0, "25", 4)]
    [InlineData("\r\n", 0, "", 2)]
    public void AReply_EndsWithTheLineThatHasNoDash(string text, int code, string last, int bytes)
    {
        int taken = MailReply.Read(Encoding.ASCII.GetBytes(text), out int read, out ReadOnlySpan<byte> line);
        Assert.Equal((bytes, code, last), (taken, read, Encoding.ASCII.GetString(line)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("250")]
    [InlineData("250 fine\r")]
    [InlineData("250-a\r\n250-b\r\n")]
    public void WhatHasNotEnded_IsNoReply(string text) => Assert.Equal(0, MailReply.Read(Encoding.ASCII.GetBytes(text), out _, out _));

    [Theory]
    [InlineData(0, "Sat, 28 Nov 2026 11:33:01 +0000 (UTC)")]
    [InlineData(330, "Sat, 28 Nov 2026 17:03:01 +0530")]
    [InlineData(-720, "Fri, 27 Nov 2026 23:33:01 -1200")]
    public void ADate_IsLocal(int offsetMinutes, string date)
    {
        TimeZoneInfo zone = offsetMinutes == 0 ? TimeZoneInfo.Utc : TimeZoneInfo.CreateCustomTimeZone("here", TimeSpan.FromMinutes(offsetMinutes), null, null);
        Assert.Equal(date, MailMessage.DateOf(new DateTime(2026, 11, 28, 11, 33, 1, DateTimeKind.Utc), zone));
    }
}
