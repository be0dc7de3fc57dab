using System.Linq;
using Engine.Proxy.Health;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Xunit;

namespace Engine.Proxy.Tests.Health;

/// <summary>How checks move a server between up, stopping and down, and what is said (CFG 5.2 rise, fall; semantics section 9).</summary>
public sealed class StateMachineTests
{
    /// <summary>Checks one after another: + passed, - failed, ? passed for now (404). Behind each: the state, and health of rise+fall-1.</summary>
    [Theory]
    [InlineData("", "-", "DOWN 0")]
    [InlineData("", "+", "UP 4")]
    [InlineData("", "+-", "UP 3")]
    [InlineData("", "+--", "UP 2")]
    [InlineData("", "+---", "DOWN 0")]
    [InlineData("", "+--+", "UP 4")]
    [InlineData("", "+--+--", "UP 2")]
    [InlineData("", "-+", "DOWN 1")]
    [InlineData("", "-++", "UP 4")]
    [InlineData("", "-+-+", "DOWN 1")]
    [InlineData("rise 1 fall 1", "-", "DOWN 0")]
    [InlineData("rise 1 fall 1", "-+", "UP 1")]
    [InlineData("rise 3 fall 2", "-++", "DOWN 2")]
    [InlineData("rise 3 fall 2", "-+++", "UP 4")]
    [InlineData("rise 3 fall 2", "-+++-", "UP 3")]
    [InlineData("init-state fully-up", "-", "UP 3")]
    [InlineData("init-state fully-up", "---", "DOWN 0")]
    [InlineData("init-state down", "", "DOWN 1")]
    [InlineData("init-state down", "+", "UP 4")]
    [InlineData("init-state fully-down", "+", "DOWN 1")]
    [InlineData("init-state fully-down", "++", "UP 4")]
    [InlineData("", "+?", "NOLB 4")]
    [InlineData("", "+?+", "UP 4")]
    [InlineData("", "+?---", "DOWN 0")]
    public void Checks_MoveTheServer(string options, string checks, string state)
    {
        ProxyPlan plan = Compiled.Valid($"backend b\n http-check disable-on-404\n server s 127.0.0.1:1 check {options}");
        ServerState server = plan.Backends[0].State.Servers[0];
        ListedEffects.Of(plan);
        foreach (char check in checks)
        {
            End(server, check switch
            {
                '+' => CheckStatus.Layer4Passed,
                '?' => CheckStatus.Layer7PassedForNow,
                _ => CheckStatus.Layer4Failed,
            });
        }

        Assert.Equal(state, $"{NameOf(server)} {server.Health.Check.Health}");
    }

    [Fact]
    public void Down_AndUp_AreSaidAsHaproxySaysThem()
    {
        (ServerState server, ListedEffects effects) = Two("", "");
        End(server, CheckStatus.Layer4Passed);
        End(server, CheckStatus.Layer7WrongStatus, "Bad \"Thing\"", 500);
        End(server, CheckStatus.Layer7WrongStatus, "Bad \"Thing\"", 500);
        Assert.Equal("", effects.TakeSaid());
        effects.Moved = 3;
        server.Health.OnBegin(server.Health.Check);
        effects.Pass(7);
        server.Health.OnEnd(server.Health.Check, new CheckOutcome(CheckStatus.Layer7WrongStatus, "Bad \"Thing\"") { Code = 500 });
        Assert.Equal("Alert: Server b/s is DOWN, reason: Layer7 wrong status, code: 500, info: \"Bad #22Thing#22\", check duration: 7ms. 1 active and 0 backup servers left. 0 sessions active, 3 requeued, 0 remaining in queue.", effects.TakeSaid());
        effects.Pass(5000);
        End(server, CheckStatus.Layer7Passed, null, 200);
        Assert.Equal("", effects.TakeSaid());
        effects.Moved = 1;
        End(server, CheckStatus.Layer7Passed, null, 200);
        Assert.Equal("Notice: Server b/s is UP, reason: Layer7 check passed, code: 200, check duration: 0ms. 2 active and 0 backup servers online. 1 sessions requeued, 0 total in queue.", effects.TakeSaid());
        Assert.Equal((1, 5), (server.Health.TimesDown, server.Health.DownSeconds));
        Assert.Equal(3, server.Health.FailedChecks);
    }

