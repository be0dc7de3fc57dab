using System;
using System.Collections.Generic;
using System.Linq;
using Engine.IO.Tasks;
using Engine.IO.Tls;
using Engine.Proxy;
using Engine.Proxy.Clients;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Simulation.Network;
using Engine.Simulation.Runs;
using Engine.Simulation.World;

namespace Engine.Simulation.Secured;

/// <summary>
/// One run: the whole proxy between clients and servers that speak TLS with it, all of them with OpenSSL, while the network splits,
/// holds back, refuses and interrupts what they say. Nothing is lost, so every exchange must end well.
/// </summary>
internal sealed class SecuredRun : IDisposable
{
    private const int ServerPort = 9443;
    private const int LongestMs = 600_000;

    private readonly SimWorld _world;
    private readonly SimNetwork _network;
    private readonly ProxyPlan _plan;
    private readonly SimLoop[] _loops;
    private readonly SimLoop _peers;
    private readonly ProxyEngine _engine;
    private readonly List<SimListener> _listeners = [];
    private readonly TlsContext _clientContext;
    private readonly TlsContext _serverContext;
    private readonly List<LoopTask<bool>> _clients = [];
    private readonly List<LoopTask<bool>> _servers = [];
    private readonly List<SecuredPeer> _clientPeers = [];
    private int _clientsToCome;

    /// <param name="certificate">Path of a PEM file with certificate and key.</param>
    public SecuredRun(int seed, string certificate, TlsCertificate servers)
    {
        _world = new SimWorld(seed);
        _network = new SimNetwork(_world, WeatherOf(_world));
        string version = _world.OneOf("TLSv1.2", "TLSv1.3");
        _plan = Runs.Simulation.Compile(ConfigOf(_world, certificate, version));
        _loops = [.. Enumerable.Range(0, _world.Between(1, 2)).Select(i => new SimLoop(i, _world, _network, _plan.Global.Tune.BufSize, Sabotage.None))];
        _peers = new SimLoop(_loops.Length, _world, _network, 16384, Sabotage.None);
        _engine = new ProxyEngine(_plan, [.. _loops.Select(static loop => loop.Loop)]);
        _clientContext = Context(isServer: false, _world.OneOf(TlsVersion.Tls12, TlsVersion.Tls13));
        _clientContext.KeepSessions();
        _serverContext = Context(isServer: true, _world.OneOf(TlsVersion.Tls12, TlsVersion.Tls13));
        _serverContext.TryUse(servers, out _);
        _network.Serve(ServerPort, isSlow: false, socket => _servers.Add(new SecuredPeer(_world, _peers.Loop, socket.Name).ServeAsync(socket.Fd, _serverContext)));
        foreach (ProxyLoop place in _engine.Loops)
        {
            SimListener listener = new(_network);
            Acceptor acceptor = new(place, _plan.Frontends[0], _plan.Frontends[0].Listeners[0], listener);
            place.Acceptors.Add(acceptor);
            place.Loop.Post(static state => ((Acceptor)state!).Start(), acceptor);
            _listeners.Add(listener);
        }

        for (int i = _world.Between(2, 6); i > 0; i--)
        {
            Come(_world.Between(0, 400));
        }
    }

    public IReadOnlyList<string> Faults => _world.Faults;

    public int Exchanges => _clientPeers.Sum(static peer => peer.Done);

    public int Asked { get; private set; }

    /// <summary>Connections to the server that went from one loop to another.</summary>
    public long Steals => _engine.Counters.Sum(static counters => counters.Steals);

    public int Resumed => _clientPeers.Count(static peer => peer.IsResumed);

