using System;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary><c>log-profile</c> sections, <c>profile</c> of log lines and <c>log-steps</c> (CFG 8.3.5, 4.2).</summary>
public sealed class LogProfileTests
{
    private const string Listen = "listen l\n mode http\n bind :80\n timeout client 1s\n timeout server 1s\n timeout connect 1s\n ";

    [Fact]
    public void EverythingThatCanBeWritten_ReachesTheModel()
    {
        Configured read = Configured.Valid("log-profile p\n log-tag t\n on close drop\n on close format %ST sd x\n on any drop\ndefaults\n log-steps accept,close\n" + Listen + "log 192.0.2.1 len 200 profile p local0 info\n option httplog\n", Configured.Open);
        LogProfileConfig profile = read.Configuration.Global.LogProfiles[0];
        Assert.Equal(("p", "t", true), (profile.Name, profile.Tag, profile.Find(LogSteps.All)!.Drops));
        Assert.True(profile.Find(LogSteps.Close) is { Drops: false, Format: not null, StructuredData: not null });
        Assert.Equal((LogSteps.Accept | LogSteps.Close, "p"), (read.Find("l").LogSteps, read.Find("l").LogTargets[0].Profile));
        Assert.Equal(LogSteps.All, Configured.Valid(Listen + "log-steps all\n", Configured.Open).Find("l").LogSteps);
    }

    [Theory]
    [InlineData("log-profile", "error 1: 'log-profile' needs a name (write it as: log-profile NAME)")]
    [InlineData("log-profile p\nlog-profile p", "error 2: log-profile 'p' is declared twice (line 1 has the same name: rename one of them)")]
    [InlineData("log-profile p\n on", "error 2: 'on' needs a step (write it as: on close format FORMAT)")]
    [InlineData("log-profile p\n on close", "error 2: 'on close' says nothing (write it as: on close drop, or: on close format FORMAT)")]
    [InlineData("log-profile p\n on closed drop", "error 2: there is no log step 'closed' (did you mean 'close'?)")]
    [InlineData("log-profile p\n on http-req drop", "error 2: the log step 'http-req' is known, but not supported yet")]
    [InlineData("log-profile p\n on close format %[nope]", "error 2: unknown sample fetch 'nope'")]
    [InlineData("log-profile p\n on close colour red", "error 2: unknown option 'colour' of 'on'")]
    [InlineData("log-profile p\n" + Listen + "log-steps accept,end", "error 8: there is no log step 'end' (write it as: log-steps accept,close)")]
    [InlineData("log-profile short\n" + Listen + "log 192.0.2.1 profile shrt local0", "error 8: there is no log profile 'shrt' (did you mean 'short'?)")]
    [InlineData("global\n log 192.0.2.1 profile p local0", "error 2: there is no log profile 'p' (declare it: log-profile p)")]
    public void Faults_AreFoundBeforeStart(string text, string finding) =>
        Assert.Contains(Configured.Read(text + "\n").Messages(), message => message.StartsWith(finding, StringComparison.Ordinal));
}