    [Fact]
    public void LoggedChecks_SayTheReason_AndTheStateLineDoesNot()
    {
        (ServerState server, ListedEffects effects) = Two("", "", "option log-health-checks");
        End(server, CheckStatus.Layer4Passed);
        Assert.Equal("Notice: Health check for server b/s succeeded, reason: Layer4 check passed, check duration: 0ms, status: 3/3 UP.", effects.TakeSaid());
        End(server, CheckStatus.Layer4Passed);
        Assert.Equal("", effects.TakeSaid());
        End(server, CheckStatus.Layer4Timeout);
        Assert.Equal("Notice: Health check for server b/s failed, reason: Layer4 timeout, check duration: 0ms, status: 2/3 UP.", effects.TakeSaid());
        End(server, CheckStatus.Layer4Timeout);
        End(server, CheckStatus.Layer4Timeout);
        Assert.EndsWith("status: 0/2 DOWN.\nAlert: Server b/s is DOWN. 1 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.", effects.TakeSaid(), System.StringComparison.Ordinal);
    }

    [Fact]
    public void LastServer_LeavesTheBackendEmpty_OnBackupIsNamed()
    {
        (ServerState server, ListedEffects effects) = Two("", "backup");
        End(server, CheckStatus.Layer4Failed, "no");
        Assert.Equal("Alert: Server b/s is DOWN, reason: Layer4 connection problem, info: \"no\", check duration: 0ms. 0 active and 1 backup servers left. Running on backup. 0 sessions active, 0 requeued, 0 remaining in queue.", effects.TakeSaid());
        End(server.Backend.Servers[1], CheckStatus.Layer4Timeout);
        Assert.Equal("Alert: Backup Server b/t is DOWN, reason: Layer4 timeout, check duration: 0ms. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.\nEmerg: b is empty", effects.TakeSaid());
        Assert.Equal(1, server.Backend.TimesDown);
    }

