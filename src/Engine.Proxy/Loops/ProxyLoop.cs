using System;
using System.Collections.Generic;
using Engine.IO.Loop;
using Engine.IO.Sockets;
using Engine.Proxy.Clients;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Logs;
using Engine.Proxy.Plan;
using Engine.Proxy.Resolving;
using Engine.Proxy.Samples;
using Engine.Proxy.Servers;
using Engine.Proxy.State;
using Microsoft.Extensions.ObjectPool;

namespace Engine.Proxy.Loops;

/// <summary>Everything the proxy keeps per event loop: its clients, its idle server connections, and the objects it uses again.</summary>
public sealed class ProxyLoop
{
    /// <summary>Objects kept for the next use per kind: enough for a busy loop, bounded after a burst.</summary>
    private const int RetainedMax = 1024;

    private readonly ServerPool[] _pools;
    private readonly ObjectPool<Exchange> _exchanges;

    /// <summary>The exchange returned last: taken first, without the pool's interlocked operations, while its memory is warm.</summary>
    private Exchange? _lastExchange;
    private readonly ObjectPool<ClientConnection> _clients;
    private readonly ObjectPool<ServerConnection> _servers;

    internal ProxyLoop(EventLoop loop, ProxyPlan plan)
    {
        Loop = loop;
        Plan = plan;
        _pools = new ServerPool[plan.ServerCount];
        _exchanges = new DefaultObjectPool<Exchange>(new Factory<Exchange>(() => new Exchange(this)), RetainedMax);
        _clients = new DefaultObjectPool<ClientConnection>(new Factory<ClientConnection>(() => new ClientConnection(this)), RetainedMax);
        _servers = new DefaultObjectPool<ServerConnection>(new Factory<ServerConnection>(() => new ServerConnection(this)), RetainedMax);
        Log = new LoopLog(loop, Counters, Dates, plan.Logs);
        Channels = new SpliceChannels(plan.Global, loop.Sockets);
        foreach (BackendPlan backend in plan.Backends)
        {
            foreach (ServerState server in backend.State.Servers)
            {
                _pools[server.Plan.Index] = new ServerPool(this, server);
            }
        }
    }

    public EventLoop Loop { get; }

    public ProxyPlan Plan { get; }

    public LoopCounters Counters { get; } = new();

    /// <summary>What evaluations on this loop make on the way.</summary>
    public Scratch Scratch { get; } = new();

    /// <summary>Of this loop; not for secrets.</summary>
    public Random Random { get; } = new();

    /// <summary>Dates as log lines print them.</summary>
    public LogDates Dates { get; } = new();

    internal LoopLog Log { get; }

    internal SpliceChannels Channels { get; }

    /// <summary>Clients of this loop, for stopping.</summary>
    internal ClientList Clients { get; } = new();

    /// <summary>What resolves names, for all loops; null when nothing asks for any.</summary>
    internal ResolverSet? Resolvers { get; set; }

    /// <summary>The loops of this engine, this one among them. Only their <see cref="EventLoop.Post"/> is for others.</summary>
    internal ProxyLoop[] Siblings { get; set; } = [];

    /// <summary>What listens on this loop.</summary>
    internal List<Acceptor> Acceptors { get; } = [];

    /// <summary>True from the soft stop on: no connection is kept for another exchange.</summary>
    public bool IsStopping { get; private set; }

    internal ServerPool PoolOf(ServerState server) => _pools[server.Plan.Index];

    internal Exchange RentExchange()
    {
        Exchange exchange = _lastExchange ?? _exchanges.Get();
        _lastExchange = null;
        return exchange;
    }

    internal void Return(Exchange exchange)
    {
        if (_lastExchange is null)
        {
            _lastExchange = exchange;
            return;
        }

        _exchanges.Return(exchange);
    }

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
        if (!frontend.State.Leave())
        {
            return;
        }

        foreach (ProxyLoop sibling in Siblings)
        {
            sibling.Loop.Post(static state => ((ProxyLoop)state!).ResumeAccepting(), sibling);
        }
    }

    /// <summary>No new connections, idle ones go at once, exchanges under way finish; then the loop ends.</summary>
    internal void StopSoft()
    {
        IsStopping = true;
        foreach (Acceptor acceptor in Acceptors)
        {
            acceptor.Stop();
        }

        Clients.CloseIdle();
        EndWhenEmpty();
    }

    /// <summary>The same, and exchanges under way are cut off.</summary>
    internal void StopHard()
    {
        StopSoft();
        Clients.Terminate();
    }

    /// <summary>A stopping loop ends with its last client.</summary>
    internal void EndWhenEmpty()
    {
        if (!IsStopping || Clients.Count > 0)
        {
            return;
        }

        foreach (ServerPool pool in _pools)
        {
            pool.Clear();
        }

        Loop.Stop();
    }

    private void ResumeAccepting()
    {
        foreach (Acceptor acceptor in Acceptors)
        {
            acceptor.Resume();
        }
    }

    private sealed class Factory<T>(Func<T> create) : PooledObjectPolicy<T>
        where T : class
    {
        public override T Create() => create();

        public override bool Return(T obj) => true;
    }
}
