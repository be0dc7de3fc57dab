using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace Weir.Tests.Traffic.Stand;

/// <summary>What most tests need: a proxy with one frontend and one backend, and origins behind it. One loop, so that its pool is one.</summary>
internal sealed class TestStand : IDisposable
{
    private TestStand(ProxyProcess proxy, Origin[] origins)
    {
        Proxy = proxy;
        Origins = origins;
    }

    public ProxyProcess Proxy { get; }

    public Origin[] Origins { get; }

    public Origin Origin => Origins[0];

    /// <summary>
    /// Starts <c>frontend web</c> on a port of its own, and <c>backend app</c> with servers s1, s2 ... whose origins a test plays.
    /// Time limits are far away unless the lines given set others.
    /// </summary>
    public static Task<TestStand> StartAsync(string frontend = "", string backend = "", string server = "", string defaults = "", int origins = 1) =>
        StartAsync(new Lines { Frontend = frontend, Backend = backend, Server = server, Defaults = defaults }, origins);

    /// <inheritdoc cref="StartAsync(string, string, string, string, int)"/>
    public static async Task<TestStand> StartAsync(Lines lines, int origins = 1)
    {
        Origin[] all = [.. Enumerable.Range(0, origins).Select(_ => new Origin())];
        string servers = string.Join("\n", all.Select((origin, i) =>
            string.Create(CultureInfo.InvariantCulture, $"    server s{i + 1} 127.0.0.1:{origin.Port} {lines.Server.Replace("{name}", ((char)('a' + i)).ToString(), StringComparison.Ordinal)}")));
        try
        {
            ProxyProcess proxy = await ProxyProcess.StartAsync($$"""
                global
                    nbthread 1
                    {{lines.Global}}
                defaults
                    mode http
                    timeout connect 10s
                    timeout client 30s
                    timeout server 30s
                    {{lines.Defaults}}
                frontend web
                    bind 127.0.0.1:{front}{{lines.Bind}}
                    {{lines.Frontend}}
                    default_backend app
                backend app
                    {{lines.Backend}}
                {{servers}}
                """);
            return new TestStand(proxy, all);
        }
        catch
        {
            Array.ForEach(all, origin => origin.Dispose());
            throw;
        }
    }

    /// <summary>A new client.</summary>
    public Task<Wire> ConnectAsync() => Wire.ConnectAsync(Proxy.PortOf("front"));

    /// <summary>The next connection to the first origin.</summary>
    public Task<Wire> AcceptAsync() => Origin.AcceptAsync();

    /// <summary>One exchange without a request body, on the origin's known connection or a new one; that connection.</summary>
    public async Task<Wire> ExchangeAsync(Wire client, Wire? known = null)
    {
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        return await ExchangeEndAsync(client, known);
    }

    /// <summary>The same, when the client has asked already.</summary>
    public async Task<Wire> ExchangeEndAsync(Wire client, Wire? known = null)
    {
        Wire server = known ?? await AcceptAsync();
        await server.ReceiveHeadAsync();
        await ExchangeEndAfterHeadAsync(client, server);
        return server;
    }

    /// <summary>The same, when the origin has the request already.</summary>
    public async Task ExchangeEndAfterHeadAsync(Wire client, Wire server)
    {
        const string Response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        await server.SendAsync(Response);
        await client.ExpectAsync(Response);
    }

    public void Dispose()
    {
        Proxy.Dispose();
        Array.ForEach(Origins, origin => origin.Dispose());
    }

    /// <summary>Lines of configuration, by the section they go to.</summary>
    internal sealed record Lines
    {
        public string Global { get; init; } = "";
        public string Defaults { get; init; } = "";
        public string Frontend { get; init; } = "";
        public string Backend { get; init; } = "";

        /// <summary>Words behind the address of the frontend, with a blank in front.</summary>
        public string Bind { get; init; } = "";

        /// <summary>Words behind the address of each server; "{name}" is a, b, c ... in them.</summary>
        public string Server { get; init; } = "";
    }
}
