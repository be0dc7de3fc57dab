using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Engine.Config;
using Engine.Config.Text;
using Engine.IO.Tests;
using Engine.Proxy;
using Engine.Proxy.Plan;
using Engine.Proxy.State;
using Xunit.Sdk;

namespace Engine.Stages.Tests.Failures;

/// <summary>
/// An engine of one loop on real sockets: a frontend, a backend "app" and a listening socket for each of its servers s1, s2 ..., whose
/// connections a test plays by hand. Every wait is bounded.
/// </summary>
internal sealed class FailureStand : IDisposable
{
    /// <summary>Nothing that works takes that long, ms.</summary>
    private const int PatienceMs = 10_000;

    private readonly ProxyEngine _engine;
    private readonly ProxyPlan _plan;
    private readonly Socket _log = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = PatienceMs };
    private readonly List<IDisposable> _opened = [];
    private readonly int _port = Ports.Free();

    /// <param name="lines">Of the backend; <c>{s1}</c>, <c>{s2}</c> are the addresses of origins.</param>
    /// <param name="frontend">Lines of the frontend.</param>
    public FailureStand(string lines, string frontend = "")
    {
        _log.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Origins = [Listen(), Listen()];
        string text = $"""
            defaults
             mode http
             timeout connect 5s
             timeout client 5s
             timeout server 5s
             retries 0
            frontend web
             bind 127.0.0.1:{_port}
             log 127.0.0.1:{PortOf(_log)} format raw local0
             log-format "%ST %tsc %rc %s"
             {frontend}
             default_backend app
            backend app
             {lines.Replace("{s1}", "127.0.0.1:" + PortOf(Origins[0])).Replace("{s2}", "127.0.0.1:" + PortOf(Origins[1])).Replace("\n", "\n ")}

            """;
        DiagnosticBag diagnostics = new();
        ConfigReader reader = new(BuiltInStages.Catalog.ToVocabulary(), diagnostics);
        _plan = PlanCompiler.Compile(reader.ReadText("test.cfg", text), BuiltInStages.Catalog, diagnostics)
            ?? throw new XunitException(DiagnosticRenderer.Render(diagnostics));
        _engine = new ProxyEngine(_plan, 1);
        StringWriter errors = new();
        if (!_engine.TryBind(errors))
        {
            throw new XunitException(errors.ToString());
        }

        _engine.Start();
    }

    public Socket[] Origins { get; }

    public BackendState App => _plan.Backends.First(backend => backend.Name == "app").State;

    /// <summary>A new client.</summary>
    public Socket Connect()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = PatienceMs };
        socket.Connect(IPAddress.Loopback, _port);
        _opened.Add(socket);
        return socket;
    }

    /// <summary>A client that has sent this.</summary>
    public Socket Ask(string request)
    {
        Socket client = Connect();
        Send(client, request);
        return client;
    }

    /// <summary>The next connection to an origin.</summary>
    public Socket Accept(int origin = 0)
    {
        if (!Origins[origin].Poll(PatienceMs * 1000, SelectMode.SelectRead))
        {
            throw new XunitException("no connection came");
        }

        Socket socket = Origins[origin].Accept();
        socket.NoDelay = true;
        socket.ReceiveTimeout = PatienceMs;
        _opened.Add(socket);
        return socket;
    }

    /// <summary>The next connection to an origin, and the head of its request.</summary>
    public Socket AcceptRequest(out string head, int origin = 0)
    {
        Socket server = Accept(origin);
        head = ReadThrough(server, "\r\n\r\n");
        return server;
    }

    public Socket AcceptRequest(int origin = 0) => AcceptRequest(out _, origin);

    public static void Send(Socket socket, string text) => socket.Send(Encoding.Latin1.GetBytes(text));

    /// <summary>A reset instead of an orderly end.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public static string ReadThrough(Socket socket, string mark)
    {
        StringBuilder text = new();
        byte[] one = new byte[1];
        while (!text.ToString().EndsWith(mark, StringComparison.Ordinal))
        {
            if (socket.Receive(one) == 0)
            {
                throw new XunitException($"the end came after: {text}");
            }

            text.Append((char)one[0]);
        }

        return text.ToString();
    }

    /// <summary>All that comes until the connection ends; "!" behind it when that was a reset.</summary>
    public static string ReadToEnd(Socket socket)
    {
        StringBuilder text = new();
        byte[] block = new byte[4096];
        try
        {
            for (int read; (read = socket.Receive(block)) > 0;)
            {
                text.Append(Encoding.Latin1.GetString(block, 0, read));
            }
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            text.Append('!');
        }

        return text.ToString();
    }

    /// <summary>The next line of the log about an exchange.</summary>
    public string Log()
    {
        byte[] block = new byte[1024];
        while (true)
        {
            int length = _log.Receive(block);
            string line = Encoding.Latin1.GetString(block, 0, length).TrimEnd('\n');
            if (!line.StartsWith("Proxy ", StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    /// <summary>What was counted, of the backend: "econ 1 eresp 2", without what is 0. The servers together must say the same, but for what no server is to blame for.</summary>
    public string Counted()
    {
        (string Name, TrafficCount Count)[] counters =
        [
            ("econ", TrafficCount.ConnectErrors), ("eresp", TrafficCount.ResponseErrors), ("wretr", TrafficCount.Retries),
            ("wredis", TrafficCount.Redispatches), ("cli_abrt", TrafficCount.ClientAborts), ("srv_abrt", TrafficCount.ServerAborts),
        ];
        foreach ((string name, TrafficCount count) in counters)
        {
            long sum = App.Servers.Sum(server => server.Traffic[count]);
            if (sum > App.Traffic[count])
            {
                throw new XunitException($"{name}: {sum} at servers, {App.Traffic[count]} at their backend");
            }
        }

        return string.Join(' ', counters.Where(counter => App.Traffic[counter.Count] > 0).Select(counter => $"{counter.Name} {App.Traffic[counter.Count]}"));
    }

    /// <summary>No slot is taken any more, and nobody waits.</summary>
    public string Left() => $"{App.Servers.Sum(server => server.Served)} {App.QueuedInAll}";

    public void Dispose()
    {
        _opened.ForEach(socket => socket.Dispose());
        _engine.StopHard();
        _engine.StopSoft();
        _engine.Join();
        _engine.Dispose();
        Array.ForEach(Origins, origin => origin.Dispose());
        _log.Dispose();
    }

    private static Socket Listen()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
