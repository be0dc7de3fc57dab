using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Engine.Config;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Buffers;
using Engine.IO.Loop;
using Engine.Proxy;
using Engine.Proxy.Clients;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.Stages;
using Engine.Simulation.Clients;
using Engine.Simulation.Codecs;
using Engine.Simulation.Network;
using Engine.Simulation.Servers;
using Engine.Simulation.Traffic;
using Engine.Simulation.World;
using Engine.Stages;

namespace Engine.Simulation.Runs;

/// <summary>One run: the whole proxy, its clients and servers, all on one thread, all decided by one seed.</summary>
internal sealed class Simulation : IDisposable
{
    /// <summary>The real parts, and a coding whose work can be checked.</summary>
    private static readonly StageCatalog Stages = BuiltInStages.Catalog with { Codecs = [EchoEncoder.Row] };

    private readonly SimWorld _world;
    private readonly Weather _weather;
    private readonly Topology _topology;
    private readonly SimNetwork _network;
    private readonly RequestBook _book;
    private readonly List<ClientActor> _clients = [];
    private readonly List<ClientPlan> _plans = [];
    private readonly List<SimListener> _listeners = [];
    private readonly SimLoop[] _loops;
    private readonly ProxyEngine _engine;
    private readonly ProxyPlan _plan;
    private int _clientsToCome;
    private string? _stop;

    public Simulation(int seed, Sabotage sabotage = Sabotage.None)
    {
        _world = new SimWorld(seed);
        _weather = sabotage == Sabotage.None ? Weather.Of(_world) : new Weather { IsCalm = true };
        _topology = Topology.Of(_world, _weather);
        _network = new SimNetwork(_world, _weather);
        _book = new RequestBook(_world);
        _plan = Compile(_topology.Config);
        _loops = [.. Enumerable.Range(0, _topology.Loops).Select(i => new SimLoop(i, _world, _network, _plan.Global.Tune.BufSize, sabotage))];
        _engine = new ProxyEngine(_plan, [.. _loops.Select(loop => loop.Loop)]);
        _network.Struck = ForgiveStruck;
        ForgiveWeather();
        OpenServers();
        List<SimListener> web = OpenFrontend(_plan.Frontends[0]);
        List<SimListener> raw = OpenFrontend(_plan.Frontends[1]);
        (List<ClientPlan> http, List<ClientPlan> tcp) = new TrafficPlanner(_world, _weather, _topology, _book).Plan();
        http.ForEach(plan => Send(plan, web));
        tcp.ForEach(plan => Send(plan, raw));
        PlanStop();
    }

    public SimWorld World => _world;

    public RequestBook Book => _book;

    public bool IsCalm => _weather.IsCalm;

    /// <summary>True when the engine was stopped while clients were at work.</summary>
    public bool IsStopped => _stop is not null;

    public LoopCounters[] Counters => [.. _engine.Counters];

    /// <summary>Everything from the first connection to the last close, and all checks. Faults are in the world.</summary>
    public void Run()
    {
        const int LongestMs = 600_000;
        try
        {
            RunUntil(() => _clientsToCome == 0 && _clients.TrueForAll(client => client.IsOver), LongestMs);

            // A client may have left with all it had to hear while a slow server still reads what it said.
            RunUntil(() => _engine.Loops.All(loop => loop.Clients.Count == 0), LongestMs);
            RunUntil(static () => false, _world.Between(0, 8000));
            if (_stop is null)
            {
                // Nobody asks any more, so nobody has to be forgiven for finding the door closed.
                new FinalChecks(_world, _network, _plan, _engine).CheckIdle();
                _engine.StopSoft();
            }

            RunUntil(() => _loops.All(loop => loop.Loop.HasStopped), 120_000);
            RunUntil(static () => false, 10_000);
            new FinalChecks(_world, _network, _plan, _engine).CheckEnd(_book, _clients.Count(client => !client.IsOver));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            _world.Fault($"an invariant broke: {fault}");
        }
    }

    /// <summary>All that is needed to see what went wrong.</summary>
    public string Describe(int traceLines)
    {
        var text = new StringBuilder();
        text.AppendLine($"seed {_world.Seed}: {_world.Faults.Count} faults");
        foreach (string fault in _world.Faults)
        {
            text.AppendLine("  " + fault);
        }

        text.AppendLine($"weather: {_weather}").AppendLine($"{_topology.Loops} loops; configuration:").Append(_topology.Config);
        foreach (ClientPlan plan in _plans)
        {
            text.AppendLine($"client {plan}");
        }

        text.AppendLine("last events (ms since start):");
        foreach (string line in _world.Trace.TakeLast(traceLines))
        {
            text.AppendLine(line);
        }

        return text.AppendLine($"run it alone: WEIR_SIM_SEED={_world.Seed} dotnet test tests/Engine.Simulation").ToString();
    }

    public void Dispose() => _engine.Dispose();

    internal static ProxyPlan Compile(string text)
    {
        var diagnostics = new DiagnosticBag();
        Configuration configuration = new ConfigReader(Stages.ToVocabulary(), diagnostics).ReadText("sim.cfg", text);
        ProxyPlan? plan = diagnostics.Errors == 0 ? PlanCompiler.Compile(configuration, Stages, diagnostics) : null;
        return plan ?? throw new InvalidOperationException("The simulated configuration is refused:\n" + text + string.Join('\n', diagnostics.All));
    }

