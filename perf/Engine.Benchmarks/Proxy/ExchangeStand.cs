using System;
using Engine.Benchmarks.Config;
using Engine.Benchmarks.Http;
using Engine.Benchmarks.Memory;
using Engine.IO.Buffers;
using Engine.IO.Loop;
using Engine.Proxy;
using Engine.Proxy.Clients;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Benchmarks.Proxy;

/// <summary>
/// The whole engine with one loop between one client and one origin, all in memory. The simulation's network would do the same,
/// but it is made to be unkind and to keep a record: its own cost would be most of what a benchmark saw.
/// </summary>
internal sealed class ExchangeStand : IDisposable
{
    /// <summary>Turns that no exchange needs: what takes more hangs.</summary>
    private const int TurnsMax = 100;

    private readonly MemoryNetwork _network = new(Messages.SmallAnswer);
    private readonly EventLoop _loop;
    private readonly ProxyEngine _engine;
    private MemoryEndpoint? _client;
    private int _answerBytes;

    /// <param name="line">A line of the defaults section, or "".</param>
    public ExchangeStand(string line)
    {
        ProxyPlan plan = Compiled.Plan($"""
            defaults
                mode http
                timeout client 60s
                timeout connect 5s
                timeout server 60s
                {line}
            frontend web
                bind 127.0.0.1:80
                default_backend origins
            backend origins
                server origin 127.0.0.1:8080

            """);
        _loop = new EventLoop(new EventLoopParts
        {
            Poller = new MemoryPoller(_network),
            Sockets = new MemorySockets(_network),
            Clock = new LoopClock(),
            Buffers = new BufferPool(plan.Global.Tune.BufSize),
            OnBroken = static fault => throw new InvalidOperationException("An exchange broke an invariant.", fault),
        });
        _engine = new ProxyEngine(plan, [_loop]);
        Server = plan.Backends[0].State.Servers[0];
        var acceptor = new Acceptor(Place, plan.Frontends[0], plan.Frontends[0].Listeners[0], new MemoryListener(_network));
        Place.Acceptors.Add(acceptor);
        _loop.Post(static state => ((Acceptor)state!).Start(), acceptor);
        RunUntilQuiet();
    }

    public ProxyLoop Place => _engine.Loops[0];

    public ServerState Server { get; }

    /// <summary>One exchange on a client connection that stays. Bytes of the answer.</summary>
    public int Carry()
    {
        _client ??= _network.ConnectClient();
        return Carry(_client);
    }

    /// <summary>The same on a client connection of its own, which the proxy must close.</summary>
    public int CarryOnNewConnection()
    {
        MemoryEndpoint client = _network.ConnectClient();
        int bytes = Carry(client);
        return client.IsOpen ? throw new InvalidOperationException("The connection was to be closed.") : bytes;
    }

    public void Dispose() => _engine.Dispose();

    private int Carry(MemoryEndpoint client)
    {
        client.Sent = 0;
        _network.Deliver(client, Messages.BrowserRequest);
        RunUntilQuiet();
        int bytes = client.Sent;
        if (bytes < Messages.SmallAnswerBodyBytes || (_answerBytes != 0 && bytes != _answerBytes))
        {
            throw new InvalidOperationException($"An answer of {bytes} bytes; the one before had {_answerBytes}.");
        }

        return _answerBytes = bytes;
    }

    private void RunUntilQuiet()
    {
        for (int turn = 0; _loop.Turn(0); turn++)
        {
            if (turn == TurnsMax)
            {
                throw new InvalidOperationException("The loop does not come to rest.");
            }
        }
    }
}
