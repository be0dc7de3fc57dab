using System;
using System.Collections.Generic;
using Engine.IO.Listening;
using Engine.IO.Loop;
using Engine.IO.Sockets;
using Engine.Proxy.Clients;
using Engine.Proxy.Compression;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Proxy.Mail;
using Engine.Proxy.Peers;
using Engine.Proxy.Plan;
using Engine.Proxy.Resolving;
using Engine.Proxy.Samples;
using Engine.Proxy.Servers;
using Engine.Proxy.State;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Loops;

/// <summary>Everything the proxy keeps per event loop: its clients, its idle server connections, and the objects it uses again.</summary>
public sealed class ProxyLoop
{
    /// <summary>Objects kept for the next use per kind: enough for a busy loop, bounded after a burst.</summary>
    private const int RetainedMax = 1024;

    /// <summary>Clients of one loop before numbers would repeat: 2^40.</summary>
    private const int ClientNumberBits = 40;

    private readonly LoopObjectPool<Exchange> _exchanges;
    private readonly CloseSpread _spread;
    private long _clientCount;
    private readonly LoopObjectPool<ClientConnection> _clients;
    private readonly LoopObjectPool<ServerConnection> _servers;

    internal ProxyLoop(EventLoop loop, ProxyPlan plan)
    {
        Loop = loop;
        Plan = plan;
        _exchanges = new LoopObjectPool<Exchange>(() => new Exchange(this), RetainedMax);
        _clients = new LoopObjectPool<ClientConnection>(() => new ClientConnection(this), RetainedMax);
        _servers = new LoopObjectPool<ServerConnection>(() => new ServerConnection(this), RetainedMax);
        Log = new LoopLog(loop, Counters, Dates, plan.Logs);
        Sweeper = new TableSweeper(this);
        Channels = new SpliceChannels(plan.Global, loop.Sockets, plan.Pipes);
        Checks = new LoopChecks(this);
        Mail = new LoopMail(this);
        _spread = new CloseSpread(this);
        Encoders = new EncoderPool(plan.CompressionLimit);
    }

    public EventLoop Loop { get; }

    /// <summary>The plan in use; exchanges end under the one they began with.</summary>
    public ProxyPlan Plan { get; private set; }

    public LoopCounters Counters { get; } = new();

    /// <summary>What evaluations on this loop make on the way.</summary>
    public Scratch Scratch { get; } = new();

    /// <summary>Of this loop; not for secrets.</summary>
    public Random Random { get; } = new();

    /// <summary>Dates as log lines print them.</summary>
    public LogDates Dates { get; } = new();

    internal LoopLog Log { get; }

    internal SpliceChannels Channels { get; }

    /// <summary>On the first loop only.</summary>
    internal PeersHub? Peers { get; set; }

    /// <summary>Health checks of this loop.</summary>
    internal LoopChecks Checks { get; }

    /// <summary>Used on the first loop only.</summary>
    internal LoopMail Mail { get; }

    /// <summary>Used on the first loop only.</summary>
    internal TableSweeper Sweeper { get; }

    internal EncoderPool Encoders { get; }

    /// <summary>Clients of this loop, for stopping.</summary>
    internal ClientList Clients { get; } = new();

    /// <summary>What resolves names, for all loops; null when nothing asks for any.</summary>
    internal ResolverSet? Resolvers => Plan.Resolving;

    /// <summary>The loops of this engine, this one among them. Only their <see cref="EventLoop.Post"/> is for others.</summary>
    internal ProxyLoop[] Siblings { get; set; } = [];

    /// <summary>The engine that this loop is of.</summary>
    public ProxyEngine Engine { get; internal set; } = null!;

    /// <summary>What listens on this loop.</summary>
    internal List<Acceptor> Acceptors { get; } = [];

    /// <summary>Sockets that listen on this loop.</summary>
    public int ListenerCount => Acceptors.Count;

    /// <summary>True from the soft stop on.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>True when no connection is kept for another exchange: from the soft stop on, or from the end of <c>close-spread-time</c>.</summary>
    internal bool ClosesIdle => IsStopping && !_spread.IsOn;

    /// <summary>True when the exchange that is answered now is the last of its connection.</summary>
    internal bool ClosesNext => IsStopping && (!_spread.IsOn || _spread.Closes());

    internal ServerPool PoolOf(ServerState server) => server.Pools[Loop.Index];

    internal Exchange RentExchange() => _exchanges.Get();

    internal void Return(Exchange exchange) => _exchanges.Return(exchange);

    /// <summary>For one more client: the loop's number in front, so that loops need not ask one another.</summary>
    internal long NextClientNumber() => ((Loop.Index + 1L) << ClientNumberBits) + ++_clientCount;

    internal ClientConnection RentClient() => _clients.Get();

    internal void Return(ClientConnection client) => _clients.Return(client);

    internal ServerConnection RentServer() => _servers.Get();

    /// <summary>Closes a server connection (if it is open still) and keeps the object.</summary>
    internal void Retire(ServerConnection connection, bool reset)
    {
        connection.Pipe.Close(reset);
        _servers.Return(connection);
    }

    /// <summary>A client has gone; acceptors of all loops that found the frontend full try again.</summary>
    internal void LeaveFrontend(FrontendPlan frontend)
    {
        if (frontend.State.Leave())
        {
            ResumeEverywhere();
        }
    }

    /// <summary>The same for TLS connections (<c>maxsslconn</c>).</summary>
    internal void LeaveTls()
    {
        if (Plan.Tls!.Gate.Connections.Leave())
        {
            ResumeEverywhere();
        }
    }