    private void ForgiveWeather()
    {
        if (_weather.ConnectRefused + _weather.ConnectLost + _weather.ConnectError > 0 || (!_weather.IsCalm && _topology.HasLimits))
        {
            _book.PardonOfAll |= Pardon.Unavailable;
        }

        if (!_weather.IsCalm)
        {
            _book.PardonOfAll |= Pardon.Upload;
        }

        if (_weather.StaleClose > 0)
        {
            _book.PardonOfUnrepeatable = Pardon.BadGateway;
        }
    }

    /// <summary>A reset out of the blue: of a client's own connection, or of one to a server, whoever is using it.</summary>
    private void ForgiveStruck(SimSocket opener)
    {
        if (!opener.Name.StartsWith("client", StringComparison.Ordinal))
        {
            _book.PardonOfAll |= Pardon.BadGateway | Pardon.Unavailable | Pardon.Truncation | Pardon.Upload;
            return;
        }

        foreach (RequestPlan request in _plans[int.Parse(opener.Name.AsSpan("client".Length))].Requests)
        {
            request.Pardon = Pardon.Anything;
        }
    }

    private void OpenServers()
    {
        foreach (bool tcp in new[] { false, true })
        {
            foreach (int port in _topology.Ports(tcp ? Topology.TcpServerPort : Topology.HttpServerPort))
            {
                bool slow = _world.Chance(0.2);
                var habits = new ServerHabits
                {
                    IsTcp = tcp,
                    ReadBytesMax = slow ? _world.OneOf(500, 3000, 20_000) : int.MaxValue,
                    RestMs = slow ? _world.Between(1, _topology.PatienceMs / 10) : 0,
                    StaleClose = _weather.StaleClose,
                };
                _network.Serve(port, slow, socket => _ = new ServerSession(_world, socket, _book, habits));
            }
        }
    }

    private List<SimListener> OpenFrontend(FrontendPlan frontend)
    {
        var listeners = new List<SimListener>();
        foreach (ProxyLoop place in _engine.Loops)
        {
            var listener = new SimListener(_network);
            var acceptor = new Acceptor(place, frontend, frontend.Listeners[0], listener);
            place.Acceptors.Add(acceptor);
            place.Loop.Post(static state => ((Acceptor)state!).Start(), acceptor);
            listeners.Add(listener);
        }

        _listeners.AddRange(listeners);
        return listeners;
    }

    private void Send(ClientPlan plan, List<SimListener> listeners)
    {
        _clientsToCome++;
        int number = _plans.Count;
        _plans.Add(plan);
        _world.After(plan.StartMs, () =>
        {
            _clientsToCome--;
            SimListener listener = listeners[_world.Random.Next(listeners.Count)];
            SimSocket socket = _network.ConnectClient($"client{number}", plan.RestMs > 0, listener);
            _clients.Add(new ClientActor(_world, socket, plan, _book, rest => Send(rest, listeners)));
        });
    }

    private void PlanStop()
    {
        if (_world.Chance(0.2))
        {
            _world.After(_world.Between(100, 3000), StopSoft);
        }
        else if (_world.Chance(0.1))
        {
            _world.After(_world.Between(100, 3000), StopHard);
        }
    }

    private void StopSoft()
    {
        // Requests that begin now, or wait on a kept connection, may find the door closed.
        _stop ??= "soft";
        _world.Note("soft stop");
        _book.PardonOfAll |= Pardon.Silence;
        _engine.StopSoft();
    }

    private void StopHard()
    {
        _stop = "hard";
        _world.Note("hard stop");
        _book.PardonOfAll = Pardon.Anything;
        _engine.StopHard();
        _world.After(3000, () =>
        {
            if (!_loops.All(loop => loop.Loop.HasStopped))
            {
                _world.Fault("a hard stop is not over after 3 s");
            }
        });
    }

    /// <summary>Lets the world go on until something holds, at most so long; also ends when nothing will ever happen again.</summary>
    private void RunUntil(Func<bool> holds, int msMax)
    {
        long untilMs = _world.NowMs + msMax;
        int quietRounds = 0;
        while (!holds())
        {
            bool busy = _world.RunDue(_world.Between(1, 12));
            bool allAsked = true;
            foreach (int i in Shuffled())
            {
                if (_loops[i].Loop.HasStopped)
                {
                    continue;
                }

                // A loop may lag behind the others.
                if (_world.Chance(0.2))
                {
                    allAsked = false;
                    continue;
                }

                busy |= _loops[i].Turn();
            }

            quietRounds = busy || !allAsked ? 0 : quietRounds + 1;
            if (quietRounds < 2)
            {
                continue;
            }

            quietRounds = 0;
            if (NextMs() is not { } nextMs || nextMs > untilMs)
            {
                _world.AdvanceTo(untilMs);
                return;
            }

            _world.AdvanceTo(nextMs);
        }
    }

    private long? NextMs()
    {
        long? next = _world.NextMs;
        foreach (SimLoop loop in _loops)
        {
            if (!loop.Loop.HasStopped && loop.WakeMs is { } wakeMs && !(next < wakeMs))
            {
                next = wakeMs;
            }
        }

        return next;
    }

    private int[] Shuffled()
    {
        int[] order = [.. Enumerable.Range(0, _loops.Length)];
        _world.Random.Shuffle(order);
        return order;
    }
}
