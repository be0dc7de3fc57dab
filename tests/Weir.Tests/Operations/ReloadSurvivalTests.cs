using System;
using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary>
/// What was set at run time and a reload (MGT 9.3): it stays where the configuration still has a thing of that name and says about it what it
/// said before; what is dropped is named.
/// </summary>
public sealed class ReloadSurvivalTests
{
    [Fact]
    public async Task ChecksThatWereSwitchedOff_AndPlacesThatAreChecked_Stay()
    {
        using ProxyProcess proxy = await StartAsync("server s1 127.0.0.1:1 check inter 1h agent-check agent-port 2 agent-inter 1h\n    server s2 127.0.0.1:1 check inter 1h");
        await ExpectAsync(proxy, ("disable health app/s2", ""), ("disable agent app/s1", ""), ("set server app/s1 check-addr 127.0.0.9 port 77", ""), ("set server app/s1 agent-port 78", ""));
        string before = Settings(await proxy.AskAsync("show servers state app"));

        Assert.StartsWith("Success=1\n", await proxy.AskAsync("reload"), StringComparison.Ordinal);

        string after = Settings(await proxy.AskAsync("show servers state app"));
        Assert.Equal(before, after);
        Assert.Contains(" 77 127.0.0.9 ", after, StringComparison.Ordinal);
        Assert.EndsWith(" 78", after.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlaceThatTheConfigurationChanges_IsTheConfigurations()
    {
        using ProxyProcess proxy = await StartAsync("server s1 127.0.0.1:1 check inter 1h port 5");
        await ExpectAsync(proxy, ("set server app/s1 check-port 77", ""));
        proxy.Rewrite(Text("server s1 127.0.0.1:1 check inter 1h port 6"));

        Assert.StartsWith("Success=1\n", await proxy.AskAsync("reload"), StringComparison.Ordinal);

        Assert.Contains(" 6 - ", await proxy.AskAsync("show servers state app"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NameThatAServerFollowsByHand_Stays_AndIsShown()
    {
        using FakeDns dns = new();
        const string Line = "server s1 one.test:80 resolvers r init-addr none";
        string resolvers = $"resolvers r\n    nameserver n 127.0.0.1:{dns.Port}\n    timeout resolve 10ms\n    timeout retry 10ms\n    hold valid 10ms\n";
        dns.Set("one.test", "127.0.0.2");
        dns.Set("two.test", "127.0.0.3");
        using ProxyProcess proxy = await StartAsync(Line, resolvers);
        Assert.StartsWith("app/s1 changed its FQDN from one.test to two.test", await proxy.AskAsync("set server app/s1 fqdn two.test"), StringComparison.Ordinal);

        Assert.StartsWith("Success=1\n", await proxy.AskAsync("reload"), StringComparison.Ordinal);

        await UntilAsync(proxy, " s1 127.0.0.3 ");
        Assert.Contains(" two.test 80 - ", await proxy.AskAsync("show servers state app"), StringComparison.Ordinal);

        proxy.Rewrite(Text("server s1 three.test:80 resolvers r init-addr none", resolvers));
        Assert.StartsWith("Success=1\n", await proxy.AskAsync("reload"), StringComparison.Ordinal);
        Assert.Contains(" three.test 80 - ", await proxy.AskAsync("show servers state app"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServersThatWereAdded_AreDropped_ByName_UnlessTheConfigurationHasThemByThen()
    {
        using ProxyProcess proxy = await StartAsync("server s1 127.0.0.1:1");
        await ExpectAsync(
            proxy,
            ("add server app/kept 127.0.0.1:2 weight 20", "New server registered.\n"),
            ("add server app/gone 127.0.0.1:3", "New server registered.\n"),
            ("enable server app/kept", ""),
            ("set weight app/kept 7", ""));
        proxy.Rewrite(Text("server s1 127.0.0.1:1\n    server kept 127.0.0.1:2 weight 20"));

        string answer = await proxy.AskAsync("reload");

        Assert.Contains("[WARNING] reloaded: server app/gone was added at run time and is not in the configuration: it is gone\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("kept", answer, StringComparison.Ordinal);
        string state = await proxy.AskAsync("show servers state app");
        Assert.Contains(" kept 127.0.0.1 2 0 7 20 ", state, StringComparison.Ordinal);
        Assert.DoesNotContain("gone", state, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EditsOfAFileThatHasChangedSince_AreDropped_ByName()
    {
        using Processes.Workplace place = new();
        string file = place.Write("names.map", "one 1\n");
        string more = $"frontend maps\n    bind 127.0.0.1:{{maps}}\n    http-request return status 200 content-type text/plain lf-string %[path,map({file})]\n    timeout client 1s\n    mode http\n";
        using ProxyProcess proxy = await StartAsync("server s1 127.0.0.1:1", more);
        await ExpectAsync(proxy, ($"add map {file} two 2", "\n"));
        Assert.DoesNotContain("WARNING", await proxy.AskAsync("reload"), StringComparison.Ordinal);
        Assert.Contains("two 2\n", await proxy.AskAsync("show map " + file), StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "one 11\n");

        Assert.Contains($"[WARNING] reloaded: {file} was edited at run time and has changed on disk since: what the file says counts\n", await proxy.AskAsync("reload"), StringComparison.Ordinal);

        Assert.DoesNotContain("two 2\n", await proxy.AskAsync("show map " + file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyOfDynamicCookies_Stays_UntilTheConfigurationSaysSomethingElse()
    {
        const string Lines = "cookie S insert dynamic\n    dynamic-cookie-key one\n    server s1 127.0.0.1:1";
        using ProxyProcess proxy = await StartAsync(Lines);
        await ExpectAsync(proxy, ("set dynamic-cookie-key backend app two", ""));
        Assert.DoesNotContain("WARNING", await proxy.AskAsync("reload"), StringComparison.Ordinal);

        proxy.Rewrite(Text(Lines.Replace("key one", "key three", StringComparison.Ordinal)));
        Assert.Contains("[WARNING] reloaded: dynamic cookies of backend app were set at run time, and the configuration says something else about them now: that counts\n", await proxy.AskAsync("reload"), StringComparison.Ordinal);

        Assert.DoesNotContain("WARNING", await proxy.AskAsync("reload"), StringComparison.Ordinal);
    }

    private static Task<ProxyProcess> StartAsync(string servers, string more = "") => ProxyProcess.StartAsync(Text(servers, more));

    private static string Text(string servers, string more = "") => $$"""
        global
            nbthread 2
            {{Console.Socket}}
        {{more}}
        frontend web
            bind 127.0.0.1:{front}
            mode http
            timeout client 1s
        backend app
            mode http
            timeout connect 1s
            timeout server 1s
            {{servers}}
        """;

    /// <summary>Of each server: what is enabled, and where it is checked.</summary>
    private static string Settings(string state)
    {
        const int ChecksEnabled = 13, AgentEnabled = 14, CheckPort = 21;
        string text = "";
        foreach (string line in state.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] columns = line.Split(' ');
            if (columns.Length > CheckPort && columns[0] != "#")
            {
                int enabled = int.Parse(columns[ChecksEnabled]) & 6;
                int asks = int.Parse(columns[AgentEnabled]) & 6;
                text += $"{columns[3]} {enabled} {asks} {string.Join(' ', columns[CheckPort..])}\n";
            }
        }

        return text;
    }

    private static async Task UntilAsync(ProxyProcess proxy, string part)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        string state;
        while (!(state = await proxy.AskAsync("show servers state app")).Contains(part, StringComparison.Ordinal))
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < Wire.Patience, state);
            await Task.Delay(10);
        }
    }

    private static async Task ExpectAsync(ProxyProcess proxy, params (string Command, string Answer)[] dialogue)
    {
        foreach ((string command, string answer) in dialogue)
        {
            string got = await proxy.AskAsync(command);
            Assert.True(got.TrimEnd('\n') == answer.TrimEnd('\n'), $"{command}\nexpected: {answer}\nanswered: {got}");
        }
    }
}
