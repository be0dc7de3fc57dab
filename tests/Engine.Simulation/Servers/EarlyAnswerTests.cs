using System;
using System.Collections.Generic;
using System.Text;
using Engine.Proxy;
using Engine.Proxy.Clients;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Simulation.Network;
using Engine.Simulation.Runs;
using Engine.Simulation.World;
using Xunit;

namespace Engine.Simulation.Servers;

/// <summary>
/// A server that answers before it has the whole head of its request (RFC 9112 section 9.5 has clients watch for that), and reads no
/// further. A real kernel takes a whole head at once, so that no rest is left behind; a simulated one with a small buffer does not.
/// </summary>
public sealed class EarlyAnswerTests : IDisposable
{
    private const int Port = 9001;
    private const int LongHeadBytes = 9000;

    /// <summary>Less than a third of it is read, so that nobody is told of room.</summary>
    private const int ServerBufferBytes = 4096;
    private const int PlentyBytes = 1 << 17;
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private readonly SimWorld _world = new(1);
    private readonly SimNetwork _network;
    private readonly SimLoop _loop;
    private readonly ProxyEngine _engine;
    private readonly SimListener _listener;
    private readonly List<SimSocket> _servers = [];
    private readonly List<string> _received = [];

    public EarlyAnswerTests()
    {
        _network = new SimNetwork(_world, new Weather { IsCalm = true });
        ProxyPlan plan = Runs.Simulation.Compile($"""
            defaults
                mode http
                timeout connect 1s
                timeout client 5s
                timeout server 5s
            frontend web
                bind :8000
                default_backend app
            backend app
                http-reuse always
                server s 10.0.0.1:{Port}

            """);
        _loop = new SimLoop(0, _world, _network, plan.Global.Tune.BufSize, Sabotage.None);
        _engine = new ProxyEngine(plan, [_loop.Loop]);
        ProxyLoop place = _engine.Loops[0];
        _listener = new SimListener(_network);
        Acceptor acceptor = new(place, plan.Frontends[0], plan.Frontends[0].Listeners[0], _listener);
        place.Acceptors.Add(acceptor);
        place.Loop.Post(static state => ((Acceptor)state!).Start(), acceptor);
        _network.Serve(Port, isSlow: false, Accept);
    }

    public void Dispose() => _engine.Dispose();

    /// <summary>The rest of one request would stand in front of the next, or leave no room for it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(LongHeadBytes)]
    public void ConnectionThatOwesTheServerSomething_ServesNobodyElse(int nextHeadBytes)
    {
        SimSocket client = _network.ConnectClient("client", isSlow: false, _listener);
        Widen(client, PlentyBytes);
        Assert.Equal(Ok, Ask(client, "/1", LongHeadBytes));
        Assert.Single(_servers);
        Assert.InRange(_received[0].Length, 1, ServerBufferBytes / 4);

        Assert.Equal(Ok, Ask(client, "/2", nextHeadBytes));
        Assert.Equal(2, _servers.Count);
        Assert.StartsWith("GET /2 HTTP/1.1\r\n", _received[1]);
        Assert.True(_servers[0].IsBroken || _servers[0].In.FinArrived, "the connection whose request did not leave whole is still there");
    }

    /// <summary>The same server, asked for less than it reads at once: its connection is kept.</summary>
    [Fact]
    public void ConnectionThatOwesNothing_IsKept()
    {
        SimSocket client = _network.ConnectClient("client", isSlow: false, _listener);
        Widen(client, PlentyBytes);
        Assert.Equal(Ok, Ask(client, "/1", 0));
        Assert.Equal(Ok, Ask(client, "/2", 0));
        Assert.Single(_servers);
    }

    private string Ask(SimSocket client, string path, int headBytes)
    {
        byte[] request = Encoding.Latin1.GetBytes($"GET {path} HTTP/1.1\r\nHost: a\r\nX: {new string('x', headBytes)}\r\n\r\n");
        Assert.Equal(request.Length, client.Send(request));
        byte[] answer = new byte[1000];
        for (long untilMs = _world.NowMs + 1000; _world.NowMs < untilMs && client.In.Arrived == 0; _world.AdvanceTo(_world.NowMs + 1))
        {
            while (_world.RunDue(100) | _loop.Turn())
            {
                // Whatever can happen at this time does: the answer is there before the loop looks again.
            }
        }

        int length = Math.Max(client.Receive(answer), 0);
        return Encoding.Latin1.GetString(answer, 0, length);
    }

    private void Accept(SimSocket server)
    {
        Widen(server, ServerBufferBytes);
        int number = _servers.Count;
        _servers.Add(server);
        _received.Add("");
        server.News = () => Answer(server, number);
    }

    /// <summary>Answers what begins like a request, having read the first bytes of it.</summary>
    private void Answer(SimSocket server, int number)
    {
        byte[] bytes = new byte[ServerBufferBytes / 4];
        int length = server.In.Arrived > 0 ? server.Receive(bytes) : 0;
        string text = Encoding.Latin1.GetString(bytes, 0, length);
        _received[number] += text;
        if (text.StartsWith("GET ", StringComparison.Ordinal))
        {
            server.Send(Encoding.Latin1.GetBytes(Ok));
        }
    }

    /// <summary>A connection without delays: so much may be on its way to this end, and anything from it.</summary>
    private void Widen(SimSocket end, int inBytes)
    {
        end.In = end.Other.Out = new SimStream(_world, end, new StreamShape(inBytes, 0, 0, Splits: false));
        end.Out = end.Other.In = new SimStream(_world, end.Other, new StreamShape(PlentyBytes, 0, 0, Splits: false));
    }
}
