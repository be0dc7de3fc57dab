using System;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Processes;
using Weir.Tests.Tables;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Mail;

/// <summary>Changes of servers are mailed (CFG 3.6, 4.2 email-alert), in the words that HAProxy 2.6 uses.</summary>
public sealed partial class MailAlertTests
{
    private const string Enters = "Server b/s enters drain state. 0 active and 0 backup servers online. 0 sessions requeued, 0 total in queue";

    /// <summary>RFC 5321 section 3.3 with HAProxy's mail in it; DATE is the only thing that changes.</summary>
    private static string MailOf(string text, string to = "staff@b.example") =>
        $"HELO edge.example\r\nMAIL FROM:<proxy@a.example>\r\nRCPT TO:<{to}>\r\nDATA\r\n" +
        $"From: proxy@a.example\r\nTo: {to}\r\nDate: DATE\r\nSubject: [HAProxy Alert] {text}\r\n\r\n{text}\r\n\r\n.\r\nQUIT\r\n";

    [Fact]
    public Task Ours_SaysSo() => CheckDialogueAsync(null);

    [ProgramFact(PeersNode.HaproxyPath, "haproxy")]
    public Task Haproxy_SaysTheSame() => CheckDialogueAsync(PeersNode.HaproxyPath);

    /// <summary>CFG 4.2: what the level lets through; what the operator does to maintenance, the end of a drain and a server that is stopping are never mailed.</summary>
    private static async Task CheckDialogueAsync(string? program)
    {
        using MailStand stand = await MailStand.StartAsync(program: program);
        await stand.CommandAsync("set server b/s state maint");
        await stand.CommandAsync("set server b/s state ready");
        await stand.CommandAsync("set server b/s state drain");
        Assert.Equal(MailOf(Enters), WithoutDate(await stand.TakeMailAsync()));
        await stand.CommandAsync("set server b/s state ready");
        await stand.CommandAsync("set server b/s health stopping");
        await stand.CommandAsync("set server b/s health down");
        Assert.Equal(MailOf("Server b/s is DOWN, changed from CLI. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue"), WithoutDate(await stand.TakeMailAsync("220-mx speaks\r\n220 mx\r\n")));
        await stand.CommandAsync("set server b/s health up");
        Assert.Equal(MailOf("Server b/s is UP, changed from CLI. 1 active and 0 backup servers online. 0 sessions requeued, 0 total in queue"), WithoutDate(await stand.TakeMailAsync()));
        Assert.False(stand.Mailer.HasVisitor);
    }

    [Fact]
    public Task Ours_MailsChecks() => CheckChecksAsync(null, "ECONNREFUSED returned by OS (Connection refused)");

    [ProgramFact(PeersNode.HaproxyPath, "haproxy")]
    public Task Haproxy_MailsThemToo() => CheckChecksAsync(PeersNode.HaproxyPath, "Connection refused");

    /// <summary>With <c>option log-health-checks</c>, from the level info on; the reason stands in that mail alone.</summary>
    private static async Task CheckChecksAsync(string? program, string error)
    {
        using MailStand stand = await MailStand.StartAsync("email-alert level info\noption log-health-checks", server: "check inter 30s fall 1", program: program);
        string first = WithoutDate(await stand.TakeMailAsync());
        Assert.Equal(MailOf($"Health check for server b/s failed, reason: Layer4 connection problem, info: \"{error}\", check duration: Nms, status: 0/2 DOWN"), Duration().Replace(first, "duration: Nms"));
        Assert.Equal(MailOf("Server b/s is DOWN. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue"), WithoutDate(await stand.TakeMailAsync()));
    }

    [Fact]
    public Task Ours_IsSilentAboutLessThanAlerts() => CheckLevelAsync(null);

    [ProgramFact(PeersNode.HaproxyPath, "haproxy")]
    public Task Haproxy_IsSilentToo() => CheckLevelAsync(PeersNode.HaproxyPath);

    /// <summary>The level is alert unless written: a server that was drained goes down with a notice only.</summary>
    private static async Task CheckLevelAsync(string? program)
    {
        using MailStand stand = await MailStand.StartAsync("", program: program);
        await stand.CommandAsync("set server b/s state drain");
        await stand.CommandAsync("set server b/s health down");
        await stand.CommandAsync("set server b/s health up");
        await stand.CommandAsync("set server b/s state ready");
        Assert.False(stand.Mailer.HasVisitor);
        await stand.CommandAsync("set server b/s health down");
        Assert.Contains("b/s is DOWN", await stand.TakeMailAsync(), StringComparison.Ordinal);
    }

