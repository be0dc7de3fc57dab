using System.Collections.Generic;
using System.Text;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>What sections copy from defaults (CFG 4; semantics section 1, "defaults inheritance").</summary>
public sealed class DefaultsTests
{
    [Fact]
    public void Section_CopiesTheLastDefaultsAboveIt()
    {
        Configured read = Configured.Valid("""
            defaults
                mode http
                retries 1
                timeout connect 1s
                timeout server 1s
            backend first
            defaults
                mode http
                timeout connect 2s
                timeout server 1s
            backend second
            """);
        Assert.Equal((1, 1000), (read.Find("first").Retries, read.Find("first").Timeouts.ConnectMs!.Value));
        Assert.Equal((3, 2000), (read.Find("second").Retries, read.Find("second").Timeouts.ConnectMs!.Value));
    }

    [Fact]
    public void From_ChoosesADefaultsSectionByName_AlsoForDefaults()
    {
        Configured read = Configured.Valid("""
            defaults base
                mode http
                timeout connect 1s
                timeout server 2s
            defaults slow from base
                timeout server 60s
            backend a from base
            backend b from slow
            backend c
            """);
        Assert.Equal(2000, read.Find("a").Timeouts.ServerMs);
        Assert.Equal((60_000, 1000), (read.Find("b").Timeouts.ServerMs!.Value, read.Find("b").Timeouts.ConnectMs!.Value));
        Assert.Equal(60_000, read.Find("c").Timeouts.ServerMs);
    }

    [Fact]
    public void ChangesOfASection_DoNotReachItsDefaults()
    {
        Configured read = Configured.Valid("""
            defaults
                mode http
                timeout connect 1s
                timeout server 1s
                default-server weight 5
                option nolinger
            backend a
                timeout server 9s
                default-server weight 6
                no option nolinger
                server s :80
            backend b
                server s :80
            """);
        Assert.Equal((9000, 6, false), (read.Find("a").Timeouts.ServerMs!.Value, read.Find("a").Servers[0].Weight, read.Find("a").Options["nolinger"]));
        Assert.Equal((1000, 5, true), (read.Find("b").Timeouts.ServerMs!.Value, read.Find("b").Servers[0].Weight, read.Find("b").Options["nolinger"]));
    }

    [Fact]
    public void EveryInheritableSetting_IsCopied()
    {
        var files = new Dictionary<string, byte[]> { ["/e/503"] = Encoding.ASCII.GetBytes("HTTP/1.1 503 No\r\n\r\nno") };
        Configured read = Configured.Valid("""
            defaults
                mode http
                disabled
                maxconn 7
                backlog 8
                default_backend b
                monitor-uri /alive
                retries 9
                option redispatch
                fullconn 10
                http-reuse always
                balance roundrobin
                source 10.0.0.9
                errorfile 503 /e/503
                errorloc 502 http://x/
                option forwardfor
                option originalto
                option httpclose
                timeout client 1s
                timeout connect 1s
                timeout server 1s
            frontend f
                bind :80
            backend b
            """, files: files);
        ProxyConfig f = read.Find("f");
        ProxyConfig b = read.Find("b");
        Assert.True(f.Disabled && b.Disabled);
        Assert.Equal((7, 8, "b", "/alive"), (f.MaxConn!.Value, f.Backlog!.Value, f.DefaultBackend, f.MonitorUri));
        Assert.Equal((9, -1, 10, HttpReuse.Always), (b.Retries, b.Redispatch!.Value, b.FullConn!.Value, b.HttpReuse));
        Assert.Equal(("roundrobin", "10.0.0.9"), (b.Balance!.Algorithm, b.Source!.Address.Host));
        Assert.Equal([502, 503], Sorted(f.ErrorReplies.Keys));
        Assert.Equal([502, 503], Sorted(b.ErrorReplies.Keys));
        Assert.NotNull(f.ForwardFor);
        Assert.NotNull(b.OriginalTo);
        Assert.Equal((ConnectionMode.Close, ConnectionMode.Close), (f.ConnectionMode, b.ConnectionMode));

        // What belongs to the other side is not copied.
        Assert.Null(b.DefaultBackend);
        Assert.Null(b.MaxConn);
        Assert.Null(f.Balance);
    }

    [Fact]
    public void NamedDefaults_LendTheirRules_WhichComeFirst()
    {
        Configured read = Configured.Valid(Configured.Timeouts + """
            defaults common
                mode http
                timeout client 1s
                http-request set-header X-Common 1
            frontend x from common
                bind :80
                http-request set-header X-Own 2
            """);
        IReadOnlyList<RuleConfig> rules = read.Find("x").Rules;
        Assert.Equal(["X-Common", "X-Own"], [rules[0].Where.Words[rules[0].FirstArgument].Text, rules[1].Where.Words[rules[1].FirstArgument].Text]);
    }

    [Fact]
    public void DefaultsWithRules_ServeFrontendsOrBackendsAndNoListenSection()
    {
        Configured read = Configured.Read("""
            defaults common
                mode http
                timeout client 1s
                timeout connect 1s
                timeout server 1s
                http-request deny
            listen l from common
                bind :80
            frontend f from common
                bind :81
            backend b from common
            """);
        Assert.Equal(
            [
                "error 7: a listen section cannot copy from defaults 'common', which holds rules (split it into a frontend and a backend, or move the rules)",
                "error 11: defaults 'common' holds rules and is already used by frontend 'f' (line 9), so no backend can use it (declare one defaults section for frontends and one for backends)",
            ],
            read.Messages());
    }

    [Fact]
    public void NamesOfDefaults_MustExistAndBeUnambiguous()
    {
        Configured read = Configured.Read("""
            defaults common
                timeout connect 1s
                timeout server 1s
            defaults other
                timeout connect 1s
                timeout server 1s
            defaults other
                timeout connect 1s
                timeout server 1s
            backend a from comon
                timeout connect 1s
                timeout server 1s
            backend b from other
            """);
        Assert.Equal(
            [
                "error 10: no defaults section above is called 'comon' (did you mean 'common'?)",
                "error 13: two defaults sections are called 'other': on lines 4 and 7 (rename one of them)",
            ],
            read.Messages());
    }

    [Fact]
    public void RulesAndBinds_CannotStandInDefaults()
    {
        Configured read = Configured.Read("""
            defaults
                http-request deny
                bind :80
                server a :80
                use_backend b
            """);
        Assert.Equal(
            [
                "error 2: 'http-request' cannot stand in a defaults section without a name (name the section (defaults NAME), and refer to it with 'from NAME')",
                "error 3: 'bind' cannot stand in a defaults section (write it in each section it is meant for)",
                "error 4: 'server' cannot stand in a defaults section (write it in each section it is meant for)",
                "error 5: 'use_backend' cannot stand in a defaults section (write it in each section it is meant for)",
            ],
            read.Messages());
    }

    private static List<int> Sorted(IEnumerable<int> numbers)
    {
        var sorted = new List<int>(numbers);
        sorted.Sort();
        return sorted;
    }
}
