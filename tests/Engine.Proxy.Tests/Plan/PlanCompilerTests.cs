using Engine.Config.Model;
using Engine.Proxy.Plan;
using Xunit;

namespace Engine.Proxy.Tests.Plan;

/// <summary>From what the operator wrote to what the loops read; what is wrong is said with its place.</summary>
public sealed class PlanCompilerTests
{
    private const string Bind = "frontend f\n bind 127.0.0.1:80\n";

    [Fact]
    public void Faults_AreAllReportedInOneRun_WithTheirPlaces_AndThereIsNoPlan()
    {
        Compiled compiled = Compiled.Read("backend b\n server s one.invalid:80\n server t two.invalid:80");
        Assert.Null(compiled.Plan);
        Assert.Contains("a.cfg:7", compiled.Report);
        Assert.Contains("one.invalid", compiled.Report);
        Assert.Contains("a.cfg:8", compiled.Report);
        Assert.Contains("two.invalid", compiled.Report);
    }

    [Fact]
    public void Listen_IsAFrontendThatLeadsToItself()
    {
        ProxyPlan plan = Compiled.Valid("listen l\n bind 127.0.0.1:80\n server s 127.0.0.1:1");
        Assert.Same(plan.Backends[0], plan.Frontends[0].DefaultBackend);
    }

    [Fact]
    public void PortRange_IsAListenerPerPort() =>
        Assert.Equal(3, Compiled.Valid("frontend f\n bind 127.0.0.1:80-82\n default_backend b\nbackend b").Frontends[0].Listeners.Count);

    [Fact]
    public void DisabledFrontend_IsNotServed() =>
        Assert.Empty(Compiled.Valid(Bind + " disabled\n default_backend b\nbackend b").Frontends);

    [Theory]
    [InlineData("", 60000, 60000, 60000)]
    [InlineData(" timeout http-request 5s", 60000, 5000, 5000)]
    [InlineData(" timeout http-keep-alive 5s", 60000, 60000, 5000)]
    [InlineData(" timeout client 7s\n timeout http-request 5s\n timeout http-keep-alive 3s", 7000, 5000, 3000)]
    public void ClientTimeouts_FallBackAsTheManualSays(string lines, int client, int request, int keepAlive)
    {
        TimeoutsPlan timeouts = Compiled.Valid(Bind + lines + "\n default_backend b\nbackend b").Frontends[0].Timeouts;
        Assert.Equal((client, request, keepAlive), (timeouts.ClientMs, timeouts.HttpRequestMs, timeouts.HttpKeepAliveMs));
    }

    [Theory]
    [InlineData("", 60000)]
    [InlineData(" timeout connect 2s", 2000)]
    [InlineData(" timeout connect 2s\n timeout queue 9s", 9000)]
    public void QueueTimeout_FallsBackToConnect(string lines, int queueMs) => Assert.Equal(queueMs, Compiled.Backend(lines).Timeouts.QueueMs);

    /// <summary>CFG 4.2 option tcp-smart-accept: of itself where the proxy answers first.</summary>
    [Theory]
    [InlineData("mode http", true)]
    [InlineData("mode http\n no option tcp-smart-accept", false)]
    [InlineData("mode tcp", false)]
    [InlineData("mode tcp\n option tcp-smart-accept", true)]
    public void RequestsAreAcknowledgedByTheirAnswers(string lines, bool delays) =>
        Assert.Equal(delays, Compiled.Valid(Bind + " " + lines + "\n default_backend b\nbackend b\n " + lines.Split('\n')[0]).Frontends[0].Listeners[0].Options.DelaysAck);

    /// <summary>CFG 4.2 option tcp-smart-connect: of itself where a request waits to be sent.</summary>
    [Theory]
    [InlineData("mode http", true)]
    [InlineData("mode http\n no option tcp-smart-connect", false)]
    [InlineData("mode tcp", false)]
    [InlineData("mode tcp\n option tcp-smart-connect", true)]
    public void ConnectionsToServersAreConfirmedByRequests(string lines, bool delays) =>
        Assert.Equal(delays, Compiled.Valid("listen l\n bind 127.0.0.1:80\n " + lines + "\n server s 127.0.0.1:1").Backends[0].State.Servers[0].Plan.DelaysAck);

    [Theory]
    [InlineData("", -1, 0, 5000, -1)]
    [InlineData("pool-max-conn 3 pool-low-conn 2 pool-purge-delay 1s max-reuse 4", 3, 2, 1000, 5)]
    [InlineData("max-reuse 0", -1, 0, 5000, 1)]
    public void Pool_OptionsOfAServer(string options, int max, int low, int purgeMs, int exchanges)
    {
        ServerPlan server = Compiled.Backend(" server s 127.0.0.1:1 " + options).State.Servers[0].Plan;
        Assert.Equal((max, low, purgeMs, exchanges), (server.PoolMaxConn, server.PoolLowConn, server.PoolPurgeDelayMs, server.ExchangesMax));
    }

    [Theory]
    [InlineData("", ConnectionMode.KeepAlive, HttpReuse.Safe)]
    [InlineData(" option httpclose\n http-reuse never", ConnectionMode.Close, HttpReuse.Never)]
    [InlineData(" option http-server-close\n http-reuse always", ConnectionMode.ServerClose, HttpReuse.Always)]
    public void Modes_OfABackend(string lines, ConnectionMode mode, HttpReuse reuse)
    {
        BackendPlan backend = Compiled.Backend(lines);
        Assert.Equal((mode, reuse), (backend.ConnectionMode, backend.Reuse));
    }
}
