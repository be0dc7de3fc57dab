using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Logs;
using Engine.Proxy.Loops;
using Engine.Proxy.Mail;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>Health in an engine: which loop checks which server, and what a change does to loops, logs and the operator's terminal.</summary>
internal sealed class EngineHealth : HealthEffects
{
    private readonly ProxyLoop[] _loops;
    private Dictionary<BackendState, BackendPlan> _backends = [];
    private int _nextOwner;

    internal EngineHealth(ProxyLoop[] loops) => _loops = loops;

    /// <summary>Another plan is about to be used: its new servers are spread over the loops.</summary>
    internal void Use(ProxyPlan plan)
    {
        lock (Changes)
        {
            Dictionary<BackendState, BackendPlan> backends = [];
            foreach (BackendPlan backend in plan.Backends)
            {
                backends[backend.State] = backend;
                foreach (ServerState server in plan.Names.ServersOf(backend.Name))
                {
                    if (server.Health.Owner < 0)
                    {
                        server.Health.Owner = _nextOwner++ % _loops.Length;
                        server.Health.Attach(this);
                    }
                }
            }

            _backends = backends;
        }
    }

    public override long NowMs => _loops[0].Loop.Clock.NowMs;

    /// <summary>Called with lines for the operator's terminal, on any loop: must not block. Null: nobody reads them.</summary>
    internal Action<string>? Terminal { get; set; }

    public override void Say(ServerState server, LogLevel level, string text)
    {
        Terminal?.Invoke($"[WARNING] {text}.");
        Log(server.Backend, level, text + ".", OwnerOf(server));
    }

    public override void Mail(ServerState server, LogLevel level, string text)
    {
        if (_backends.TryGetValue(server.Backend, out BackendPlan? plan) && plan.Alerts is { } alerts && level <= alerts.LevelMax)
        {
            _loops[0].Loop.Post(static state => ((Order)state!).Mail(), new Order(_loops[0], server) { Alerts = alerts, Log = plan.Log, Text = text });
        }
    }

    public override void SayEmpty(BackendState backend)
    {
        if (!_backends.TryGetValue(backend, out BackendPlan? plan))
        {
            return;
        }

        string kind = plan.IsListen ? "proxy" : "backend";
        Terminal?.Invoke($"[ALERT] {kind} '{backend.Name}' has no server available!");
        Log(backend, LogLevel.Emerg, $"{kind} {backend.Name} has no server available!", OwnerOf(backend.Servers[0]));
    }

    public override void EndSessions(ServerState server, bool isDown)
    {
        foreach (ProxyLoop loop in _loops)
        {
            loop.Loop.Post(static state => ((Order)state!).EndSessions(), new Order(loop, server) { IsDown = isDown });
        }
    }

    public override int Leave(ServerState server)
    {
        foreach (ProxyLoop loop in _loops)
        {
            loop.Loop.Post(static state => ((Order)state!).EmptyPool(), new Order(loop, server));
        }

        return server.Backend.Redispatches ? server.Backend.Queue.OnServerLeft(server) : 0;
    }

    public override int Return(ServerState server) => server.Backend.Queue.OnServerCame(server);

    public override void WarmUp(ServerState server)
    {
        ProxyLoop owner = OwnerOf(server);
        owner.Loop.Post(static state => ((Order)state!).WarmUp(), new Order(owner, server));
    }

    public override void Hasten(ServerState server, long dueMs)
    {
        ProxyLoop owner = OwnerOf(server);
        owner.Loop.Post(static state => ((Order)state!).Hasten(), new Order(owner, server) { DueMs = dueMs });
    }

    /// <summary>A line for log and terminal about what is so already.</summary>
    internal void Report(ProxyLogPlan? log, string text)
    {
        Terminal?.Invoke("[WARNING] " + text);
        if (log is not null)
        {
            Log(log, LogLevel.Notice, text, _loops[0]);
        }
    }

    /// <summary>A line about a backend, by the loop that owns the server, so that lines about one server keep their order.</summary>
    private void Log(BackendState backend, LogLevel level, string text, ProxyLoop by)
    {
        if (!_backends.TryGetValue(backend, out BackendPlan? plan) || plan.Log is not { } log)
        {
            return;
        }

        Log(log, level, text, by);
    }

    private static void Log(ProxyLogPlan log, LogLevel level, string text, ProxyLoop loop) =>
        loop.Loop.Post(static state => ((Order)state!).Write(), new Order(loop, null!) { Log = log, Level = level, Text = text });

    private ProxyLoop OwnerOf(ServerState server) => _loops[server.Health.Owner];

    /// <summary>Something to be done on another loop.</summary>
    private sealed class Order(ProxyLoop place, ServerState server)
    {
        internal bool IsDown { get; init; }

        internal long DueMs { get; init; }

        internal ProxyLogPlan? Log { get; init; }

        internal MailAlertPlan? Alerts { get; init; }

        internal LogLevel Level { get; init; }

        internal string Text { get; init; } = "";

        internal void EndSessions() => place.Clients.TerminateAt(server, IsDown);

        internal void EmptyPool() => place.PoolOf(server).Clear();

        internal void WarmUp() => place.Checks.WarmUp(server);

        internal void Hasten() => place.Checks.Hasten(server, DueMs);

        internal void Mail() => place.Mail.Send(server.Backend, Alerts!, Text, Log);

        internal void Write() => place.Log.Send(Log!, Level, ByteText.ToBytes(Text), default);
    }
}
