using System;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary><c>mailers</c> sections (CFG 3.6) and <c>email-alert</c> lines (CFG 4.2).</summary>
public sealed class MailTests
{
    private const string Post = "mailers post\n mailer one 192.0.2.1:25\n";
    private const string Backend = "backend b\n mode http\n timeout server 1m\n timeout connect 1m\n server s 127.0.0.1:1\n ";

    [Fact]
    public void EverythingThatCanBeWritten_ReachesTheModel()
    {
        Configured read = Configured.Valid("defaults\n email-alert from a@x\n email-alert level info\n" + Post + " timeout mail 5s\n mailer two ipv6@localhost:587\n" + Backend + "email-alert to b@x\n email-alert mailers post\n email-alert myhostname me\n");
        MailersConfig post = read.Configuration.Mailers[0];
        MailAlertConfig alerts = read.Find("b").Alerts!;
        Assert.Equal(("post", 5000, "two", "localhost", 587), (post.Name, post.TimeoutMs, post.Mailers[1].Name, post.Mailers[1].Address.Host, post.Mailers[1].Address.FirstPort));
        Assert.Equal(("a@x", "b@x", "post", "me", LogLevel.Info, true), (alerts.From, alerts.To, alerts.Mailers, alerts.HostName, alerts.Level, alerts.IsComplete));
    }

    /// <summary>10 s for a mail; alerts only.</summary>
    [Fact]
    public void WithoutMore_TheDefaultsOfTheManualHold()
    {
        Configured read = Configured.Valid(Post + Backend + "email-alert from a\n email-alert to b\n email-alert mailers post\n");
        Assert.Equal((10_000, LogLevel.Alert, null), (read.Configuration.Mailers[0].TimeoutMs, read.Find("b").Alerts!.Level, read.Find("b").Alerts!.HostName));
    }

    [Theory]
    [InlineData("mailers\n mailer a 192.0.2.1:25", "error 1: 'mailers' needs a name (write it as: mailers NAME)")]
    [InlineData(Post + "mailers post", "error 3: mailers 'post' is declared twice (line 1 has the same name: rename one of them)")]
    [InlineData(Post + " mailer one 192.0.2.2:25", "error 3: mailers 'post' has 'one' twice (line 2 has the same name: rename one of them)")]
    [InlineData("mailers m\n mailer a 192.0.2.1", "error 2: the port is missing (write '192.0.2.1:80')")]
    [InlineData("mailers m\n mailer a *:25", "error 2: a mail server needs an address (write it as: mailer smtp1 192.0.2.1:25)")]
    [InlineData("mailers m\n timeout check 1s", "error 2: unknown timeout 'check' ('timeout' goes on with 'mail')")]
    [InlineData(Post + Backend + "email-alert from a\n email-alert to b\n email-alert mailers pots", "error 10: there is no mailers section 'pots' (did you mean 'post'?)")]
    [InlineData(Post + Backend + "email-alert from a\n email-alert mailers post", "warning 9: nothing is mailed for backend 'b': 'email-alert to' is missing (write 'email-alert from', 'email-alert to' and 'email-alert mailers', or none of them)")]
    [InlineData(Post + Backend + "email-alert level loud", "error 8: 'email-alert level' takes a level such as notice, not 'loud'")]
    [InlineData(Post + Backend + "email-alert to \"b@x\\nRCPT TO:<c@x>\"", "error 8: 'email-alert to' takes no control characters and no angle brackets (write it as: email-alert to admin@example.com)")]
    [InlineData(Post + Backend + "email-alert myhostname a<b", "error 8: 'email-alert myhostname' takes no control characters and no angle brackets (write it as: email-alert myhostname proxy.example.com)")]
    public void Faults_AreFoundBeforeStart(string text, string finding) =>
        Assert.Contains(finding, Configured.Read(text + "\n").Messages(), StringComparer.Ordinal);
}
