using System.Collections.Generic;
using Engine.Config.Model;
using Engine.IO.Tasks;
using Engine.Proxy.Plan;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>Step 4: the server of this exchange, and its slot there from pick to release; queues for one when all servers are full.</summary>
internal sealed class ServerChoice(Exchange exchange)
{
    private readonly QueueTicket _ticket = new(exchange.Place.Loop);
    private ServerState? _avoid;
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
                exchange.Times.PickMs = exchange.Place.Loop.Clock.NowMs;
            }
        }
    }

    /// <summary>Reserves a slot without waiting. False: there is no server, or all are full.</summary>
    internal bool TryPick()
    {
        BackendPlan backend = exchange.Backend!;
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
        if (usable.Count == 0)
        {
            return Termination.NoServer;
        }

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
        Release();
    }

    /// <summary>Gives the slot back, if there is one.</summary>
    internal void Release()
    {
        Server?.Release();
        Server = null;
    }

    /// <summary>Forgets what this exchange has tried.</summary>
    internal void Reset() => _avoid = null;

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