    [Fact]
    public void Maintenance_StopsAndResumesChecks()
    {
        (ServerState server, ListedEffects effects) = Two("on-marked-down shutdown-sessions", "");
        server.Health.SetMaintenance();
        Assert.Equal("Alert: Server b/s is going DOWN for maintenance. 1 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.", effects.TakeSaid());
        Assert.Equal(["end s", "leave s"], effects.Done);
        End(server, CheckStatus.Layer4Passed);
        Assert.Equal("", effects.TakeSaid());
        server.Health.SetReady();
        Assert.Equal("Notice: Server b/s is DOWN/READY (leaving forced maintenance).", effects.TakeSaid());
        End(server, CheckStatus.Layer4Passed);
        End(server, CheckStatus.Layer4Passed);
        Assert.StartsWith("Notice: Server b/s is UP, reason: Layer4 check passed", effects.TakeSaid(), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Maintenance_OfAnUncheckedServer_EndsAtOnce()
    {
        ProxyPlan plan = Compiled.Valid("backend b\n server s 127.0.0.1:1\n server t 127.0.0.1:2 disabled");
        ListedEffects effects = ListedEffects.Of(plan);
        ServerState disabled = plan.Backends[0].State.Servers[1];
        Assert.Equal(ServerOperation.Stopped, disabled.Operation);
        disabled.Health.LeaveMaintenance();
        Assert.Equal("Notice: Server b/t is UP/READY (leaving forced maintenance).", effects.TakeSaid());
        Assert.Equal(ServerOperation.Running, disabled.Operation);
        disabled.Health.SetMaintenance("why");
        Assert.StartsWith("Alert: Server b/t is going DOWN for maintenance (why).", effects.TakeSaid(), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Drain_IsEnteredAndLeft()
    {
        (ServerState server, ListedEffects effects) = Two("", "");
        server.Health.SetDrain();
        Assert.Equal("Notice: Server b/s enters drain state. 1 active and 0 backup servers online. 0 sessions requeued, 0 total in queue.", effects.TakeSaid());
        Assert.False(server.TakesNew);
        Assert.True(server.IsAlive);
        server.Health.SetReady();
        Assert.Equal("Notice: Server b/s is UP (leaving forced drain).", effects.TakeSaid());
        Assert.True(server.TakesNew);
    }

    [Fact]
    public void ByHand_HealthIsSet_AndSaidToBe()
    {
        (ServerState server, ListedEffects effects) = Two("", "");
        Assert.True(server.Health.TrySetHealth(ServerOperation.Stopped));
        Assert.StartsWith("Alert: Server b/s is DOWN, changed from CLI. 1 active", effects.TakeSaid(), System.StringComparison.Ordinal);
        Assert.True(server.Health.TrySetHealth(ServerOperation.Running));
        Assert.StartsWith("Notice: Server b/s is UP, changed from CLI. 2 active", effects.TakeSaid(), System.StringComparison.Ordinal);
        Assert.True(server.Health.TrySetHealth(ServerOperation.Stopping));
        Assert.StartsWith("Notice: Server b/s is stopping, changed from CLI. 1 active", effects.TakeSaid(), System.StringComparison.Ordinal);
        Assert.False(server.Health.TrySetAgent(isUp: false));
        Assert.False(server.Health.TryEnable(server.Health.Agent, enable: true));
    }

    [Fact]
    public void Trackers_FollowWithoutAReasonOfTheirOwn()
    {
        ProxyPlan plan = Compiled.Valid("backend a\n server x 127.0.0.1:1 track b/s\nbackend b\n server s 127.0.0.1:2 check\n server t 127.0.0.1:3 track s");
        ListedEffects effects = ListedEffects.Of(plan);
        ServerState tracked = plan.Backends[1].State.Servers[0];
        ServerState tracker = plan.Backends[0].State.Servers[0];
        End(tracked, CheckStatus.Layer4Timeout);
        string[] said = effects.TakeSaid().Split('\n');
        Assert.Contains("Alert: Server a/x is DOWN via b/s. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.", said);
        Assert.Contains("Alert: Server b/t is DOWN via b/s. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.", said);
        Assert.Equal(ServerOperation.Stopped, tracker.Operation);
        tracked.Health.SetMaintenance();
        Assert.Contains("Notice: Server a/x was DOWN and now enters maintenance via b/s.", effects.TakeSaid(), System.StringComparison.Ordinal);
        tracked.Health.SetReady();
        Assert.Equal(ServerAdmin.None, tracker.Admin);
        Assert.False(tracker.Health.TrySetHealth(ServerOperation.Running));
    }

    [Theory]
    [InlineData("backend b\n server s 127.0.0.1:1 track nobody", "there is no such server")]
    [InlineData("backend b\n server s 127.0.0.1:1 track s", "cannot track itself")]
    [InlineData("backend b\n server s 127.0.0.1:1 track t\n server t 127.0.0.1:1 track s", "tracks itself in a circle")]
    [InlineData("backend b\n server s 127.0.0.1:1 track t\n server t 127.0.0.1:1", "which is not checked")]
    [InlineData("backend b\n server s 127.0.0.1:1 check track t\n server t 127.0.0.1:1 check", "cannot both be checked and track another")]
    [InlineData("backend b\n server s 127.0.0.1:1 agent-check", "needs the agent's port")]
    [InlineData("backend b\n server s 127.0.0.1 check", "no port that could be checked")]
    public void WhatDoesNotFit_IsRefused(string text, string reason)
    {
        Compiled compiled = Compiled.Read(text);
        Assert.Null(compiled.Plan);
        Assert.Contains(reason, compiled.Report, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server s 0.0.0.0:0 check")]
    [InlineData("server s [::]:0 check")]
    [InlineData("server-template s 2 _http._tcp.app.test resolvers r check\nresolvers r\n nameserver n 127.0.0.1:53")]
    public void ServersThatGetTheirPlaceLater_NeedNoPortToBeChecked(string server)
    {
        Compiled compiled = Compiled.Read("backend b\n " + server);
        Assert.NotNull(compiled.Plan);
    }

    [Fact]
    public void SlowStart_BeginsWithASmallShare()
    {
        (ServerState server, ListedEffects effects) = Two("slowstart 20s", "");
        End(server, CheckStatus.Layer4Failed);
        End(server, CheckStatus.Layer4Passed);
        End(server, CheckStatus.Layer4Passed);
        Assert.Equal(ServerOperation.Starting, server.Operation);
        Assert.Equal(1, server.EffectiveWeight);
        Assert.Contains("warm s", effects.Done);
    }

    [Theory]
    [InlineData("fail-check", "UP 3 hasten s 300")]
    [InlineData("fastinter", "UP 4 hasten s 300")]
    [InlineData("sudden-death", "UP 2 hasten s 300")]
    [InlineData("mark-down", "DOWN 0 hasten s 300")]
    public void ObservedErrors_LeadToTheReaction(string reaction, string result)
    {
        ProxyPlan plan = Compiled.Valid($"backend b\n server s 127.0.0.1:1 check fastinter 300 observe layer7 error-limit 3 on-error {reaction}");
        ServerState server = plan.Backends[0].State.Servers[0];
        ListedEffects effects = ListedEffects.Of(plan);
        End(server, CheckStatus.Layer4Passed);
        server.Health.OnObserved("Read timeout");
        server.Health.OnObserved("Read timeout");
        server.Health.OnObserved(null);
        server.Health.OnObserved("Read timeout");
        server.Health.OnObserved("Read timeout");
        Assert.Equal(0, server.Health.FailedObservations);
        server.Health.OnObserved("Wrong http response");
        Assert.Equal(result, $"{NameOf(server)} {server.Health.Check.Health} {effects.Done[^1]}");
        Assert.Equal(1, server.Health.FailedObservations);
        Assert.Equal(0, server.Health.ObservedErrors);
        if (reaction != "fastinter")
        {
            Assert.Equal("Detected 3 consecutive errors, last one was: Wrong http response", server.Health.Check.Info);
        }
    }

    [Fact]
    public void MarkedUp_EndsTheSessionsOfBackups()
    {
        (ServerState server, ListedEffects effects) = Two("on-marked-up shutdown-backup-sessions", "backup");
        End(server, CheckStatus.Layer4Failed);
        effects.Done.Clear();
        End(server, CheckStatus.Layer4Passed);
        End(server, CheckStatus.Layer4Passed);
        Assert.Equal(["end t as backup", "return s"], effects.Done);
    }

    private static (ServerState Server, ListedEffects Effects) Two(string first, string second, string line = "")
    {
        ProxyPlan plan = Compiled.Valid($"backend b\n {line}\n server s 127.0.0.1:1 check {first}\n server t 127.0.0.1:2 check {second}");
        return (plan.Backends[0].State.Servers[0], ListedEffects.Of(plan));
    }

    private static void End(ServerState server, CheckStatus status, string? info = null, int code = 0)
    {
        server.Health.OnBegin(server.Health.Check);
        server.Health.OnEnd(server.Health.Check, new CheckOutcome(status, info) { Code = code });
    }

    private static string NameOf(ServerState server) => server.Operation switch
    {
        ServerOperation.Stopped => "DOWN",
        ServerOperation.Stopping => "NOLB",
        _ => "UP",
    };
}
