using System.Linq;
using Engine.Config;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Conditions;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Engine.Proxy.Tables;
using Xunit;

namespace Engine.Stages.Tests.Plans;

/// <summary>A plan that takes the place of another: who has the same name stays who he was, and what was set while running stays set where the configuration says what it said before.</summary>
public sealed class ReloadTests
{
    private const string Pool = "backend b\n server s1 127.0.0.1:1 weight 10 maxconn 5 check\n server s2 127.0.0.1:2\n";

    [Fact]
    public void Compiling_ChangesNothing()
    {
        ProxyPlan first = Compile(Pool);
        ServerState server = first.Names.FindServer("b", "s1")!;

        Compile("backend b\n server s1 127.0.0.1:9 weight 20", first);

        Assert.Equal((10, 1, 2), (server.Weight, server.Endpoint.Port, server.Backend.Usable.Count));
    }

    [Fact]
    public void Server_OfTheSameName_KeepsWhatWasSetWhileRunning()
    {
        ProxyPlan first = Compile(Pool);
        ServerState server = first.Names.FindServer("b", "s1")!;
        server.SetWeight(3);
        server.SetMaxConn(7);
        server.SetAdmin(ServerAdmin.ForcedDrain, ServerAdmin.None);
        server.SetOperation(ServerOperation.Stopped);

        ProxyPlan second = Compile(Pool, first);
        second.Activate();

        Assert.Same(server, second.Names.FindServer("b", "s1"));
        Assert.Equal((3, 7, ServerAdmin.ForcedDrain, ServerOperation.Stopped), (server.Weight, server.MaxConn, server.Admin, server.Operation));
    }

    [Fact]
    public void WhatTheConfigurationSaysAnew_Counts()
    {
        ProxyPlan first = Compile(Pool);
        ServerState server = first.Names.FindServer("b", "s1")!;
        server.SetWeight(3);

        Compile("backend b\n server s1 127.0.0.1:9 weight 20 maxconn 6 disabled", first).Activate();

        Assert.Equal((20, 6, 9), (server.Weight, server.MaxConn, server.Endpoint.Port));
        Assert.Equal(ServerAdmin.ForcedMaintenance | ServerAdmin.ConfiguredMaintenance, server.Admin);
    }

    [Fact]
    public void Servers_ComeAndGo()
    {
        ProxyPlan first = Compile(Pool);
        ServerState gone = first.Names.FindServer("b", "s2")!;

        ProxyPlan second = Compile("backend b\n server s1 127.0.0.1:1\n server s3 127.0.0.1:3", first);
        second.Activate();

        Assert.True(gone.IsRemoved);
        Assert.Equal(["s1", "s3"], first.Backends[0].State.Usable.Select(server => server.Name));
        Assert.Equal(["server b/s3 added", "server b/s2 removed", "0 frontends and 1 backends in use"], new PlanDifference(first, second).Lines);
    }

    [Fact]
    public void Limits_FollowTheConfiguration()
    {
        ProxyPlan first = Compile("global\n maxconn 100\nfrontend f\n bind 127.0.0.1:80\n maxconn 10\n http-request deny");
        FrontendState state = first.Frontends[0].State;

        Compile("global\n maxconn 200\nfrontend f\n bind 127.0.0.1:80\n maxconn 20\n http-request deny", first).Activate();

        Assert.Equal((20, 200), (state.Connections.Max, state.ProcessConnections.Max));
    }

    [Fact]
    public void ListThatWasEdited_StaysEdited()
    {
        const string Text = "frontend f\n bind 127.0.0.1:80\n acl bad hdr(x) one two\n http-request deny if bad";
        ProxyPlan first = Compile(Text);
        PatternReference before = first.Names.Patterns.All[0];
        Assert.True(before.TryAdd("three", "", out _));
        before.Remove("one"u8);

        ProxyPlan second = Compile(Text, first);
        second.Activate();

        Assert.Equal(["two", "three"], second.Names.Patterns.All[0].Entries().Select(entry => entry.Key));
    }

    [Fact]
    public void ListThatTheConfigurationChanges_IsTheConfigurations()
    {
        ProxyPlan first = Compile("frontend f\n bind 127.0.0.1:80\n acl bad hdr(x) one two\n http-request deny if bad");
        Assert.True(first.Names.Patterns.All[0].TryAdd("three", "", out _));

        ProxyPlan second = Compile("frontend f\n bind 127.0.0.1:80\n acl bad hdr(x) one four\n http-request deny if bad", first);
        second.Activate();

        Assert.Equal(["one", "four"], second.Names.Patterns.All[0].Entries().Select(entry => entry.Key));
    }

    [Fact]
    public void LogTargets_KeepTheirPlaces()
    {
        ProxyPlan first = Compile("frontend f\n bind 127.0.0.1:80\n log 127.0.0.1:514 local0\n log 127.0.0.1:515 local0\n http-request deny");

        ProxyPlan second = Compile("frontend f\n bind 127.0.0.1:80\n log 127.0.0.1:516 local0\n log 127.0.0.1:515 local0\n http-request deny", first);

        Assert.Equal([514, 515, 516], second.Logs.Sinks.Select(sink => sink.Endpoint!.Port));
    }

    [Fact]
    public void StickTable_KeepsItsEntries_WhileItHasTheSameShape()
    {
        const string Section = "backend t\n stick-table type integer size 10 expire 1m store gpc0";
        ProxyPlan first = Compile(Section);
        StickTableShared table = first.Names.Tables["t"];
        table.FindOrAdd([0, 0, 0, 7], 1).Dispose();

        ProxyPlan second = Compile("backend t\n stick-table type integer size 99 expire 2m store gpc0", first);
        Assert.Equal(10, table.Plan.Size);
        second.Activate();

        Assert.Same(table, second.Names.Tables["t"]);
        Assert.Equal((99, 120_000, 1), (table.Plan.Size, table.Plan.ExpireMs, table.CountAt(1)));
        Assert.NotSame(table, Compile(Section + ",gpc1", second).Names.Tables["t"]);
    }

    /// <summary>CFG 4.2 dispatch: connections go on to the same place, until servers are balanced.</summary>
    [Fact]
    public void Dispatch_StaysWhoItWas_AndEndsWithItsLine()
    {
        ProxyPlan first = Compile("backend b\n dispatch 127.0.0.1:1");
        ServerState place = first.Backends[0].Dispatch!;
        ProxyPlan second = Compile("backend b\n dispatch 127.0.0.1:2", first);
        second.Activate();
        Assert.Same(place, second.Backends[0].Dispatch);
        Assert.Equal((2, false), (place.Endpoint.Port, place.IsRemoved));

        ProxyPlan third = Compile("backend b\n balance roundrobin\n server s 127.0.0.1:2", second);
        third.Activate();
        Assert.Null(third.Backends[0].Dispatch);
        Assert.True(place.IsRemoved);
    }

    private static ProxyPlan Compile(string text, ProxyPlan? previous = null)
    {
        DiagnosticBag diagnostics = new();
        ConfigReader reader = new(BuiltInStages.Catalog.ToVocabulary(), diagnostics) { Environment = new ConfigEnvironment() };
        Configuration configuration = reader.ReadText("a.cfg", "defaults\n mode http\n timeout client 1m\n timeout server 1m\n timeout connect 1m\n" + text + "\n");
        ProxyPlan? plan = PlanCompiler.Compile(configuration, BuiltInStages.Catalog, diagnostics, previous);
        Assert.True(plan is not null, DiagnosticRenderer.Render(diagnostics));
        return plan;
    }
}
