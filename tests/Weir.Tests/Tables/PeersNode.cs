using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Traffic.Stand;
using Xunit.Sdk;

namespace Weir.Tests.Tables;

/// <summary>One machine of a cluster of two, weir or haproxy: the same configuration, but for the name and the port of its frontend.</summary>
internal sealed partial class PeersNode : IDisposable
{
    public const string HaproxyPath = "/usr/sbin/haproxy";

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly int _front;
    private readonly int _console;

    private PeersNode(Process process, DirectoryInfo folder, int front, int console)
    {
        _console = console;
        _process = process;
        _folder = folder;
        _front = front;
    }

    /// <param name="isHaproxy">Which program.</param>
    /// <param name="name">A or B.</param>
    /// <param name="portA">Where A listens for B.</param>
    /// <param name="portB">Where B listens for A.</param>
    public static Task<PeersNode> StartAsync(bool isHaproxy, string name, int portA, int portB) =>
        StartAsync(isHaproxy, name, $"    peer A 127.0.0.1:{portA}\n    peer B 127.0.0.1:{portB}");

    /// <param name="isHaproxy">Which program.</param>
    /// <param name="name">What the machine is called.</param>
    /// <param name="lines">Of the peers section, but for its table.</param>
    public static async Task<PeersNode> StartAsync(bool isHaproxy, string name, string lines)
    {
        int front = Ports.Free();
        int console = Ports.Free();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("weir-peers-");
        string file = Path.Combine(folder.FullName, "node.cfg");
        await File.WriteAllTextAsync(file, $$"""
            global
                localpeer {{name}}
                nbthread 2
                stats socket 127.0.0.1:{{console}} level admin
            peers cluster
            {{lines}}
                table shared type string len 20 size 10k expire 10m store gpc0,gpt0,http_req_rate(10m),bytes_out_cnt
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend web
                bind 127.0.0.1:{{front}}
                http-request return status 200 content-type text/plain lf-string "%[url_param(k),table_gpc0(cluster/shared)] %[url_param(k),table_gpt0(cluster/shared)] %[url_param(k),table_http_req_rate(cluster/shared)]" if { path /ask }
                http-request return status 200 content-type text/plain lf-string "%[table_cnt(cluster/shared)]" if { path /count }
                http-request return status 200 content-type text/plain lf-string "%[url_param(k),table_server_id(app)]" if { path /server }
                use_backend app if { path /stick }
                http-request track-sc0 url_param(k) table cluster/shared
                http-request sc-inc-gpc0(0)
                http-request sc-set-gpt0(0) 7
                http-request return status 200 unless { path /stick }
            backend app
                stick-table type string len 20 size 1k expire 10m peers cluster
                stick on url_param(k)
                http-request set-path /pong
                server s1 127.0.0.1:{{front}}
                server s2 127.0.0.1:{{front}} id 22

            """);
        ProcessStartInfo start = isHaproxy
            ? new ProcessStartInfo(HaproxyPath, ["-db", "-f", file])
            : new ProcessStartInfo(WeirBinary.UnderTest.Path, ["-f", file]);
        start.RedirectStandardError = start.RedirectStandardOutput = true;
        PeersNode node = new(Process.Start(start)!, folder, front, console);
        long begin = Stopwatch.GetTimestamp();
        while (!Ports.IsListening(front))
        {
            if (node._process.HasExited || Stopwatch.GetElapsedTime(begin) > Wire.Patience)
            {
                throw new XunitException("the node does not start: " + await node._process.StandardError.ReadToEndAsync());
            }

            await Task.Delay(10);
        }

        return node;
    }

    /// <summary>What the runtime API answers.</summary>
    public async Task<string> ConsoleAsync(string line)
    {
        using Wire wire = await Wire.ConnectAsync(_console);
        await wire.SendAsync(line + "\n");
        return await wire.ReceiveUntilEndAsync();
    }

    /// <summary>Counts once under a key.</summary>
    public Task CountAsync(string key) => GetAsync("/?k=" + key);

    /// <summary>What this machine knows of a key: gpc0, gpt0, requests.</summary>
    public Task<string> AskAsync(string key) => GetAsync("/ask?k=" + key);

    public Task<string> GetAsync(string target) => GetFromAsync(_front, target);

    /// <summary>Waits until the machine says so: what is under way between two machines has no other end.</summary>
    public async Task ExpectAsync(string target, string expected)
    {
        long begin = Stopwatch.GetTimestamp();
        string got;
        while ((got = await GetAsync(target)) != expected)
        {
            if (Stopwatch.GetElapsedTime(begin) > Wire.Patience)
            {
                throw new XunitException($"expected '{expected}' from {target}, still '{got}'");
            }

            await Task.Delay(10);
        }
    }

    public void Signal(int signal)
    {
        if (Kill(_process.Id, signal) != 0)
        {
            throw new XunitException("kill failed");
        }
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Wire.Patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<string> GetFromAsync(int port, string target)
    {
        using Wire client = await Wire.ConnectAsync(port);
        await client.SendAsync($"GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        return (await client.ReceiveReplyAsync()).Body;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
