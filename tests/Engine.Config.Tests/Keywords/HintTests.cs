using System.Collections.Generic;
using Engine.Config.Keywords;
using Engine.Config.Manual;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>Hints: what tunes machinery that is not here is accepted, and each line of it is one warning that says why it changes nothing.</summary>
public sealed class HintTests
{
    public static TheoryData<string, string, string> Lines()
    {
        var lines = new TheoryData<string, string, string>();
        AddAll(Tables.Global, "global\n {0}\n");
        AddAll(Tables.Proxy, Configured.Timeouts + "backend x\n {0}\n");
        AddAll(BindOptions.Table, Configured.Timeouts + "frontend x\n bind :80 {0}\n");
        AddAll(ServerOptions.Table, Configured.Timeouts + "backend x\n server s 10.0.0.1:80 {0}\n");
        return lines;

        void AddAll<TTarget>(KeywordTable<TTarget> table, string file)
        {
            foreach (Keyword<TTarget> keyword in table.All)
            {
                if (keyword.Standing == Standing.Hint)
                {
                    lines.Add(keyword.Name, ExampleWriter.Write(keyword.Name, keyword.Grammar)!, file);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void EveryHint_IsOneWarning(string name, string line, string file)
    {
        string message = Assert.Single(Configured.Read(With(file, line)).Messages());
        Assert.StartsWith("warning ", message, System.StringComparison.Ordinal);
        Assert.Contains($": '{name}' has no effect: ", message, System.StringComparison.Ordinal);
        Assert.EndsWith("(remove it)", message, System.StringComparison.Ordinal);
    }

    /// <summary>Only what takes any number of words has no word too many.</summary>
    [Theory]
    [MemberData(nameof(Lines))]
    public void EveryHint_WithTheWrongNumberOfWords_IsAnError(string name, string line, string file)
    {
        if (line != name && name != "httpclient.ssl.verify")
        {
            Assert.StartsWith("error ", Configured.Read(With(file, name)).Messages()[0], System.StringComparison.Ordinal);
        }

        List<string> messages = Configured.Read(With(file, line + " a b c")).Messages();
        bool takesMany = name is "cpu-affinity" or "cpu-policy" or "cpu-set" or "thread-group" or "tune.fd.tables" or "tune.epoll.mask-events" or "tune.lua.openlibs" or "bind-process" or "stats bind-process";
        Assert.Equal(takesMany, !messages.Exists(static message => message.StartsWith("error ", System.StringComparison.Ordinal)));
    }

    [Fact]
    public void TheWarning_SaysWhereAndWhy() => Assert.Equal(
        """
        [WARNING] a.cfg:2:2: 'tune.runqueue-depth' has no effect: there is no run queue whose turns could be shortened
          2 |  tune.runqueue-depth 40
            |  ^~~~~~~~~~~~~~~~~~~
          help: remove it
        [WARNING] a.cfg:9:11: 'shards' has no effect: every thread has a socket of its own
          9 |  bind :80 shards by-thread thread all
            |           ^~~~~~
          help: remove it
        [WARNING] a.cfg:9:28: 'thread' has no effect: every thread accepts from every listener
          9 |  bind :80 shards by-thread thread all
            |                            ^~~~~~
          help: remove it
        3 warnings in a.cfg

        """,
        Configured.Read("global\n tune.runqueue-depth 40\n" + Configured.Timeouts + "frontend x\n bind :80 shards by-thread thread all\n").Report);

    /// <summary>What a hint stands on is read as if the hint were not there.</summary>
    [Fact]
    public void TheRestOfTheLine_IsKept()
    {
        Configured read = Configured.Read(Configured.Timeouts + "listen x\n bind :80 thread 1 maxconn 7\n server s 10.0.0.1:80 idle-ping 2s weight 3\n");
        ProxyConfig proxy = read.Find("x");
        Assert.Equal((7, 3), (Assert.Single(proxy.Binds).MaxConn, Assert.Single(proxy.Servers).Weight));
    }

    /// <summary>What is off anyway may be switched off.</summary>
    [Theory]
    [InlineData("global\n no busy-polling\n")]
    [InlineData("global\n no-quic\n")]
    [InlineData("defaults\n no option use-small-buffers\n")]
    [InlineData("defaults\n mode http\n timeout connect 1s\n timeout server 1s\nbackend x\n server a 10.0.0.1:80 ws h1\n server b 10.0.0.1:80 ws auto\n")]
    public void WhatIsSoAnyway_IsNoFinding(string text) => Configured.Valid(text);

    /// <summary>Values that would switch something on are refused, although the line without them is a hint.</summary>
    [Theory]
    [InlineData("ocsp-update.mode on", "'ocsp-update.mode on' is known, but not supported yet")]
    [InlineData("tune.sched.low-latency maybe", "'tune.sched.low-latency' takes 'on' or 'off', not 'maybe'")]
    public void ValuesThatWouldChangeSomething_AreErrors(string line, string finding) => Assert.Equal(finding, Configured.InGlobal(line));

    /// <summary>Limits, protection, authentication and routing are never taken for hints.</summary>
    [Fact]
    public void WhatLimitsProtectsOrRoutes_IsNoHint()
    {
        foreach (string name in (string[])["tune.buffers.limit", "tune.h1.fe.glitches-threshold", "tune.h1.be.glitches-threshold", "tune.ssl.keyupdate-rate-limit", "ssl-passphrase-cmd", "lua-load"])
        {
            Assert.NotEqual(Standing.Hint, Tables.Global.Get(name)!.Standing);
        }

        foreach (string name in (string[])["tcp-md5sig", "generate-certificates", "ca-sign-file", "ech"])
        {
            Assert.NotEqual(Standing.Hint, BindOptions.Table.Get(name)!.Standing);
        }

        foreach (string name in (string[])["socks4", "check-via-socks4", "strict-maxconn", "tcp-md5sig", "healthcheck", "check-sni-auto", "from"])
        {
            Assert.NotEqual(Standing.Hint, ServerOptions.Table.Get(name)!.Standing);
        }
    }

    private static string With(string file, string line) => file.Replace("{0}", line, System.StringComparison.Ordinal);
}
