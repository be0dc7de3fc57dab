using System.Collections.Generic;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>What frontend, backend and listen sections say reaches the model (CFG 4, 5).</summary>
public sealed class ProxySectionTests
{
    [Fact]
    public void PlainHttpConfiguration_IsReadWithoutAFinding()
    {
        Configured read = Configured.Valid("""
            global
                maxconn 1000

            defaults
                mode http
                option forwardfor
                option http-server-close
                option dontlognull
                timeout client 20s
                timeout connect 4s
                timeout server 30s

            frontend www
                bind *:80
                maxconn 500
                default_backend app

            backend app
                balance roundrobin
                server a 10.0.0.1:8080
                server b 10.0.0.2:8080 weight 2 backup

            listen api
                bind 127.0.0.1:9000,[::1]:9000
                server only 10.0.0.3:80
            """);
        Assert.Equal(3, read.Configuration.Proxies.Count);
        ProxyConfig www = read.Find("www");
        Assert.Equal((ProxyKind.Frontend, ProxyMode.Http, ConnectionMode.ServerClose), (www.Kind, www.Mode, www.ConnectionMode));
        Assert.Equal((500, "app", 20_000), (www.MaxConn!.Value, www.DefaultBackend, www.Timeouts.ClientMs!.Value));
        Assert.Equal(new ForwardForConfig(null, false, []), www.ForwardFor! with { Except = [] });
        Assert.True(www.Options["dontlognull"]);

        ProxyConfig app = read.Find("app");
        Assert.Equal("roundrobin", app.Balance!.Algorithm);
        Assert.Equal(["a", "b"], Names(app.Servers));
        Assert.Equal(new AddressConfig(AddressFamily.IPv4, "10.0.0.2", 8080, 8080), app.Servers[1].Address);
        Assert.Equal((2, true), (app.Servers[1].Weight, app.Servers[1].Backup));

        ProxyConfig api = read.Find("api");
        Assert.True(api.HasFrontend && api.HasBackend);
        Assert.Equal(2, Assert.Single(api.Binds).Addresses.Count);
    }

    [Fact]
    public void Bind_TakesAllItsOptions()
    {
        BindConfig bind = Assert.Single(Configured.Proxy(Configured.Timeouts + """
            frontend x
                bind 10.0.0.1:80-90 name web id 7 maxconn 100 backlog 200 interface eth0 transparent defer-accept tfo v4v6 v6only mss 1400 tcp-ut 30s mode 660 user www group web uid 1 gid 2 proto h1
            """).Binds);
        Assert.Equal(new AddressConfig(AddressFamily.IPv4, "10.0.0.1", 80, 90), Assert.Single(bind.Addresses));
        Assert.Equal(("web", 7, 100, 200, "eth0"), (bind.Name, bind.Id!.Value, bind.MaxConn!.Value, bind.Backlog!.Value, bind.Interface));
        Assert.True(bind.Transparent && bind.DeferAccept && bind.TcpFastOpen && bind.V4V6 && bind.V6Only);
        Assert.Equal((1400, 30_000, 432), (bind.Mss!.Value, bind.TcpUserTimeoutMs!.Value, bind.UnixMode!.Value));
        Assert.Equal(("www", "web", 1, 2), (bind.UnixUser, bind.UnixGroup, bind.UnixUid!.Value, bind.UnixGid!.Value));
    }

    [Fact]
    public void Server_TakesAllItsOptions()
    {
        ServerConfig server = Assert.Single(Configured.Proxy(Configured.Backend("""
                server s 10.0.0.1:80 id 3 weight 10 backup disabled maxconn 50 pool-max-conn 20 pool-purge-delay 10s pool-low-conn 2 max-reuse 5 tcp-ut 1m source 10.0.0.9:1024-65535 interface eth1 proto h1
            """)).Servers);
        Assert.Equal((3, 10, true, true, 50), (server.Id!.Value, server.Weight, server.Backup, server.Disabled, server.MaxConn));
        Assert.Equal((20, 10_000, 2, 5, 60_000), (server.PoolMaxConn, server.PoolPurgeDelayMs, server.PoolLowConn, server.MaxReuse!.Value, server.TcpUserTimeoutMs!.Value));
        Assert.Equal(new SourceConfig(new AddressConfig(AddressFamily.IPv4, "10.0.0.9", 1024, 65535), "eth1"), server.Source);
    }

    [Fact]
    public void DefaultServer_IsWhatFollowingServersStartWith()
    {
        IReadOnlyList<ServerConfig> servers = Configured.Proxy(Configured.Backend("""
                server a 10.0.0.1:80
                default-server weight 5 backup
                default-server maxconn 9
                server b 10.0.0.1:80
                server c 10.0.0.1:80 weight 7 no-backup
            """)).Servers;
        Assert.Equal([(1, false, 0), (5, true, 9), (7, false, 9)], [Settings(servers[0]), Settings(servers[1]), Settings(servers[2])]);

        static (int, bool, int) Settings(ServerConfig server) => (server.Weight, server.Backup, server.MaxConn);
    }

