using System.Collections.Generic;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>Rates, places of files and sockets, variables, and what concerns processes that the engine does not have (CFG 3.1, 3.2).</summary>
public sealed class ProcessKeywordTests
{
    /// <summary>-dV, -S: above what is written.</summary>
    [Fact]
    public void CommandLine_TurnsVerificationOff_AndAddsSockets()
    {
        const string Text = "global\n stats socket 127.0.0.1:1\n ssl-server-verify required\n";
        Configured read = Configured.Valid(Text);
        new StartupOverrides(null, null, NoSplice: false, NoReusePort: false)
        {
            NoServerVerify = true,
            MasterSockets = Configured.Valid("global\n stats socket 127.0.0.1:2 level admin\n").Global.Control.Sockets,
        }.ApplyTo(read.Configuration);
        Assert.False(read.Global.Tls.VerifiesServers);
        Assert.Equal([false, true], [.. System.Linq.Enumerable.Select(read.Global.Control.Sockets, static socket => socket.IsMaster)]);
    }

    [Fact]
    public void CapabilitiesAndCounterFile_ReachTheModel()
    {
        GlobalConfig global = Configured.Valid("global\n setcap cap_net_raw,cap_net_admin\n set-dumpable\n stats-file /var/lib/weir/counters\n").Global;
        Assert.Equal(["cap_net_raw", "cap_net_admin"], global.Capabilities);
        Assert.True(global.Dumpable);
        Assert.Equal("/var/lib/weir/counters", global.StatsFile);
        Assert.Contains("there is no capability 'cap_kill' to keep", Configured.InGlobal("setcap cap_kill"), System.StringComparison.Ordinal);
    }

    [Fact]
    public void RatesAndLimits_ReachTheModel()
    {
        Configured read = Configured.Valid("""
            global
                maxconnrate 500
                maxsessrate 400
                fd-hard-limit 50000
                maxpipes 64
                maxzlibmem 16
                h1-accept-payload-with-any-method
                master-worker
                mworker-max-reloads 3
                no numa-cpu-mapping
            defaults
                mode http
                timeout client 1s
                timeout connect 1s
                timeout server 1s
                rate-limit sessions 7
                option accept-unsafe-violations-in-http-response
            listen a
                bind :80
                server s 127.0.0.1:1
            listen b
                bind :81
                rate-limit sessions 0
                no option accept-unsafe-violations-in-http-response
                server s 127.0.0.1:1 tfo
            """);
        GlobalConfig global = read.Global;
        Assert.Equal((500, 400, 50000), (global.ConnectionRateMax, global.SessionRateMax, global.FdHardLimit!.Value));
        Assert.Equal((64, 16, true), (global.PipesMax!.Value, global.CompressionMegabytesMax, global.AcceptsAnyPayload));
        Assert.Equal((7, 0), (read.Find("a").SessionRateMax, read.Find("b").SessionRateMax));
        Assert.Equal((true, false), (read.Find("a").Options["accept-unsafe-violations-in-http-response"], read.Find("b").Options["accept-unsafe-violations-in-http-response"]));
        Assert.Equal((false, true), (read.Find("a").Servers[0].TcpFastOpen, read.Find("b").Servers[0].TcpFastOpen));
    }

    [Fact]
    public void UnixBind_HasTheOptionsOfBind_AndAPrefix()
    {
        UnixBindConfig unix = Configured.Valid("global\n unix-bind prefix /run/weir mode 660 user www group www gid 33\n").Global.UnixBind!;
        Assert.Equal(("/run/weir", 432, "www", "www", 33), (unix.Prefix, unix.Defaults.UnixMode!.Value, unix.Defaults.UnixUser, unix.Defaults.UnixGroup, unix.Defaults.UnixGid!.Value));
    }

    [Theory]
    [InlineData("unix-bind", "'unix-bind' needs a setting")]
    [InlineData("unix-bind mode 9", "'9' is not a mode")]
    [InlineData("unix-bind ssl", "unknown option 'ssl'")]
    [InlineData("default-path origin", "'origin' needs a directory")]
    [InlineData("default-path config /etc", "'config' takes no directory")]
    [InlineData("set-var txn.a str(x)", "no variable of the process")]
    public void Mistakes_AreNamed(string line, string message) =>
        Assert.Contains(message, Configured.Read("global\n " + line, Configured.Open).Report, System.StringComparison.Ordinal);