    /// <summary>What a mail server refuses is lost, counted and said; the next mail goes its way, and so do those to other servers.</summary>
    [Fact]
    public async Task ARefusedMail_IsLost_AndTheNextIsNot()
    {
        using MailStand stand = await MailStand.StartAsync(mailers: static stand => $"mailer one 127.0.0.1:{stand.Mailer.Port}\n    mailer two 127.0.0.1:{stand.Other.Port}");
        await stand.CommandAsync("set server b/s state drain");
        using (Wire other = await stand.Other.AcceptAsync())
        {
            await other.SendAsync("220 mx\r\n");
            await other.ExpectAsync("HELO edge.example\r\n");
            await other.SendAsync("250-mx\r\n550 \"go\x07 away\"\r\n");
            await other.ExpectGoneAsync();
        }

        string lost = $"A mail about b to mailer post/two (127.0.0.1:{stand.Other.Port}) is lost, 1 so far: the answer to HELO was \"550 ?go? away?\".\n";
        Assert.Equal(lost, await stand.LoggedAsync("is lost"));
        Assert.Equal(MailOf(Enters), WithoutDate(await stand.TakeMailAsync()));
        stand.Other.Dispose();
        await stand.CommandAsync("set server b/s state ready");
        await stand.CommandAsync("set server b/s state drain");
        Assert.Equal(MailOf(Enters), WithoutDate(await stand.TakeMailAsync()));
        Assert.True(SyslogReceiver.Matches($"A mail about b to mailer post/two (127.0.0.1:{stand.Other.Port}) is lost, 2 so far: Connection refused.\n", await stand.LoggedAsync("is lost")));
    }

    /// <summary><c>timeout mail</c> ends a mail that a server does not take; one that closes early ends it at once.</summary>
    [Fact]
    public async Task ASilentServer_HasItsTime()
    {
        using MailStand stand = await MailStand.StartAsync(mailers: static stand => $"mailer one 127.0.0.1:{stand.Mailer.Port}\n    timeout mail 200");
        await stand.CommandAsync("set server b/s state drain");
        using (Wire silent = await stand.Mailer.AcceptAsync())
        {
            await silent.ExpectGoneAsync();
        }

        Assert.Contains("1 so far: it took more than 200 ms.\n", await stand.LoggedAsync("is lost"), StringComparison.Ordinal);
        await stand.CommandAsync("set server b/s state ready");
        await stand.CommandAsync("set server b/s state drain");
        (await stand.Mailer.AcceptAsync()).Dispose();
        Assert.Contains("2 so far: no answer to the connection.\n", await stand.LoggedAsync("is lost"), StringComparison.Ordinal);
    }

    /// <summary>A server that takes nothing costs no more than 256 mails, nor traffic anything; a proxy that stops does not wait for it.</summary>
    [Fact]
    public async Task WhatWaits_IsBounded()
    {
        using MailStand stand = await MailStand.StartAsync(mailers: static stand => $"mailer one 127.0.0.1:{stand.Mailer.Port}\n    timeout mail 1h");
        string lost = "";

        // One is under way, 256 wait, three are too many.
        for (int i = 0; i < 260; i++)
        {
            await stand.CommandAsync("set server b/s state drain; set server b/s state ready");
            lost = await stand.LoggedAsync(i <= 256 ? "(leaving forced drain)" : "is lost");
        }

        Assert.Contains("3 so far: 256 others wait.\n", lost, StringComparison.Ordinal);
        using Wire silent = await stand.Mailer.AcceptAsync();
        Assert.Equal(0, stand.Stop());
    }

    /// <summary>Mails that wait are sent as they were meant; from a reload on, the new lines hold.</summary>
    [Fact]
    public async Task AReload_KeepsWhatWaits()
    {
        using MailStand stand = await MailStand.StartAsync();
        await stand.CommandAsync("set server b/s state drain; set server b/s state ready; set server b/s state drain; set server b/s state ready");
        await stand.ReloadAsync("email-alert level notice\nemail-alert to others@b.example");
        await stand.CommandAsync("set server b/s state drain");
        Assert.Equal(MailOf(Enters), WithoutDate(await stand.TakeMailAsync()));
        Assert.Equal(MailOf(Enters), WithoutDate(await stand.TakeMailAsync()));
        Assert.Equal(MailOf(Enters, "others@b.example"), WithoutDate(await stand.TakeMailAsync()));
    }

    /// <summary>RFC 5322 section 3.3: local time and its distance from UTC.</summary>
    private static string WithoutDate(string mail)
    {
        Match date = DateLine().Match(mail);
        Assert.True(DateTime.TryParseExact(date.Groups[1].Value, "ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), mail);
        return mail.Replace(date.Value, "\r\nDate: DATE\r\n", StringComparison.Ordinal);
    }

    [GeneratedRegex("duration: [0-9]+ms")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\r\nDate: (.{25}) [+-]\d{4}( \([A-Z]+\))?\r\n")]
    private static partial Regex DateLine();
}
