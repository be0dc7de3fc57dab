using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Engine.Config.Model;
using Engine.IO.Listening;
using Engine.IO.Loop;
using Engine.IO.Sockets;
using Engine.Proxy.Clients;
using Engine.Proxy.Control;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Proxy.Loops;
using Engine.Proxy.Peers;
using Engine.Proxy.Plan;
using Engine.Proxy.Resolving;
using Engine.Proxy.Servers;
using Engine.Proxy.State;

namespace Engine.Proxy;

/// <summary>A plan at work: its loops, one thread each, and what listens on them.</summary>
public sealed class ProxyEngine : IDisposable
{
    private ProxyPlan _plan;
    private readonly ProxyLoop[] _loops;
    private readonly Thread[] _threads;
    private readonly IdleMeter _idle;
    private readonly PeersHub _peers;
    private readonly EngineHealth _health;

    /// <param name="plan">What to serve.</param>
    /// <param name="loopCount">Loops and threads (<c>nbthread</c>), 1 or more.</param>
    public ProxyEngine(ProxyPlan plan, int loopCount)
        : this(plan, RealLoops(plan, loopCount))
    {
    }

    /// <summary>Of given loops, whatever they are made of.</summary>
    internal ProxyEngine(ProxyPlan plan, EventLoop[] loops)
    {
        _plan = plan;
        _loops = Array.ConvertAll(loops, loop => new ProxyLoop(loop, plan));
        StartedMs = loops[0].Clock.NowMs;
        _idle = new IdleMeter(StartedMs);
        Control = new ControlServer(this, _loops[0]);
        _threads = new Thread[loops.Length];
        foreach (ProxyLoop loop in _loops)
        {
            loop.Siblings = _loops;
            loop.Engine = this;
        }

        _peers = new PeersHub(_loops[0]);
        _loops[0].Peers = _peers;
        _health = new EngineHealth(_loops);
        BytesOutRate.Prepare(_loops.Length);
        Prepare(plan);
        foreach (ProxyLoop loop in _loops)
        {
            loop.Checks.Use(CheckSchedule.Of(plan));
        }
    }

    /// <summary>Called with each message for the operator's terminal, on any loop: must not block. Set before <see cref="Start"/>.</summary>
    public Action<string>? Terminal
    {
        get => _health.Terminal;
        set => _health.Terminal = value;
    }

    /// <summary>Says the state of all servers, as SIGHUP asks for it. Any thread; returns at once.</summary>
    public void ReportServers() => _loops[0].Loop.Post(static state => ServerReport.Write(((ProxyEngine)state!)._plan, ((ProxyEngine)state)._health), this);

    public IReadOnlyList<ProxyLoop> Loops => _loops;

    /// <summary>The runtime API.</summary>
    public ControlServer Control { get; }

    /// <summary>What the front door knows about the process; set before <see cref="Start"/>.</summary>
    public ProcessFacts Process { get; set; } = new();

    /// <summary>Listening sockets of the process before, for <see cref="TryBind"/> to take what it needs and close the rest. The engine's own from then on.</summary>
    public List<HandedSocket> Handed { get; } = [];

    /// <summary>Asked by <see cref="TryBind"/> when an address of a frontend is taken, each time: true when it may be free now. Null = nobody makes room.</summary>
    public Func<bool>? MakesRoom { get; set; }

    /// <summary>Loop time at which the engine was made, ms.</summary>
    public long StartedMs { get; }

    /// <summary>The limit of all frontends together.</summary>
    public ConnectionLimitShared ConnectionLimit => _plan.Connections;

    /// <summary>Share of the time since it was asked for last, or since the start, that the loops have slept, percent. On the first loop.</summary>
    public int IdlePercent => _idle.Take(_loops[0].Loop.Clock.NowMs, _loops.Length);

    /// <summary>Bytes sent per second, to clients and to servers.</summary>
    public LoopRateShared BytesOutRate { get; } = new();

    /// <summary>Peers with whom there is a connection, and among them those with whom both ends know each other. Any thread.</summary>
    public (int Active, int Connected) PeersCount => _peers.Count();

    /// <summary>Kernel pipes that no body uses and that are kept for the next one. Any thread.</summary>
    public int PipesFree
    {
        get
        {
            int free = 0;
            foreach (ProxyLoop loop in _loops)
            {
                free += loop.Channels.Free;
            }

            return free;
        }
    }

    /// <summary>Counters of each loop; a snapshot may be a moment old.</summary>
    public IEnumerable<LoopCounters> Counters
    {
        get
        {
            foreach (ProxyLoop loop in _loops)
            {
                yield return loop.Counters;
            }
        }
    }

    /// <summary>Loops and threads.</summary>
    public int LoopCount => _loops.Length;

    /// <summary>The plan in use.</summary>
    public ProxyPlan Plan => _plan;

