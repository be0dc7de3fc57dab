using System;
using System.Globalization;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Tables;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary>Figures of <c>show info</c> that are easily left at 0 (MGT 9.3): each is made to move.</summary>
public sealed class InfoFigureTests
{
    [Fact]
    public async Task BytesSent_AreThoseToClientsAndToServers()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);

        // 27 bytes of request, 40 of response.
        await UntilAsync(stand, "TotalBytesOut", static bytes => bytes == 67);
        await UntilAsync(stand, "BytesOutRate", static rate => rate > 0, () => stand.ExchangeAsync(client, server));
        Assert.Equal(0, await InfoAsync(stand, "TotalSplicedBytesOut"));
    }

    [Fact]
    public async Task ALargeBody_IsCountedAsSpliced_AndItsPipeAsFreeAgain()
    {
        const int Body = 1_000_000;
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Body}\r\n\r\n");
        Task sent = server.SendAsync(new string('x', Body));
        Assert.Equal(Body, (await client.ReceiveReplyAsync()).Body.Length);
        await sent;

        await UntilAsync(stand, "TotalSplicedBytesOut", static bytes => bytes is > 0 and <= Body);
        await UntilAsync(stand, "PipesFree", static pipes => pipes == 1);
        Assert.Equal(0, await InfoAsync(stand, "PipesUsed"));
    }

    /// <summary>RFC 5246 7.3: a session of one listener is asked for at it, and at another one, which has not got it.</summary>
    [Fact]
    public async Task SessionsThatAreAskedFor_AreCounted_FoundOrNot()
    {
        using Tls.TlsFolder folder = new();
        string site = folder.Make("site.pem", "CN=localhost");
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = Console.Socket,
            Bind = $" ssl crt {site}",
            Frontend = $"bind 127.0.0.1:{{other}} ssl crt {site}",
        });
        string session = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(site)!, "session");
        await HandshakeAsync(stand, "front", "-sess_out", session);
        Assert.Equal((0, 0), (await InfoAsync(stand, "SslCacheLookups"), await InfoAsync(stand, "SslCacheMisses")));
        await HandshakeAsync(stand, "front", "-sess_in", session);
        Assert.Equal((1, 0), (await InfoAsync(stand, "SslCacheLookups"), await InfoAsync(stand, "SslCacheMisses")));
        await HandshakeAsync(stand, "other", "-sess_in", session);
        Assert.Equal((2, 1), (await InfoAsync(stand, "SslCacheLookups"), await InfoAsync(stand, "SslCacheMisses")));
    }

    private static async Task HandshakeAsync(TestStand stand, string port, params string[] options)
    {
        string[] words = ["s_client", "-connect", $"127.0.0.1:{stand.Proxy.PortOf(port)}", "-tls1_2", "-no_ticket", .. options];
        using System.Diagnostics.Process openssl = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("openssl", words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        openssl.StandardInput.Close();
        Task<string> errors = openssl.StandardError.ReadToEndAsync();
        string output = await openssl.StandardOutput.ReadToEndAsync().WaitAsync(Wire.Patience);
        await openssl.WaitForExitAsync();
        Assert.True(openssl.ExitCode == 0, output + await errors);
    }

    [Fact]
    public async Task NamesThatAreLookedForInVain_AreCounted()
    {
        using FakeDns dns = new();
        using ProxyProcess proxy = await ProxyProcess.StartAsync($$"""
            global
                {{Console.Socket}}
            resolvers r
                nameserver n 127.0.0.1:{{dns.Port}}
                resolve_retries 1
                timeout retry 10ms
            backend app
                mode http
                timeout connect 1s
                timeout server 1s
                server s nowhere.test:80 resolvers r init-addr none
            frontend web
                bind 127.0.0.1:{front}
                mode http
                timeout client 1s
            """);
        await UntilAsync(() => proxy.AskAsync("show info"), "FailedResolutions", static count => count > 0);
    }

    [Fact]
    public async Task Peers_AreCounted_OnceTheyKnowEachOther()
    {
        int portA = Ports.Free();
        int portB = Ports.Free();
        using PeersNode a = await PeersNode.StartAsync(false, "A", portA, portB);
        Assert.Equal(0, Figure(await a.ConsoleAsync("show info"), "ConnectedPeers"));
        using PeersNode b = await PeersNode.StartAsync(false, "B", portA, portB);
        await UntilAsync(() => a.ConsoleAsync("show info"), "ConnectedPeers", static peers => peers == 1);
        Assert.Equal(1, Figure(await a.ConsoleAsync("show info"), "ActivePeers"));
    }

    [Fact]
    public async Task EntriesOfPatterns_AreCounted_WhenTheyComeAndGo()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Frontend = "acl a path /one /two\n    http-request deny if a" });
        Assert.Equal((2, 0), (await InfoAsync(stand, "PatternsAdded"), await InfoAsync(stand, "PatternsFreed")));
        await stand.Proxy.AskAsync("add acl #0 /three");
        await stand.Proxy.AskAsync("del acl #0 /one");
        Assert.Equal((3, 1), (await InfoAsync(stand, "PatternsAdded"), await InfoAsync(stand, "PatternsFreed")));
        await stand.Proxy.AskAsync("clear acl #0");
        Assert.Equal((3, 3), (await InfoAsync(stand, "PatternsAdded"), await InfoAsync(stand, "PatternsFreed")));
    }

    [Fact]
    public async Task NumbersOfProxies_BeginWith2_WhereTheRuntimeApiHasTheFirst()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        Assert.Equal(("2", "3"), (await stand.Proxy.StatAsync("web,FRONTEND", "iid"), await stand.Proxy.StatAsync("app,BACKEND", "iid")));
    }

    private static async Task<long> InfoAsync(TestStand stand, string name) => Figure(await stand.Proxy.AskAsync("show info"), name);

    private static Task UntilAsync(TestStand stand, string name, Func<long, bool> isExpected, Func<Task>? meanwhile = null) =>
        UntilAsync(() => stand.Proxy.AskAsync("show info"), name, isExpected, meanwhile);

    /// <summary>Waits: figures of a loop are seen a moment late.</summary>
    private static async Task UntilAsync(Func<Task<string>> ask, string name, Func<long, bool> isExpected, Func<Task>? meanwhile = null)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        long figure;
        while (!isExpected(figure = Figure(await ask(), name)))
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < Wire.Patience, $"{name} stays {figure}");
            await (meanwhile?.Invoke() ?? Task.Delay(5));
        }
    }

    private static long Figure(string info, string name)
    {
        foreach (string line in info.Split('\n'))
        {
            if (line.StartsWith(name + ": ", StringComparison.Ordinal))
            {
                return long.Parse(line[(name.Length + 2)..], CultureInfo.InvariantCulture);
            }
        }

        throw new Xunit.Sdk.XunitException($"no {name} in\n{info}");
    }
}
