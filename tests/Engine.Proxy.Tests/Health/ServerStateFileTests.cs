using System.IO;
using Engine.Proxy.Health;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Xunit;

namespace Engine.Proxy.Tests.Health;

/// <summary>The format of <c>show servers state</c>, written and read again (MGT 9.3; CFG 3.1 server-state-file).</summary>
public sealed class ServerStateFileTests
{
    [Fact]
    public void Row_HasTheColumnsOfVersionOne()
    {
        ProxyPlan plan = Compiled.Valid("backend b\n id 7\n server s 127.0.0.1:80 check weight 5 id 3");
        ListedEffects effects = ListedEffects.Of(plan);
        effects.Pass(9000);
        string[] lines = ServerStateFile.Write(plan).Split('\n');
        Assert.Equal("1", lines[0]);
        Assert.StartsWith("# be_id be_name srv_id srv_name srv_addr srv_op_state", lines[1], System.StringComparison.Ordinal);
        Assert.Equal("7 b 3 s 127.0.0.1 2 0 5 5 9 1 0 2 6 16 0 0 - 80 - 0 0 - - 0", lines[2]);
        Assert.Equal(lines[1].Split(' ').Length - 1, lines[2].Split(' ').Length);
    }

    [Fact]
    public void State_SurvivesAStart()
    {
        const string Text = "backend b\n load-server-state-from-file global\n server s 127.0.0.1:80 check weight 5\n server t 127.0.0.1:81\n server u 127.0.0.1:82 disabled";
        ProxyPlan before = Compiled.Valid(Text);
        ListedEffects.Of(before);
        ServerState[] old = [.. before.Backends[0].State.Servers];
        old[0].Health.OnEnd(old[0].Health.Check, new CheckOutcome(CheckStatus.Layer4Timeout, null));
        old[0].Health.SetWeight(9);
        old[1].Health.SetDrain();
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, ServerStateFile.Write(before));
            ProxyPlan after = Compiled.Valid(Text.Replace("backend b", "global\n server-state-file " + path + "\nbackend b", System.StringComparison.Ordinal));
            StringWriter errors = new();
            ServerStateFile.Load(after, errors);
            Assert.Equal("", errors.ToString());
            ServerState[] now = [.. after.Backends[0].State.Servers];
            Assert.Equal((ServerOperation.Stopped, 9, 0), (now[0].Operation, now[0].Weight, now[0].Health.Check.Health));
            Assert.Equal(ServerAdmin.ForcedDrain, now[1].Admin);
            Assert.Equal(ServerAdmin.ForcedMaintenance | ServerAdmin.ConfiguredMaintenance, now[2].Admin);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>CFG 5.2 init-addr last: an address that a name led to is better than none; one that was written is not replaced. Ports are.</summary>
    [Theory]
    [InlineData("127.0.0.1:80", "127.0.0.1", 8080)]
    [InlineData("localhost:80", "127.0.0.9", 8080)]
    [InlineData("localhost:80 init-addr last,libc", "127.0.0.9", 8080)]
    [InlineData("127.0.0.1:80 init-addr libc", "127.0.0.1", 8080)]
    [InlineData("nowhere.invalid:80 init-addr last,none", "127.0.0.9", 8080)]
    public void Address_IsTheLastOne_OfServersByName(string server, string address, int port)
    {
        ProxyPlan plan = Compiled.Valid("backend b\n server s " + server);
        ServerState state = plan.Backends[0].State.Servers[0];
        ServerStateRow.Read("2 b 1 s 127.0.0.9 2 0 1 1 5 1 0 2 0 0 0 0 - 8080 - 0 0 - - 0")!.Apply(state);
        Assert.Equal($"{address}:{port}", state.Endpoint.ToString());
        Assert.Equal(ServerAdmin.None, state.Admin);
    }

    /// <summary>CFG 5.2 init-addr: the methods in their order. A name that leads nowhere leaves what comes behind it, or is the end of the start.</summary>
    [Theory]
    [InlineData("nowhere.invalid:80", "127.0.0.9:8080")]
    [InlineData("nowhere.invalid:80 init-addr libc,last", "127.0.0.9:8080")]
    [InlineData("nowhere.invalid:80 init-addr libc,last,127.0.0.3", "127.0.0.9:8080")]
    [InlineData("localhost:80 init-addr libc,last", "127.0.0.1:80")]
    [InlineData("nowhere.invalid:80 init-addr 127.0.0.3,last", "127.0.0.3:80")]
    [InlineData("nowhere.invalid:80 init-addr libc", null)]
    public void Methods_AreTriedInTheirOrder(string server, string? address)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, ServerStateRow.Head + "2 b 1 s 127.0.0.9 2 0 1 1 5 1 0 2 0 0 0 0 - 8080 - 0 0 - - 0\n");
            Compiled compiled = Compiled.Read($"global\n server-state-file {path}\nbackend b\n load-server-state-from-file global\n server s {server}");
            Assert.Equal(address, compiled.Plan?.Backends[0].State.Servers[0].Endpoint.ToString());
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Where the operator had sent checks holds on, unless the configuration says where they go.</summary>
    [Theory]
    [InlineData("check", "127.0.0.8:80", 8081)]
    [InlineData("check port 99", "127.0.0.8:80", 99)]
    [InlineData("check addr 127.0.0.1", "127.0.0.1:80", 8081)]
    [InlineData("check addr 127.0.0.1 port 99", "127.0.0.1:80", 99)]
    public void PlaceOfChecks_IsTheLastOne_UnlessWritten(string options, string address, int port)
    {
        ServerState state = Compiled.Valid("backend b\n server s 127.0.0.1:80 " + options).Backends[0].State.Servers[0];
        ServerStateRow.Read("2 b 1 s 127.0.0.1 2 0 1 1 5 1 0 2 6 0 0 0 - 80 - 0 8081 127.0.0.8 - 0")!.Apply(state);
        CheckPlan plan = state.Health.Check.Changed ?? state.Plan.Health.Check!;
        Assert.Equal((address, port), (plan.Endpoint?.ToString(), plan.Port));
    }

    /// <summary>Files of before the columns about checks' places.</summary>
    [Fact]
    public void FewerColumns_AreThoseOfEarlierVersions()
    {
        ServerState state = Compiled.Valid("backend b\n server s 127.0.0.1:80 check").Backends[0].State.Servers[0];
        ServerStateRow.Read("2 b 1 s 127.0.0.1 0 0 1 1 5 1 0 0 6 0 0 0 -")!.Apply(state);
        Assert.Equal(ServerOperation.Stopped, state.Operation);
        Assert.Null(state.Health.Check.Changed);
    }

    [Fact]
    public void OtherVersion_IsNotUsed()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "2\nsomething else\n");
            ProxyPlan plan = Compiled.Valid($"global\n server-state-file {path}\nbackend b\n load-server-state-from-file global\n server s 127.0.0.1:80");
            StringWriter errors = new();
            ServerStateFile.Load(plan, errors);
            Assert.Contains("version '2' are not known", errors.ToString(), System.StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