    public void Run()
    {
        try
        {
            RunUntil(() => _clientsToCome == 0 && _clients.TrueForAll(static client => client.IsCompleted));
            RunUntil(() => _engine.Loops.All(static loop => loop.Clients.Count == 0));
            RunFor(5000);
            new FinalChecks(_world, _network, _plan, _engine).CheckIdle();
            _engine.StopSoft();
            RunUntil(HaveStopped);
            RunFor(5000);
            Expect(_clients.TrueForAll(static client => client.IsCompleted), "a client still waits");
            Expect(_servers.TrueForAll(static server => server.IsCompleted), "a server still has a connection");
            Expect(!_network.Open.OfType<SimSocket>().Any(), "a connection is left open");
            Expect(_peers.Loop.Buffers.Outstanding == 0, "a peer holds a block");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            _world.Fault($"an invariant broke: {fault}");
        }
    }

    public string Describe() => $"seed {_world.Seed}:\n  {string.Join("\n  ", _world.Faults)}\n{string.Join('\n', _world.Trace.TakeLast(30))}";

    public void Dispose()
    {
        _engine.Dispose();
        _peers.Dispose();
    }

    private static Weather WeatherOf(SimWorld world) => new()
    {
        Partial = world.OneOf(0, 0.2, 0.5),
        Refusal = world.OneOf(0, 0.1, 0.3),
        Interrupt = world.OneOf(0, 0.1),
        Spurious = world.OneOf(0, 0.2),
    };

    private static string ConfigOf(SimWorld world, string certificate, string version) => $"""
        global
            tune.bufsize {world.OneOf(4096, 16384)}
            tune.ssl.maxrecord {world.OneOf(0, 1000, 4000)}
        defaults
            mode http
            timeout connect 30s
            timeout client 300s
            timeout server 300s
        frontend web
            bind 127.0.0.1:443 ssl crt {certificate} ssl-max-ver {version}
            default_backend app
        backend app
            http-reuse {world.OneOf("never", "safe", "always")}
            server s1 10.0.0.1:{ServerPort} ssl verify none sni req.hdr(host)

        """;

    private static TlsContext Context(bool isServer, TlsVersion max) =>
        TlsContext.TryCreate(new TlsOptions { Max = max }, isServer, out TlsContext? context, out string? error) ? context : throw new InvalidOperationException(error);

    private void Come(int delayMs)
    {
        _clientsToCome++;
        int[] sizes = [.. Enumerable.Range(0, _world.Between(1, 4)).Select(_ => _world.OneOf(0, 1, 500, 16_000, 16_384, 70_000))];
        Asked += sizes.Length;
        _world.After(delayMs, () =>
        {
            _clientsToCome--;
            SimSocket socket = _network.ConnectClient($"client{_clientPeers.Count}", isSlow: false, _world.OneOf([.. _listeners]));
            SecuredPeer peer = new(_world, _peers.Loop, socket.Name);
            _clientPeers.Add(peer);
            _clients.Add(peer.AskAsync(socket.Fd, _clientContext, _world.OneOf("a.example.com", "b.example.com"), sizes));
        });
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            _world.Fault(otherwise);
        }
    }

    private bool HaveStopped() => Array.TrueForAll(_loops, static loop => loop.Loop.HasStopped);

    private void RunFor(int ms)
    {
        long untilMs = _world.NowMs + ms;
        RunUntil(() => false, untilMs);
    }

    private void RunUntil(Func<bool> holds) => RunUntil(holds, _world.NowMs + LongestMs);

    private void RunUntil(Func<bool> holds, long untilMs)
    {
        int quietRounds = 0;
        while (!holds())
        {
            bool busy = _world.RunDue(_world.Between(1, 12));
            foreach (SimLoop loop in _loops)
            {
                busy |= !loop.Loop.HasStopped && loop.Turn();
            }

            busy |= _peers.Turn();
            quietRounds = busy ? 0 : quietRounds + 1;
            if (quietRounds < 2)
            {
                continue;
            }

            long? nextMs = _loops.Select(static loop => loop.Loop.HasStopped ? null : loop.WakeMs).Append(_world.NextMs).Append(_peers.WakeMs).Min();
            if (nextMs is null || nextMs > untilMs)
            {
                _world.AdvanceTo(untilMs);
                return;
            }

            _world.AdvanceTo(nextMs.Value);
        }
    }
}
