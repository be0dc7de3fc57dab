using Engine.Config.Model;
using Engine.IO.Tasks;
using Engine.Proxy.Clients;
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

    /// <summary>The server that was given up last, until the next one is there.</summary>
    private ServerState? _left;

    /// <summary>The only server that will do; null where any will.</summary>
    private ServerState? _only;

    /// <summary>What <c>use-server</c> rules chose, once they were read.</summary>
    private ServerState? _ruled;
    private bool _isRuled;

    /// <summary>True exactly when the balancer was not asked: rules, persistence or what the client did before named the server.</summary>
    private bool _isKnown;
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
                exchange.Server = value.Plan.IsNameless ? null : value;
                CountMove(value);
                long nowMs = exchange.Place.Loop.Clock.NowMs;
                value.CountPick(exchange.Place.Loop.Index, nowMs);
                if (_isKnown)
                {
                    CountDirect(value);
                }

                exchange.Times.PickMs = nowMs;
            }
        }
    }

    /// <summary>True when rules or persistence chose the server, not the balancer: it is not changed lightly.</summary>
    internal bool IsDirect { get; private set; }

    /// <summary>Reserves a slot without waiting. False: there is no server, or all are full, or the one there has to be.</summary>
    internal bool TryPick()
    {
        BackendPlan backend = exchange.Backend!;
        ServerState? only = FindRuled(backend);
        IsDirect = only is not null;
        only ??= FindKnown(backend);
        _isKnown = only is not null;
        if (only is not null)
        {
            _only = only;
            return TryTake(only);
        }

        _only = null;

        // Those who queue have come earlier: a slot that is free right now is on its way to one of them.
        bool isFixed = (backend.State.Balancer.Traits & BalancerTraits.IsFixed) != 0;
        return (isFixed || backend.State.Queue.Length == 0) && TryBalance(backend, isFixed);
    }

    /// <summary>The same, with the wait for a slot. Null: reserved.</summary>
    internal async LoopTask<Termination?> PickAsync()
    {
        BackendPlan backend = exchange.Backend!;
        while (!TryPick())
        {
            if (_only is { IsQueueFull: true } crowded)
            {
                if (!IsDirect || backend.Redispatch is null)
                {
                    exchange.Server = crowded;
                    return Termination.QueueFull;
                }

                GiveUp(crowded);
                continue;
            }

            if (_only is null && backend.State.Usable.Count == 0)
            {
                return Termination.NoServer;
            }

            if (await QueueAsync(backend))
            {
                return exchange.Cause;
            }

            if (!_ticket.TakeDismissal() || exchange.Cause is not null)
            {
                exchange.Times.PickMs = exchange.Place.Loop.Clock.NowMs;
                return exchange.Cause ?? Termination.QueueTimeout;
            }

            // Its server is gone: no rule that chose it counts any more.
            GiveUp(_only);
        }

        return null;
    }

    /// <summary>Choosing again may end with the same server: a retry then, no choice; else a redispatch.</summary>
    private void CountMove(ServerState chosen)
    {
        if (_left is { } left)
        {
            _left = null;
            if (left == chosen)
            {
                TrafficTally.AtServer(exchange, TrafficCount.Retries);
                CountDirect(chosen);
                return;
            }

            exchange.Record.IsRedispatched = true;
            TrafficTally.Count(exchange, left, TrafficCount.Redispatches);
        }
    }

    /// <summary>Another attempt at the server that is there: a session more for it, and no choice (MGT 9.1 stot, lbtot).</summary>
    internal void CountAgain()
    {
        _server!.CountPick(exchange.Place.Loop.Index, exchange.Place.Loop.Clock.NowMs);
        CountDirect(_server);
    }

    private void CountDirect(ServerState chosen) => chosen.Traffic.Of(exchange.Place.Loop.Index).Add(TrafficCount.DirectPicks, 1);

    /// <summary>Waits for a slot. False: none was granted.</summary>
    private async LoopTask<bool> QueueAsync(BackendPlan backend)
    {
        _ticket.TakeDismissal();
        _ticket.Only = _only;
        _ticket.Rank = RankOf();
        Server = backend.State.Queue.ReserveOrJoin(backend.State.Usable, _ticket);
        if (Server is not null)
        {
            return true;
        }

        if (_only is null)
        {
            exchange.Record.BackendQueuePosition = _ticket.Ahead;
        }
        else
        {
            exchange.Record.ServerQueuePosition = _ticket.Ahead;
            exchange.Server = _only;
        }

        exchange.Waits.Await(ServerWait.Slot, backend.Timeouts.QueueMs);
        await _ticket.Signal.WaitAsync();
        Server = backend.State.Queue.Leave(_ticket);
        return Server is not null;
    }

    private bool TryTake(ServerState server)
    {
        if (!server.HasRoom || !server.TryReserve())
        {
            return false;
        }

        Server = server;
        return true;
    }

    private bool TryBalance(BackendPlan backend, bool isFixed)
    {
        // Another loop may be quicker; after some tries the queue finds whatever is free.
        const int TriesMax = 3;
        for (int tries = TriesMax; tries > 0; tries--)
        {
            ServerState? picked = backend.State.Balancer.Pick(new PickRequest
            {
                Client = exchange.Client.Address,
                Head = backend.Mode == ProxyMode.Http ? exchange.Request : null,
                Exchange = exchange,
                Avoid = _avoid,
            });
            if (picked is null || TryTake(picked))
            {
                return picked is not null;
            }

            if (isFixed || (picked.Plan.MaxQueue > 0 && picked.IsFull && !picked.IsQueueFull))
            {
                _only = picked;
                return false;
            }
        }

        return false;
    }

    /// <summary>
    /// A server that knows this client: it has signed in there, or <c>option prefer-last-server</c> (CFG 4.2) finds a connection of its own
    /// to one. There are such connections with <c>http-reuse never</c> only: what all clients share is nobody's preference, as in HAProxy.
    /// </summary>
    private ServerState? FindKnown(BackendPlan backend)
    {
        if (exchange.Client.Held is not { } held)
        {
            return null;
        }

        if (held.SignedInTo is { } known && IsUsable(known, backend))
        {
            return known;
        }

        return backend.PrefersLastServer && backend.Reuse == HttpReuse.Never && (backend.State.Balancer.Traits & BalancerTraits.IsFixed) == 0
            ? held.LastServer(backend, _avoid)
            : null;
    }

    /// <summary>Waiting for a slot ends, granted or not.</summary>
    internal void CancelWait() => _ticket.Signal.Set(0);

    /// <summary>The next pick takes another server, if there is one.</summary>
    internal void GoElsewhere()
    {
        GiveUp(Server);
        Release();
    }

    /// <summary>That server will not do: neither rules nor persistence count any more.</summary>
    private void GiveUp(ServerState? server)
    {
        _avoid = _left = server;
        exchange.Persistence.GiveUp();
    }

    /// <summary>Gives the slot back, if there is one.</summary>
    internal void Release()
    {
        _server?.Release();
        _server = null;
    }

    /// <summary>Forgets what this exchange has tried.</summary>
    internal void Reset()
    {
        _avoid = _ruled = _only = _left = null;
        _isRuled = IsDirect = false;
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

    private bool IsUsable(ServerState server, BackendPlan backend) => server.IsInUse && server != _avoid && server.Backend == backend.State;
}