    /// <summary>
    /// Goes over to another plan without losing a connection: listeners of the same place are kept, exchanges under way end under the
    /// plan they began with. On a thread that is no loop; returns when all loops have gone over. False: something could not be opened,
    /// which is written to <paramref name="errors"/>, and everything is as before.
    /// </summary>
    /// <param name="plan">Compiled with <see cref="Plan"/> as the previous one.</param>
    public bool TryReload(ProxyPlan plan, TextWriter errors)
    {
        using PlanSwitch next = new(plan, _loops);
        if (!next.TryPrepare(errors))
        {
            return false;
        }

        if (!Control.TryOpen(plan.Control, errors) || !_peers.TryOpen(plan, errors))
        {
            Control.Abandon();
            next.Abandon();
            return false;
        }

        Prepare(plan);
        plan.Activate();
        _plan = plan;
        _loops[0].Loop.Post(_ => Control.Use(plan.Control), null);
        next.Run();
        _loops[0].Loop.Post(_ => _peers.Use(plan), null);
        return true;
    }

    /// <summary>Opens every listener and the ways to every log target, on every loop. All failures are written to <paramref name="errors"/>; false when there was one.</summary>
    public bool TryBind(TextWriter errors)
    {
        using PlanSwitch start = new(_plan, _loops) { Handed = Handed, MakesRoom = MakesRoom };
        // First: who sees a frontend listen may expect the runtime API to be there.
        bool good = MayShowClients(errors) & Control.TryBind(errors);
        foreach (FrontendPlan frontend in _plan.Frontends)
        {
            foreach (ListenerPlan listener in frontend.Listeners)
            {
                good &= start.TryBind(frontend, listener, errors);
            }
        }

        Handed.ForEach(static socket => SocketHandover.Close(socket.Fd));
        Handed.Clear();
        for (int i = 0; i < _loops.Length; i++)
        {
            _loops[i].Acceptors.AddRange(start.AcceptorsOf(i));
        }

        foreach (ProxyLoop loop in _loops)
        {
            good &= loop.Log.TryOpen(errors);
        }

        good = good && _peers.TryOpen(_plan, errors);
        if (!good)
        {
            start.Abandon();
        }

        return good;
    }