    [Theory]
    [InlineData("noepoll", "'noepoll' has no effect: epoll is the one way")]
    [InlineData("nogetaddrinfo", "'nogetaddrinfo' has no effect: getaddrinfo() is the one way")]
    [InlineData("stats bind-process 1-2", "'stats bind-process' has no effect: one process serves all")]
    [InlineData("stats socket /run/a.sock process 1 level admin", "'process' has no effect: one process serves all")]
    public void WhatOldMachineryNeeded_IsServedWithAWarning(string line, string message)
    {
        Configured read = Configured.Read("global\n " + line);
        Assert.DoesNotContain("ERROR", read.Report, System.StringComparison.Ordinal);
        Assert.Contains(message, read.Report, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("level admin", "write it on a 'stats socket' line")]
    [InlineData("severity-output number", "write it on a 'stats socket' line")]
    [InlineData("expose-fd listeners", "write it on a 'stats socket' line")]
    [InlineData("accept-netscaler-cip 0x1234", "write 'accept-proxy'")]
    public void BindOptionsThatMeanNothingHere_AreRefusedWithAReason(string option, string advice) =>
        Assert.Contains(advice, Configured.Read("frontend f\n bind :80 " + option).Report, System.StringComparison.Ordinal);

    [Theory]
    [InlineData("default-path origin /srv/weir", "/srv/weir/errors/503.http")]
    [InlineData("default-path parent", "../errors/503.http")]
    [InlineData("default-path config", "errors/503.http")]
    [InlineData("default-path current", "errors/503.http")]
    public void DefaultPath_IsWhereRelativePathsBegin(string line, string path)
    {
        var files = new Dictionary<string, byte[]> { [path] = "HTTP/1.0 503 No\r\nContent-Length: 0\r\n\r\n"u8.ToArray() };
        Configured.Valid($"global\n {line}\nlisten a\n mode http\n bind :80\n timeout client 1s\n timeout connect 1s\n timeout server 1s\n errorfile 503 errors/503.http\n server s 127.0.0.1:1\n", files: files);
    }

    [Theory]
    [InlineData("maxconn 1", 0, DnsFamilies.IPv4 | DnsFamilies.IPv6)]
    [InlineData("close-spread-time 30s\n dns-accept-family ipv4", 30_000, DnsFamilies.IPv4)]
    [InlineData("close-spread-time 500\n dns-accept-family auto,ipv6", 500, DnsFamilies.Auto | DnsFamilies.IPv6)]
    [InlineData("close-spread-time infinite\n dns-accept-family ipv4,ipv6", -1, DnsFamilies.IPv4 | DnsFamilies.IPv6)]
    public void SpreadAndFamilies_ReachTheModel(string lines, int spreadMs, DnsFamilies families)
    {
        GlobalConfig global = Configured.Valid($"global\n {lines}\n").Global;
        Assert.Equal((spreadMs, families), (global.CloseSpreadMs, global.DnsFamilies));
    }

    [Theory]
    [InlineData("close-spread-time soon", "'close-spread-time' takes a time such as 30s, or infinite, not 'soon'")]
    [InlineData("dns-accept-family ipv4,ipx", "'dns-accept-family' takes ipv4, ipv6 and auto with commas between them, not 'ipx'")]
    [InlineData("dns-accept-family ipv4,", "'dns-accept-family' takes ipv4, ipv6 and auto with commas between them, not ''")]
    [InlineData("harden.reject-privileged-ports.tcp yes", "'harden.reject-privileged-ports.tcp' takes 'on' or 'off', not 'yes'")]
    public void WordsThatMeanNothing_AreFaults(string line, string finding) => Assert.Contains(finding, Configured.InGlobal(line), System.StringComparison.Ordinal);

    [Fact]
    public void SetVar_IsKeptInOrder()
    {
        IReadOnlyList<StartVariableConfig> variables = Configured.Valid("global\n set-var proc.a str(x)\n set-var-fmt proc.b y\n", Configured.Open).Global.Variables;
        Assert.Equal(("proc.a", "proc.b"), (variables[0].Name, variables[1].Name));
        Assert.True(variables[0].Sample is not null && variables[1].Format is not null);
    }
}