    private void ResumeEverywhere()
    {
        foreach (ProxyLoop sibling in Siblings)
        {
            sibling.Loop.Post(static state => ((ProxyLoop)state!).ResumeAccepting(), sibling);
        }
    }

    /// <summary>Gives a server what it needs on every loop, before it is seen by any of them.</summary>
    internal static void Prepare(ServerState server, ProxyLoop[] loops)
    {
        server.Prepare(loops.Length);
        server.Pools = Array.ConvertAll(loops, loop => new ServerPool(loop, server));
    }

    /// <summary>True when an acceptor of this loop has that place. Any thread, as acceptors change by reloads only.</summary>
    internal bool Listens(ListenerPlan listener) => Acceptors.Exists(acceptor => acceptor.Listener.IsSamePlace(listener));

    /// <summary>Adds a copy of each listening socket that another process can go on with.</summary>
    internal void DuplicateListeners(List<HandedSocket> into)
    {
        foreach (Acceptor acceptor in Acceptors)
        {
            if (acceptor.Duplicate() is { } socket)
            {
                into.Add(socket);
            }
        }
    }

    /// <summary>Goes over to another plan: a reload.</summary>
    /// <param name="plan">Active already.</param>
    /// <param name="acceptors">For the places that nothing listened on so far.</param>
    /// <param name="sinks">For the targets that nothing was logged to so far.</param>
    internal void Switch(ProxyPlan plan, List<Acceptor> acceptors, LogSink[] sinks)
    {
        ProxyPlan old = Plan;
        Plan = plan;
        Log.Use(plan.Logs, sinks);
        Acceptors.RemoveAll(acceptor => !TryReassign(acceptor));
        Acceptors.AddRange(acceptors);
        acceptors.ForEach(static acceptor => acceptor.Start());
        Checks.Use(CheckSchedule.Of(plan));
        Clients.CloseRetired();
        foreach (BackendPlan backend in old.Backends)
        {
            foreach (ServerState server in old.Names.ServersOf(backend.Name))
            {
                if (server.IsRemoved)
                {
                    PoolOf(server).Clear();
                }
            }

            if (backend.Dispatch is { IsRemoved: true } place)
            {
                PoolOf(place).Clear();
            }
        }

        if (Loop.Index == 0)
        {
            old.Resolving?.Stop();
            plan.Resolving?.Start();
            StartVariablePlan.SetAll(this);
            Sweeper.Start();
        }

        // There may be more room than before.
        ResumeAccepting();
    }

    /// <summary>False when the plan has nothing that listens there: the acceptor has stopped.</summary>
    private bool TryReassign(Acceptor acceptor)
    {
        foreach (FrontendPlan frontend in Plan.Frontends)
        {
            foreach (ListenerPlan listener in frontend.Listeners)
            {
                if (listener.IsSamePlace(acceptor.Listener))
                {
                    acceptor.Assign(frontend, listener);
                    return true;
                }
            }
        }

        acceptor.Stop();
        return false;
    }

    /// <summary>No new connections, idle ones go at once, exchanges under way finish; then the loop ends.</summary>
    internal void StopSoft()
    {
        if (!IsStopping)
        {
            _spread.Begin(Plan.Global.CloseSpreadMs);
        }

        IsStopping = true;
        foreach (Acceptor acceptor in Acceptors)
        {
            acceptor.Stop();
        }

        if (Loop.Index == 0)
        {
            Engine.Control.Stop();
        }

        Checks.Stop();
        if (ClosesIdle)
        {
            Clients.CloseIdle();
        }

        Peers?.Stop();
        EndWhenEmpty();
    }

    /// <summary>The same, and exchanges under way are cut off.</summary>
    internal void StopHard()
    {
        StopSoft();
        Peers?.Close();
        Clients.Terminate();
        EndWhenEmpty();
    }

    /// <summary>Listeners of a frontend stop for a while, or go on.</summary>
    internal void Pause(FrontendPlan frontend, bool paused)
    {
        foreach (Acceptor acceptor in Acceptors)
        {
            if (acceptor.Frontend.State != frontend.State)
            {
                continue;
            }

            if (paused)
            {
                acceptor.Pause();
            }
            else
            {
                acceptor.GoOn();
            }
        }
    }

    /// <summary>Listeners of a frontend are closed for good; connections that are there go on.</summary>
    internal void ShutDown(FrontendPlan frontend)
    {
        foreach (Acceptor acceptor in Acceptors)
        {
            if (acceptor.Frontend.State == frontend.State)
            {
                acceptor.Stop();
            }
        }

        Acceptors.RemoveAll(acceptor => acceptor.Frontend.State == frontend.State);
    }

    /// <summary>Ends what is with that server.</summary>
    internal void EndSessionsOf(ServerState server) => Clients.Terminate(Exchanges.Termination.Killed, server);

    /// <summary>A stopping loop ends with its last client.</summary>
    internal void EndWhenEmpty()
    {
        if (!IsStopping || Clients.Count > 0 || Peers is { IsBusy: true })
        {
            return;
        }

        foreach (BackendPlan backend in Plan.Backends)
        {
            foreach (ServerState server in backend.State.Servers)
            {
                PoolOf(server).Clear();
            }

            if (backend.Dispatch is { } place)
            {
                PoolOf(place).Clear();
            }
        }

        Mail.Stop();
        _spread.Stop();
        Loop.Stop();
    }

    internal void ResumeAccepting()
    {
        foreach (Acceptor acceptor in Acceptors)
        {
            acceptor.Resume();
        }
    }
}
