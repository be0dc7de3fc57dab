using System;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Logs;
using Weir.Tests.Processes;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary>
/// <c>expose-fd listeners</c> and <c>-x</c>: the next process goes on with the sockets of the one before (CFG 5.1, MGT 3). With
/// <c>noreuseport</c>, so that nobody could listen a second time.
/// </summary>
public sealed class HandoverTests
{
    [Fact]
    public async Task TheNextProcess_GoesOnWithTheSockets_AndNoClientNotices()
    {
        using Place place = new();
        using WeirProcess old = WeirProcess.Start("-db", "-f", place.Write("old", "old"));
        Assert.Equal("old", await WeirProcess.Get(place.Port));
        using CancellationTokenSource stop = new();
        Task<int> load = LoadAsync(place.Port, stop.Token);

        string next = place.Write("new", "new");
        using WeirProcess refused = WeirProcess.Start("-db", "-f", next);
        Assert.Equal(1, refused.WaitForExit());
        using WeirProcess taking = WeirProcess.Start("-db", "-f", next, "-x", place.SocketOf("old"), "-sf", old.Pid.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(0, old.WaitForExit());
        Assert.Equal("new", await WeirProcess.Get(place.Port));
        await stop.CancelAsync();
        Assert.True(await load > 0);
    }

    [Fact]
    public void WhatCannotBeTaken_IsSaid()
    {
        using Place place = new();
        using WeirProcess old = WeirProcess.Start("-db", "-f", place.Write("old", "old", ""));
        WaitForFile(place.SocketOf("old"));
        using WeirProcess taking = WeirProcess.Start("-db", "-f", place.Write("new", "new"), "-x", place.SocketOf("old"));
        Assert.Equal(1, taking.WaitForExit());
        Assert.Contains("'expose-fd listeners'", taking.Errors, StringComparison.Ordinal);
        using WeirProcess nowhere = WeirProcess.Start("-db", "-f", place.Write("new", "new"), "-x", place.SocketOf("nobody"));
        Assert.Equal(1, nowhere.WaitForExit());
        Assert.Contains("No such file", nowhere.Errors, StringComparison.Ordinal);
    }

    [ProgramFact("/usr/sbin/haproxy", "haproxy")]
    public async Task HAProxy_TakesOurSockets_AndGivesThemBack()
    {
        const string HAProxy = "/usr/sbin/haproxy";
        using Place place = new();
        using WeirProcess first = WeirProcess.Start("-db", "-f", place.Write("first", "first"));
        Assert.Equal("first", await WeirProcess.Get(place.Port));
        using CancellationTokenSource stop = new();
        Task<int> load = LoadAsync(place.Port, stop.Token);

        using WeirProcess haproxy = WeirProcess.StartBy(HAProxy, "-db", "-f", place.Write("other", "other"), "-x", place.SocketOf("first"), "-sf", first.Pid.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(0, first.WaitForExit());
        Assert.Equal("other", await WeirProcess.Get(place.Port));
        using WeirProcess last = WeirProcess.Start("-db", "-f", place.Write("last", "last"), "-x", place.SocketOf("other"), "-sf", haproxy.Pid.ToString(CultureInfo.InvariantCulture));
        haproxy.WaitForExit();
        Assert.Equal("last", await WeirProcess.Get(place.Port));
        await stop.CancelAsync();
        Assert.True(await load > 0);
    }

    /// <summary>One connection after the other, without pause; throws when one fails.</summary>
    private static async Task<int> LoadAsync(int port, CancellationToken stop)
    {
        using HttpClient http = new() { Timeout = WeirProcess.Patience };
        http.DefaultRequestHeaders.ConnectionClose = true;
        int done = 0;
        while (!stop.IsCancellationRequested)
        {
            await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"), CancellationToken.None);
            done++;
        }

        return done;
    }

    private static void WaitForFile(string path)
    {
        while (!File.Exists(path))
        {
            Thread.Yield();
        }
    }

    private sealed class Place : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weir-handover-");

        public int Port { get; } = Ports.Free();

        public string SocketOf(string name) => Path.Combine(_folder.FullName, name + ".sock");

        /// <summary>A configuration that answers with that text; its path.</summary>
        public string Write(string name, string answer, string exposes = "expose-fd listeners")
        {
            string path = Path.Combine(_folder.FullName, name + ".cfg");
            File.WriteAllText(path, $"""
                global
                    nbthread 2
                    noreuseport
                    stats socket {SocketOf(name)} level admin {exposes}
                defaults
                    mode http
                    timeout client 5s
                    timeout connect 5s
                    timeout server 5s
                frontend web
                    bind 127.0.0.1:{Port}
                    http-request return status 200 content-type text/plain string {answer}

                """);
            return path;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
