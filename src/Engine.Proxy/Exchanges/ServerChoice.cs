using System.Collections.Generic;
using Engine.Config.Model;
using Engine.IO.Tasks;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>Step 4: the server of this exchange, and its slot there from pick to release; queues for one when all servers are full.</summary>
internal sealed class ServerChoice(Exchange exchange)
{
    private readonly QueueTicket _ticket = new(exchange.Place.Loop);
    private ServerState? _avoid;

    /// <summary>What <c>use-server</c> rules chose, once they were read.</summary>
    private ServerState? _ruled;
    private bool _isRuled;
    private ServerState? _server;

    /// <summary>Where a slot is reserved; null before and after.</summary>
    internal ServerState? Server
    {
        get => _server;
        private set
        {
            _server = value;
            if (value is not null)
            {
                exchange.Record.IsRedispatched |= _avoid is not null && value != _avoid;
                exchange.Server = value;
                value.CountPick(exchange.Place.Loop.Index, exchange.Place.Loop.Clock.NowMs);
                exchange.Times.PickMs = exchange.Place.Loop.Clock.NowMs;
            }
        }
    }

    /// <summary>Reserves a slot without waiting. False: there is no server, or all are full.</summary>
    internal bool TryPick()
    {
        BackendPlan backend = exchange.Backend!;
        if (FindRuled(backend) is { } ruled)
        {
            Server = backend.State.Queue.Length == 0 && ruled.TryReserve() ? ruled : null;
            return Server is not null;
        }

        if (exchange.Client.Held?.SignedInTo is { } known && known != _avoid && IsUsable(known, backend) && known.TryReserve())
        {
            Server = known;
            return true;
        }

        // Those who queue have come earlier: a slot that is free right now is on its way to one of them.
        int tries = backend.State.Queue.Length == 0 ? backend.State.Usable.Count : 0;
        while (tries-- > 0)
        {
            ServerState? picked = backend.Balancer.Pick(new PickRequest
            {
                Client = exchange.Client.Address,
                Head = backend.Mode == ProxyMode.Http ? exchange.Request : null,
                Avoid = _avoid,
            });
            if (picked is null)
            {
                return false;
            }

            if (picked.TryReserve())
            {
                Server = picked;
                return true;
            }
        }

        return false;
    }

    /// <summary>The same, with the wait for a slot. Null: reserved.</summary>
    internal async LoopTask<Termination?> PickAsync()
    {
        if (TryPick())
        {
            return null;
        }

        BackendPlan backend = exchange.Backend!;
        IReadOnlyList<ServerState> usable = backend.State.Usable;
        ServerState? only = _avoid is null ? _ruled : null;
        if (usable.Count == 0 && only is null)
        {
            return Termination.NoServer;
        }

        _ticket.Only = only;
        _ticket.Rank = RankOf();
        Server = backend.State.Queue.ReserveOrJoin(usable, _ticket);
        if (Server is not null)
        {
            return null;
        }

        exchange.Record.QueuePosition = _ticket.Ahead;
        exchange.Waits.Await(ServerWait.Slot, backend.Timeouts.QueueMs);
        await _ticket.Signal.WaitAsync();
        Server = backend.State.Queue.Leave(_ticket);
        if (Server is null)
        {
            exchange.Times.PickMs = exchange.Place.Loop.Clock.NowMs;
            return exchange.Cause ?? Termination.QueueTimeout;
        }

        return exchange.Cause;
    }

    /// <summary>Waiting for a slot ends, granted or not.</summary>
    internal void CancelWait() => _ticket.Signal.Set(0);

    /// <summary>The next pick takes another server, if there is one.</summary>
    internal void GoElsewhere()
    {
        _avoid = Server;
        exchange.Persistence.GiveUp();
        Release();
    }

    /// <summary>Gives the slot back, if there is one.</summary>
    internal void Release()
    {
        Server?.Release();
        Server = null;
    }

    /// <summary>Forgets what this exchange has tried.</summary>
    internal void Reset()
    {
        _avoid = _ruled = null;
        _isRuled = false;
    }

    /// <summary>CFG 4.2 use-server: the first rule whose condition holds and whose server is not down; not again once that server has failed this exchange.</summary>
    private ServerState? FindRuled(BackendPlan backend)
    {
        if ((backend.UseServers.Length == 0 && backend.Persistence is null) || _avoid is not null)
        {
            return null;
        }

        if (!_isRuled)
        {
            _isRuled = true;
            _ruled = backend.Persistence is { } plan ? FindPersistent(backend, plan) : ReadRules(backend);
        }

        return _ruled;
    }

    private ServerState? FindPersistent(BackendPlan backend, PersistencePlan plan)
    {
        exchange.Persistence.Begin(plan);
        return exchange.Persistence.Find(plan, ReadRules(backend));
    }

    private ServerState? ReadRules(BackendPlan backend)
    {
        foreach (UseServerPlan use in backend.UseServers)
        {
            SampleContext context = new(exchange, RulePoints.UseServer) { IsFinal = true };
            context.Scratch.Clear();
            if (use.Condition.IsTrue(context))
            {
                ServerState? server = use.Name is null ? use.Server : backend.State.Find(use.Name.Render(context));
                if (server is not null && exchange.Persistence.MayUse(server))
                {
                    return server;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// CFG 4.4 set-priority-class, set-priority-offset: by class first, then by the time of arrival as the offset moves it. Backends
    /// whose exchanges have neither are served in the order of arrival, which is that of the queue itself.
    /// </summary>
    private long RankOf()
    {
        const int TimeBits = 48;
        return ((long)exchange.Settings.PriorityClass << TimeBits) + exchange.Place.Loop.Clock.NowMs + exchange.Settings.PriorityOffsetMs;
    }

    private static bool IsUsable(ServerState server, BackendPlan backend)
    {
        foreach (ServerState usable in backend.State.Usable)
        {
            if (usable == server)
            {
                return true;
            }
        }

        return false;
    }
}
