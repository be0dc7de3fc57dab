using System;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Native;
using Xunit;

namespace Weir.Tests.Processes;

/// <summary>SIGUSR2, and SIGHUP for a master: the configuration is read again, and nothing is lost (management guide, section 4).</summary>
public sealed class ReloadTests
{
    [Theory]
    [InlineData("-db", ProcessCalls.SigUsr2)]
    [InlineData("-W", ProcessCalls.SigUsr2)]
    [InlineData("-W", ProcessCalls.SigHup)]
    public async Task NewConfiguration_ServesTheNextRequestOfAConnectionThatIsOpen(string mode, int signal)
    {
        using var place = new Site("one");
        using WeirProcess weir = place.Start(mode);
        using TcpClient client = await place.Connect();
        Assert.Equal("one", Ask(client));

        place.Write("two");
        weir.Signal(signal);
        await weir.WaitForError("reloaded:"); // every loop has gone over

        Assert.Equal("two", Ask(client));
        weir.Signal(ProcessCalls.SigUsr1);
        client.Dispose();
        weir.WaitForExit();
        Assert.Contains("[NOTICE] reloaded: 1 frontends and 0 backends in use, the same as before", weir.Errors);
    }

    [Fact]
    public async Task ConfigurationWithErrors_ChangesNothing_AndSaysWhy()
    {
        using var place = new Site("one");
        using WeirProcess weir = place.Start();
        await place.WaitForAnswer("one");

        place.Write("two", "\n    bindd :1\n");
        weir.Signal(ProcessCalls.SigUsr2);
        await weir.WaitForError("not reloaded: the configuration in use stays");
        Assert.Equal("one", await WeirProcess.Get(place.Port));
        weir.Signal(ProcessCalls.SigUsr1);

        weir.WaitForExit();
        Assert.Matches(@"site\.cfg:\d+:5", weir.Errors);
        Assert.Contains("bindd", weir.Errors);
    }

    [Fact]
    public async Task ListenerThatCannotBeOpened_ChangesNothing()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        using var place = new Site("one");
        using WeirProcess weir = place.Start();
        await place.WaitForAnswer("one");