    [Fact]
    public void Timeouts_AllReachTheModelInMilliseconds()
    {
        TimeoutsConfig timeouts = Configured.Proxy("""
            listen x
                bind :80
                timeout client 1
                timeout client-fin 2ms
                timeout connect 3s
                timeout http-keep-alive 4m
                timeout http-request 5h
                timeout queue 6d
                timeout server 7000us
                timeout server-fin 8
                timeout tarpit 9
                timeout tunnel 10
                timeout check 11
                server a :80
            """).Timeouts;
        Assert.Equal((1, 2, 3_000, 240_000), (timeouts.ClientMs!.Value, timeouts.ClientFinMs!.Value, timeouts.ConnectMs!.Value, timeouts.HttpKeepAliveMs!.Value));
        Assert.Equal((18_000_000, 518_400_000, 7, 8), (timeouts.HttpRequestMs!.Value, timeouts.QueueMs!.Value, timeouts.ServerMs!.Value, timeouts.ServerFinMs!.Value));
        Assert.Equal((9, 10, 11), (timeouts.TarpitMs!.Value, timeouts.TunnelMs!.Value, timeouts.CheckMs!.Value));
    }

    [Fact]
    public void TimeoutOfZero_IsNoTimeout()
    {
        Configured read = Configured.Read(Configured.Backend(" timeout server 0\n server s :80"));
        Assert.Null(read.Find("x").Timeouts.ServerMs);
        Assert.Single(read.Findings);
    }

    [Fact]
    public void BackendKeywords_ReachTheModel()
    {
        ProxyConfig proxy = Configured.Proxy(Configured.Backend("""
                retries 5
                option redispatch 2
                fullconn 100
                http-reuse aggressive
                source 10.0.0.9 interface eth0
                id 12
                description the application
                balance random(3)
                option srvtcpka
                server a 10.0.0.1
            """));
        Assert.Equal((5, 2, 100, HttpReuse.Aggressive), (proxy.Retries, proxy.Redispatch!.Value, proxy.FullConn!.Value, proxy.HttpReuse));
        Assert.Equal((12, "the application", "eth0"), (proxy.Id!.Value, proxy.Description, proxy.Source!.Interface));
        Assert.Equal(("random", "3"), (proxy.Balance!.Algorithm, Assert.Single(proxy.Balance.Arguments).Text));
        Assert.True(proxy.Options["srvtcpka"]);
        Assert.Equal(0, Assert.Single(proxy.Servers).Address.FirstPort);
    }

    [Fact]
    public void ForwardForAndOriginalTo_TakeTheirArgumentsInAnyOrder()
    {
        ProxyConfig proxy = Configured.Proxy(Configured.Frontend("""
                option forwardfor if-none except 10.0.0.0/8 header X-Client except ::1
                option originalto header X-To
            """));
        Assert.Equal(("X-Client", true), (proxy.ForwardFor!.Header, proxy.ForwardFor.IfNone));
        Assert.Equal(["10.0.0.0/8", "::1"], proxy.ForwardFor.Except);
        Assert.Equal("X-To", proxy.OriginalTo!.Header);
    }

    [Theory]
    [InlineData("", ConnectionMode.KeepAlive)]
    [InlineData("option httpclose", ConnectionMode.Close)]
    [InlineData("option httpclose\n option http-server-close", ConnectionMode.ServerClose)]
    [InlineData("option http-server-close\n no option http-server-close", ConnectionMode.KeepAlive)]
    [InlineData("option http-server-close\n no option httpclose", ConnectionMode.ServerClose)]
    [InlineData("option http-server-close\n option http-keep-alive", ConnectionMode.KeepAlive)]
    public void ConnectionModes_OverrideOneAnother(string lines, ConnectionMode mode) =>
        Assert.Equal(mode, Configured.Proxy(Configured.Frontend(" " + lines)).ConnectionMode);

    [Fact]
    public void TcpIsTheModeUnlessWritten() =>
        Assert.Equal(ProxyMode.Tcp, Configured.Proxy("backend x\n timeout connect 1s\n timeout server 1s\n").Mode);

    [Fact]
    public void NoOption_IsRemembered_AndDefaultForgetsIt()
    {
        ProxyConfig proxy = Configured.Proxy(Configured.Frontend("""
                no option tcpka
                option http-no-delay
                default option http-no-delay
            """));
        Assert.False(proxy.Options["tcpka"]);
        Assert.DoesNotContain("http-no-delay", proxy.Options.Keys);
    }

    [Fact]
    public void OldSpellings_Work_WithAWarningThatNamesTheModernOne()
    {
        Configured read = Configured.Read("""
            listen x
                mode http
                bind :80
                clitimeout 1000
                contimeout 2000
                srvtimeout 3000
                option forceclose
                redispatch
                option accept-invalid-http-request
            """);
        ProxyConfig proxy = read.Find("x");
        Assert.Equal((1000, 2000, 3000), (proxy.Timeouts.ClientMs!.Value, proxy.Timeouts.ConnectMs!.Value, proxy.Timeouts.ServerMs!.Value));
        Assert.Equal((ConnectionMode.Close, -1), (proxy.ConnectionMode, proxy.Redispatch!.Value));
        Assert.True(proxy.Options["accept-unsafe-violations-in-http-request"]);
        Assert.Equal(
            [
                "warning 4: 'clitimeout' is obsolete (write 'timeout client' instead)",
                "warning 5: 'contimeout' is obsolete (write 'timeout connect' instead)",
                "warning 6: 'srvtimeout' is obsolete (write 'timeout server' instead)",
                "warning 7: 'option forceclose' is obsolete (write 'option httpclose' instead)",
                "warning 8: 'redispatch' is obsolete (write 'option redispatch' instead)",
                "warning 9: 'option accept-invalid-http-request' is obsolete (write 'option accept-unsafe-violations-in-http-request' instead)",
            ],
            read.Messages());
    }

    private static List<string> Names(IReadOnlyList<ServerConfig> servers)
    {
        var names = new List<string>();
        foreach (ServerConfig server in servers)
        {
            names.Add(server.Name);
        }

        return names;
    }
}
