using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Native;
using Weir.Tests.Processes;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Caching;

/// <summary>A proxy, ours or another, whose backend keeps responses in a cache, with an origin behind it.</summary>
internal sealed class CacheStand : IDisposable
{
    private static readonly Dictionary<string, string> Reporting = new() { ["WEIR_REPORT"] = "allocated" };

    private readonly Workplace _place = new();
    private readonly int _console = Ports.Free();
    private Func<string, string> _configuration = null!;
    private WeirProcess? _process;
    private int _targets;

    public CountingOrigin Origin { get; } = new();

    /// <param name="cache">Lines of the cache section.</param>
    /// <param name="backend">Lines of the backend behind those that use the cache.</param>
    /// <param name="frontend">Lines of the frontend.</param>
    /// <param name="loops"><c>nbthread</c>.</param>
    /// <param name="program">Null for ours.</param>
    public static async Task<CacheStand> StartAsync(string cache = "total-max-size 1", string backend = "", string frontend = "", int loops = 1, string? program = null)
    {
        CacheStand stand = new();
        stand._configuration = lines => $"""
            global
                nbthread {loops}
                stats socket ipv4@127.0.0.1:{stand._console} level admin
            defaults
                mode http
                timeout connect 10s
                timeout client 30s
                timeout server 30s
            frontend web
                bind 127.0.0.1:{stand._place.Port}
                {frontend}
                default_backend app
            backend app
                http-request cache-use c
                http-response cache-store c
                {backend}
                server s1 127.0.0.1:{stand.Origin.Port}
            cache c
                {lines}

            """;
        string file = stand.Write(cache);
        stand._process = program is null ? WeirProcess.Start(Reporting, "-db", "-f", file) : WeirProcess.StartBy(program, "-db", "-f", file);
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!Ports.IsListening(stand._place.Port))
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < Wire.Patience, "the proxy does not listen");
            await Task.Delay(20);
        }

        return stand;
    }

    /// <summary>A target of its own for a response of the origin's.</summary>
    public string Say(string response)
    {
        string target = "/" + ++_targets;
        Origin.Say(target, response);
        return target;
    }

    public Task<Wire> ConnectAsync() => Wire.ConnectAsync(_place.Port);

    /// <summary>One request on a connection of its own.</summary>
    /// <param name="fields">Field lines, each with CRLF.</param>
    public async Task<Reply> AskAsync(string target, string fields = "", string method = "GET", string version = "HTTP/1.1")
    {
        using Wire client = await ConnectAsync();
        await client.SendAsync($"{method} {target} {version}\r\nHost: a\r\n{fields}\r\n");
        return await client.ReceiveReplyAsync(headOnly: method == "HEAD");
    }

    /// <summary>True when a second request for the response is answered without the origin.</summary>
    /// <param name="first">Field lines of the first request, each with CRLF.</param>
    /// <param name="second">Of the second.</param>
    public async Task<bool> IsKeptAsync(string response, string first = "", string second = "", string method = "GET")
    {
        string target = Say(response);
        await AskAsync(target, first);
        await AskAsync(target, second, method);
        return Origin.CountOf(target) == 1;
    }

    /// <summary>The answer of the runtime API to a line.</summary>
    public async Task<string> CommandAsync(string line)
    {
        using Wire wire = await Wire.ConnectAsync(_console);
        await wire.SendAsync(line + "\n");
        return await wire.ReceiveUntilEndAsync();
    }

    /// <summary>The proxy reads its configuration anew, with these lines in its cache section.</summary>
    public async Task ReloadAsync(string cache)
    {
        Write(cache);
        Assert.StartsWith("Success=1\n", await CommandAsync("reload"), StringComparison.Ordinal);
    }

    /// <summary>Ends the proxy, and says how many bytes it took from the managed heap in its life.</summary>
    public long End()
    {
        WeirProcess process = _process!;
        process.Signal(ProcessCalls.SigUsr1);
        Assert.Equal(0, process.WaitForExit());
        return long.Parse(process.Errors.Split(' ')[^1], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process?.Dispose();
        Origin.Dispose();
        _place.Dispose();
    }

    private string Write(string cache) => _place.Write("cache.cfg", _configuration(cache));
}