        place.Write("two", $"\n    bind {taken.LocalEndpoint}\n");
        weir.Signal(ProcessCalls.SigUsr2);
        await weir.WaitForError("not reloaded");
        Assert.Equal("one", await WeirProcess.Get(place.Port));
    }

    [Fact]
    public async Task ListenersComeAndGo()
    {
        using var place = new Site("one");
        int further = Ports.Free();
        using WeirProcess weir = place.Start();
        await place.WaitForAnswer("one");

        place.Write("two", $"\n    bind 127.0.0.1:{further}\n");
        weir.Signal(ProcessCalls.SigUsr2);
        Assert.Equal("two", await WeirProcess.Get(further));

        place.Write("three");
        weir.Signal(ProcessCalls.SigUsr2);
        await place.WaitForAnswer("three");
        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync("127.0.0.1", further));
        weir.Signal(ProcessCalls.SigUsr1);

        weir.WaitForExit();
        Assert.Contains($"reloaded: web listens on 127.0.0.1:{further}", weir.Errors);
        Assert.Contains($"reloaded: nothing listens on 127.0.0.1:{further} any more (web)", weir.Errors);
    }

    [Fact]
    public async Task FrontendThatIsGone_ClosesItsIdleConnections()
    {
        using var place = new Site("one");
        int further = Ports.Free();
        place.WriteFile("one", "", $"frontend other\n    bind 127.0.0.1:{further}\n    http-request return status 200 content-type text/plain string other\n");
        using WeirProcess weir = place.Start();
        await place.WaitForAnswer("one");
        using var client = new TcpClient("127.0.0.1", further);
        Assert.Equal("other", Ask(client));

        place.Write("two");
        weir.Signal(ProcessCalls.SigUsr2);

        client.ReceiveTimeout = (int)WeirProcess.Patience.TotalMilliseconds;
        Assert.Equal(0, client.Client.Receive(new byte[1]));
    }

    [Fact]
    public async Task Exchange_UnderWay_EndsUnderTheConfigurationItBeganWith()
    {
        using var origin = new HoldingOrigin();
        using var place = new Site("");
        place.WriteProxy($"backend b\n    server s 127.0.0.1:{origin.Port}\n", "default_backend b");
        using WeirProcess weir = place.Start();
        using TcpClient client = await place.Connect();
        client.Client.Send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n"u8);
        await origin.Asked;

        place.Write("gone");
        weir.Signal(ProcessCalls.SigUsr2);
        await weir.WaitForError("reloaded:");
        origin.Answer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow");

        Assert.Equal("slow", ReadAnswer(client));
        Assert.Equal("gone", Ask(client));
    }

    [Fact]
    public async Task HundredReloads_UnderLoad_FailNoRequest_AndLeaveNothingBehind()
    {
        using var place = new Site("same");
        using WeirProcess weir = place.Start();
        await place.WaitForAnswer("same");
        using var stop = new CancellationTokenSource();
        Task<int>[] clients = [Load(place.Port, keepAlive: true, stop.Token), Load(place.Port, keepAlive: true, stop.Token), Load(place.Port, keepAlive: false, stop.Token)];
        int Descriptors() => Directory.GetFiles($"/proc/{weir.Pid}/fd").Length;
        await Reload(weir, place, 10);
        int before = Descriptors();

        await Reload(weir, place, 90);

        int after = Descriptors();
        await stop.CancelAsync();
        foreach (Task<int> client in clients)
        {
            Assert.True(await client > 0);
        }

        Assert.InRange(after, 0, before + 4); // connections of the load come and go
    }

    /// <summary><c>-sf</c>: for another binary, a new process takes the place of the old one, which finishes what it has begun.</summary>
    [Fact]
    public async Task ProcessAfterProcess_FinishesWhatItHasBegun()
    {
        using var origin = new HoldingOrigin();
        using var place = new Site("");
        place.WriteProxy($"backend b\n    server s 127.0.0.1:{origin.Port}\n", "http-request return status 200 content-type text/plain string old unless { path /slow }\n    default_backend b");
        using WeirProcess old = place.Start("-db");
        using TcpClient client = await place.Connect();
        client.Client.Send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n"u8);
        await origin.Asked;

        place.Write("new");
        using WeirProcess next = place.Start("-db", "-sf", old.Pid.ToString());
        await place.WaitForAnswer("new");
        origin.Answer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow");

        Assert.Equal("slow", ReadAnswer(client));
        Assert.Equal(0, old.WaitForExit());
        Assert.Equal("new", await WeirProcess.Get(place.Port));
    }

    private static async Task Reload(WeirProcess weir, Site place, int times)
    {
        for (int i = 0; i < times; i++)
        {
            string mark = Guid.NewGuid().ToString("N");
            place.Write("same", $"\n    http-request return status 200 content-type text/plain string {mark} if {{ path /mark }}\n");
            weir.Signal(ProcessCalls.SigUsr2);
            using var http = new HttpClient();
            while (await http.GetStringAsync(new Uri($"http://127.0.0.1:{place.Port}/mark")) != mark)
            {
                await Task.Delay(1);
            }
        }
    }

    /// <summary>Requests without pause; throws at the first that fails.</summary>
    private static async Task<int> Load(int port, bool keepAlive, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = WeirProcess.Patience };
        http.DefaultRequestHeaders.ConnectionClose = !keepAlive;
        int done = 0;
        while (!stop.IsCancellationRequested)
        {
            Assert.Equal("same", await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/"), CancellationToken.None));
            done++;
        }

        return done;
    }

    private static string Ask(TcpClient client)
    {
        client.Client.Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"u8);
        return ReadAnswer(client);
    }

    /// <summary>The body of a response that has a length.</summary>
    private static string ReadAnswer(TcpClient client)
    {
        client.ReceiveTimeout = (int)WeirProcess.Patience.TotalMilliseconds;
        var text = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (true)
        {
            string all = text.ToString();
            int end = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            int at = all.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
            if (end >= 0 && at >= 0)
            {
                int length = int.Parse(all[(at + 16)..all.IndexOf('\r', at)]);
                if (all.Length >= end + 4 + length)
                {
                    return all[(end + 4)..];
                }
            }

            int read = client.Client.Receive(buffer);
            Assert.NotEqual(0, read);
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
    }

    /// <summary>A configuration that a test writes again and again.</summary>
    private sealed class Site : IDisposable
    {
        private readonly Workplace _folder = new();

        public Site(string answer) => Write(answer);

        public int Port => _folder.Port;

        private string Path => _folder.PathOf("site.cfg");

        public WeirProcess Start(params string[] options) => WeirProcess.Start([.. options, "-f", Path]);

        public void Write(string answer, string lines = "") => WriteFile(answer, lines, "");

        public void WriteFile(string answer, string lines, string sections) =>
            WriteProxy(sections, $"{lines}\n    http-request return status 200 content-type text/plain string {answer}");

        public void WriteProxy(string sections, string lines)
        {
            _folder.Write("site.tmp", $"""
                defaults
                    mode http
                    timeout client 30s
                    timeout connect 1s
                    timeout server 30s
                frontend web
                    bind 127.0.0.1:{Port}
                    {lines}
                {sections}

                """);
            File.Move(_folder.PathOf("site.tmp"), Path, overwrite: true);
        }

        public async Task<TcpClient> Connect()
        {
            while (true)
            {
                var client = new TcpClient();
                try
                {
                    await client.ConnectAsync("127.0.0.1", Port);
                    return client;
                }
                catch (SocketException)
                {
                    client.Dispose();
                    await Task.Delay(20);
                }
            }
        }

        public async Task WaitForAnswer(string answer)
        {
            long start = Stopwatch.GetTimestamp();
            while (await WeirProcess.Get(Port) != answer)
            {
                Assert.True(Stopwatch.GetElapsedTime(start) < WeirProcess.Patience, $"no '{answer}'");
                await Task.Delay(5);
            }
        }

        public void Dispose() => _folder.Dispose();
    }

    /// <summary>An origin that answers its one request when it is told to.</summary>
    private sealed class HoldingOrigin : IDisposable
    {
        private readonly TcpListener _listener = new(System.Net.IPAddress.Loopback, 0);
        private TcpClient? _client;

        public HoldingOrigin()
        {
            _listener.Start();
            Asked = Take();
        }

        public int Port => ((System.Net.IPEndPoint)_listener.LocalEndpoint).Port;

        public Task Asked { get; }

        public void Answer(string text) => _client!.Client.Send(Encoding.ASCII.GetBytes(text));

        public void Dispose()
        {
            _client?.Dispose();
            _listener.Dispose();
        }

        private async Task Take()
        {
            _client = await _listener.AcceptTcpClientAsync();
            byte[] buffer = new byte[4096];
            Assert.True(await _client.GetStream().ReadAsync(buffer) > 0);
        }
    }
}