    /// <summary>CFG 4.2 usesrc: who may not take other machines' addresses would find every connection refused.</summary>
    private bool MayShowClients(TextWriter errors)
    {
        foreach (BackendPlan backend in _plan.Backends)
        {
            IReadOnlyList<ServerState> servers = _plan.Names.ServersOf(backend.Name);
            foreach (ServerState server in backend.Dispatch is { } place ? [.. servers, place] : servers)
            {
                if (server.Plan.Source is { Use: not null } && !TransparentSockets.AreAllowed())
                {
                    errors.WriteLine($"[ERROR] {backend.Name}/{server.Name}: 'usesrc' needs the right to use addresses of others: run as root, or with CAP_NET_RAW or CAP_NET_ADMIN");
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Starts the loops' threads; connections are accepted from here on.</summary>
    public void Start()
    {
        StartVariablePlan.SetAll(_loops[0]);
        for (int i = 0; i < _loops.Length; i++)
        {
            ProxyLoop loop = _loops[i];
            int index = i;
            _threads[i] = new Thread(() => RunLoop(loop, index))
            {
                IsBackground = false,
                Name = "loop-" + (i + 1),
            };
            _threads[i].Start();
        }
    }

    /// <summary>Stops listening, closes what is idle, and ends each loop when its last exchange is done. Any thread; returns at once.</summary>
    public void StopSoft()
    {
        _loops[0].Loop.Post(static state => ProxyMessages.Stopped((ProxyLoop)state!), _loops[0]);
        foreach (ProxyLoop loop in _loops)
        {
            loop.Loop.Post(static state => ((ProxyLoop)state!).StopSoft(), loop);
        }
    }

    /// <summary>Ends every exchange now, and then the loops. Any thread; returns at once.</summary>
    public void StopHard()
    {
        foreach (ProxyLoop loop in _loops)
        {
            loop.Loop.Post(static state => ((ProxyLoop)state!).StopHard(), loop);
        }
    }

    /// <summary>Ends all exchanges and sessions that are with that server, on every loop, at once. Any thread; returns before they have ended.</summary>
    public void EndSessionsOf(ServerState server)
    {
        foreach (ProxyLoop loop in _loops)
        {
            loop.Loop.Post(_ => loop.EndSessionsOf(server), null);
        }
    }

    /// <summary>Ends all exchanges and sessions, and closes their clients' connections. Any thread; returns before they have ended.</summary>
    public void EndSessions()
    {
        foreach (ProxyLoop loop in _loops)
        {
            loop.Loop.Post(static state => ((ProxyLoop)state!).Clients.Terminate(), loop);
        }
    }

    /// <summary>Closes all idle connections to that server. Any thread; returns before that is done.</summary>
    public void ForgetIdleOf(ServerState server)
    {
        foreach (ProxyLoop loop in _loops)
        {
            loop.Loop.Post(_ => loop.PoolOf(server).Clear(), null);
        }
    }

    /// <summary><c>add server</c>: a server more, in maintenance until it is enabled. On the first loop; false with the reason.</summary>
    /// <param name="words">Address and options, as they stand behind the name on a <c>server</c> line.</param>
    public bool TryAddServer(BackendPlan backend, string name, IReadOnlyList<string> words, out string error) =>
        new ServerAdditions(_plan, _loops, _health).TryAdd(backend, name, words, out error);

    /// <summary><c>del server</c>: a server in maintenance that nobody uses goes. On the first loop; false with the reason.</summary>
    public bool TryRemoveServer(BackendPlan backend, ServerState server, out string error) =>
        new ServerAdditions(_plan, _loops, _health).TryRemove(backend, server, out error);

    /// <summary><c>set server check-addr</c> and its kin: the server's checks go on with what is changed, until its line says something else. On the first loop; false with the reason.</summary>
    public bool TryChangeCheck(ServerState server, CheckState check, CheckChange change, out string error) =>
        new ServerAdditions(_plan, _loops, _health).TryChange(server, check, change, out error);

    /// <summary><c>set server fqdn</c>: the server follows another name from now on, until its line names another. On the first loop. The name before; null when it follows none.</summary>
    public string? Rename(ServerState server, string name) => _plan.Resolving?.Rename(server, name);

    /// <summary>Stops or resumes accepting for a frontend. Any thread.</summary>
    public void Pause(FrontendPlan frontend, bool paused)
    {
        frontend.State.IsPaused = paused;
        foreach (ProxyLoop loop in _loops)
        {
            loop.Loop.Post(_ => loop.Pause(frontend, paused), null);
        }
    }

    /// <summary>Closes a frontend's listeners for good. Any thread.</summary>
    public void ShutDown(FrontendPlan frontend)
    {
        frontend.State.IsStopped = true;
        foreach (ProxyLoop loop in _loops)
        {
            loop.Loop.Post(_ => loop.ShutDown(frontend), null);
        }
    }

    /// <summary>A limit was raised: whoever found no room tries again. Any thread.</summary>
    public void ResumeAccepting()
    {
        foreach (ProxyLoop loop in _loops)
        {
            loop.Loop.Post(static state => ((ProxyLoop)state!).ResumeAccepting(), loop);
        }
    }

    /// <summary>Waits until all loops have ended.</summary>
    public void Join()
    {
        foreach (Thread thread in _threads)
        {
            thread?.Join();
        }
    }

    public void Dispose()
    {
        foreach (ProxyLoop loop in _loops)
        {
            loop.Loop.Dispose();
        }
    }

    private static EventLoop[] RealLoops(ProxyPlan plan, int count)
    {
        TuneConfig tune = plan.Global.Tune;
        EventLoop[] loops = new EventLoop[count];
        for (int i = 0; i < count; i++)
        {
            loops[i] = new EventLoop(EventLoopParts.Real(i, tune.BufSize, tune.MaxPollEvents ?? 200));
        }

        return loops;
    }

    private void RunLoop(ProxyLoop loop, int index)
    {
        CpuPinning.Apply(_plan.Global.CpuMaps, index + 1);
        foreach (Acceptor acceptor in loop.Acceptors)
        {
            acceptor.Start();
        }

        if (index == 0)
        {
            loop.Sweeper.Start();
            loop.Loop.Post(_ => _peers.Use(_plan), null);
            _plan.Resolving?.Start();
            Control.Start();
        }

        loop.Loop.Run();
    }

    /// <summary>What is new in a plan gets its shares of every loop.</summary>
    private void Prepare(ProxyPlan plan)
    {
        plan.Resolving = plan.Resolvers.Count > 0 ? new ResolverSet(_loops[0], plan) : null;
        _health.Use(plan);
        plan.CompressionLimit.Prepare(_loops.Length);
        plan.ServerKeys.Prepare(_loops.Length);
        plan.Tls?.Gate.Prepare(_loops.Length);
        foreach (FrontendPlan frontend in plan.Frontends)
        {
            frontend.State.Prepare(_loops.Length);
            foreach (ListenerPlan listener in frontend.Listeners)
            {
                listener.Traffic?.Prepare(_loops.Length);
            }
        }

        foreach (BackendPlan backend in plan.Backends)
        {
            backend.State.Prepare(_loops.Length);
            foreach (ServerState server in plan.Names.ServersOf(backend.Name))
            {
                if (server.Pools.Length == 0)
                {
                    ProxyLoop.Prepare(server, _loops);
                }
            }

            if (backend.Dispatch is { Pools.Length: 0 } place)
            {
                ProxyLoop.Prepare(place, _loops);
            }
        }
    }
}
