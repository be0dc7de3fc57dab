using System;
using System.Threading;
using Engine.Config.Model;
using Engine.IO.Addressing;
using Engine.Proxy.Health;
using Engine.Proxy.Plan;
using Engine.Proxy.Servers;
using Engine.Proxy.Tables;

namespace Engine.Proxy.State;

/// <summary>
/// Identity of a server and what changes about it while running. Read by all loops at any time; slots and idle connections are counted
/// with interlocked operations, everything else changes under the lock of its backend (<see cref="BackendState.Changes"/>).
/// </summary>
public sealed class ServerState
{
    /// <summary>Steps of <see cref="EffectiveWeight"/> per unit of weight, so that a server of weight 1 can warm up too.</summary>
    public const int WeightScale = 16;

    private const int FullPercent = 100;

    private readonly ServerMarks _marks = new();
    private int _served;
    private int _servedMax;
    private int _idle;
    private SocketEndpoint _endpoint;
    private volatile bool _followsAddress;
    private volatile ServerOperation _operation = ServerOperation.Running;
    private volatile ServerAdmin _admin;
    private volatile int _weight;
    private volatile int _warmPercent = FullPercent;
    private volatile int _maxConn;

    public ServerState(ServerPlan plan, BackendState backend)
    {
        Plan = plan;
        Backend = backend;
        _endpoint = plan.Endpoint;
        _followsAddress = plan.FollowsAddress;
        _weight = plan.Weight;
        _maxConn = plan.MaxConn;
        _admin = plan.Disabled ? ServerAdmin.ForcedMaintenance | ServerAdmin.ConfiguredMaintenance : ServerAdmin.None;
        _admin |= plan.StartsUnresolved ? ServerAdmin.ResolutionMaintenance : ServerAdmin.None;
        _operation = plan.Disabled || plan.Health.InitialState is InitialHealth.Down or InitialHealth.FullyDown ? ServerOperation.Stopped : ServerOperation.Running;
        Health = new ServerHealthShared(this);
        IsObserved = plan.Health.Observe != ObservedLayer.None;
    }

    /// <summary>As the configuration in use has it; another one after a reload.</summary>
    public ServerPlan Plan { get; private set; }

    /// <summary>True once the configuration in use has no such server: what it serves still ends in peace, nothing is kept for later.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>True exactly when it came with <c>add server</c> and no configuration has named it since.</summary>
    public bool IsAdded { get; internal set; }

    /// <summary>The host whose address it follows by the operator's word (<c>set server fqdn</c>); null = that of its line, if it follows any.</summary>
    public string? NameByHand { get; private set; }

    /// <summary>What checks, agents, live traffic and the operator make of it: the way to change its state with all that follows.</summary>
    public ServerHealthShared Health { get; }

    /// <summary>True when live traffic counts as a sign of its health (CFG 5.2 observe): all that an exchange asks about health.</summary>
    public bool IsObserved { get; private set; }

    public BackendState Backend { get; }

    public string Name => Plan.Name;

    /// <summary>What the persistence cookie calls it; null = nothing.</summary>
    public byte[]? Cookie => _marks.CookieOf(this);

    /// <summary>Its cookie is made of that key from now on; null = it has none, unless its line gives it one.</summary>
    internal void SetCookieKey(byte[]? key) => _marks.Use(key);

    /// <summary>The key of the configuration counts again.</summary>
    internal void ForgetCookieKey() => _marks.ForgetKey();

    /// <summary>The number of what stick tables call it.</summary>
    internal int StickName(StickTableShared table) => _marks.NameOf(this, table);

    /// <summary>Exchanges and sessions that got a slot.</summary>
    public LoopRateShared SessionRate { get; } = new();

    /// <summary>What is counted about it.</summary>
    public TrafficShared Traffic { get; } = new();

    /// <summary>Most requests served at a time since the start or <see cref="ClearPeaks"/>.</summary>
    public int ServedMax => _servedMax;

    /// <summary>Where new connections go.</summary>
    public SocketEndpoint Endpoint => Volatile.Read(ref _endpoint);

    /// <summary>The address is 0.0.0.0 or ::, which stands for the one the client connected to.</summary>
    public bool FollowsAddress => _followsAddress;

    /// <summary>True when connections of different clients lead to different places, so that none may be used for another.</summary>
    public bool FollowsClient => Plan.PortOffset || _followsAddress;

    /// <summary>What checks say.</summary>
    public ServerOperation Operation => _operation;

    /// <summary>What the operator says.</summary>
    public ServerAdmin Admin => _admin;

    /// <summary>0..256, as the operator or an agent has set it last; 0 drains.</summary>
    public int Weight => _weight;

    /// <summary>
    /// What balancers go by: <see cref="Weight"/> times <see cref="WeightScale"/>, less while the server is warming up, 0 for one that
    /// takes no new requests.
    /// </summary>
    public int EffectiveWeight => TakesNew ? ScaledWeight : 0;

    /// <summary>The same whatever the server's state.</summary>
    public int ScaledWeight => ((_weight * WeightScale * _warmPercent) + FullPercent - 1) / FullPercent;

    /// <summary>Share of its weight and <c>maxconn</c> that a server takes while it warms up; 1..100.</summary>
    public int WarmPercent => _warmPercent;

    /// <summary>Neither down nor in maintenance: may serve what persists to it.</summary>
    public bool IsAlive => _operation != ServerOperation.Stopped && (_admin & ServerAdmin.Maintenance) == 0;

    /// <summary>May be picked for a request that does not persist.</summary>
    public bool TakesNew => _operation is ServerOperation.Running or ServerOperation.Starting && _admin == (_admin & ServerAdmin.NameSetByHand) && _weight > 0;

    /// <summary>Concurrent requests at most, as of now; 0 = unlimited.</summary>
    public int MaxConn => _maxConn;

    /// <summary>Requests being served now.</summary>
    public int Served => Volatile.Read(ref _served);

    /// <summary>
    /// Concurrent requests at most right now: <see cref="MaxConn"/>, less while the backend is not busy (<c>minconn</c>) or while it
    /// warms up; 0 = unlimited.
    /// </summary>
    public int SlotLimit
    {
        get
        {
            int max = _maxConn;
            if (max > 0 && Plan.MinConn > 0 && Plan.MinConn < Plan.MaxConn)
            {
                long busy = Backend.Active.Value;
                max = busy >= Backend.FullConn ? max : (int)Math.Clamp(busy * max / Backend.FullConn, Math.Min(Plan.MinConn, max), max);
            }

            int warm = _warmPercent;
            return warm < FullPercent && max > 0 ? (int)Math.Max(1, (long)max * warm / FullPercent) : max;
        }
    }

    /// <summary>True while no further request may be sent there.</summary>
    public bool IsFull => SlotLimit is var limit and > 0 && Served >= limit;

    /// <summary>True while a further request need not wait: there is a slot, and nobody waits for it.</summary>
    public bool HasRoom => _maxConn == 0 || (Queued == 0 && !IsFull);

    /// <summary>Exchanges that wait for this server alone.</summary>
    public int Queued => Waiting.Length;

    /// <summary>Most of them at a time since the start or <see cref="ClearPeaks"/>.</summary>
    public int QueuedMax => Waiting.Longest;

    /// <summary>True when one more would be too many to wait for it (<c>maxqueue</c>).</summary>
    public bool IsQueueFull => Plan.MaxQueue > 0 && Queued >= Plan.MaxQueue;

    /// <summary>True while it is among its backend's usable servers.</summary>
    public bool IsInUse { get; internal set; }

    /// <summary>Where its backend's balancer keeps it; the balancer's alone. -1 = nowhere.</summary>
    public int BalancerSlot { get; set; } = -1;

    /// <summary>Under the queue's lock.</summary>
    internal TicketList Waiting { get; } = new();

    /// <summary>Idle connections that all loops hold together.</summary>
    public int Idle => Volatile.Read(ref _idle);

    /// <summary>Idle connections of one loop, late by a moment.</summary>
    public int IdleOf(int loop) => loop < Pools.Length ? Pools[loop].IdleHint : 0;

    /// <summary>Each loop's pool, for stealing; only its <see cref="ServerPool.IdleHint"/> may be read by others.</summary>
    internal ServerPool[] Pools { get; set; } = [];

    /// <summary>
    /// The configuration was read again: what changed in it counts from now on, what was set while running stays where the
    /// configuration did not change.
    /// </summary>
    internal void Renew(ServerPlan plan)
    {
        lock (Backend.Changes)
        {
            ServerPlan old = Plan;
            Plan = plan;
            IsRemoved = false;
            IsAdded = false;
            if (plan.Resolution?.Name != old.Resolution?.Name)
            {
                NameByHand = null;
                _admin &= ~ServerAdmin.NameSetByHand;
            }

            Health.Renew(plan.Health, old.Health);
            IsObserved = plan.Health.Observe != ObservedLayer.None;
            _weight = plan.Weight == old.Weight ? _weight : plan.Weight;
            _maxConn = plan.MaxConn == old.MaxConn ? _maxConn : plan.MaxConn;
            if (!plan.Endpoint.Equals(old.Endpoint) || plan.StartsUnresolved != old.StartsUnresolved)
            {
                _followsAddress = plan.FollowsAddress;
                Volatile.Write(ref _endpoint, plan.Endpoint);
                _admin = plan.StartsUnresolved ? _admin | ServerAdmin.ResolutionMaintenance : _admin & ~ServerAdmin.ResolutionMaintenance;
            }

            if (plan.Health.IsUnknown && _operation != ServerOperation.Running && (_admin & ServerAdmin.Maintenance) == 0)
            {
                // Nobody would ever find out that it is back.
                _operation = ServerOperation.Running;
                _warmPercent = FullPercent;
            }

            if (plan.Disabled != old.Disabled)
            {
                const ServerAdmin Configured = ServerAdmin.ForcedMaintenance | ServerAdmin.ConfiguredMaintenance;
                _admin = plan.Disabled ? _admin | Configured : _admin & ~Configured;
                bool isOut = (_admin & ServerAdmin.Maintenance) != 0;
                Health.PauseChecks(isOut);
                _operation = isOut || !Health.AllowsRunning ? ServerOperation.Stopped : ServerOperation.Running;
            }
        }
    }

    /// <summary>The configuration was read again, and does not name it any more.</summary>
    internal void Remove()
    {
        lock (Backend.Changes)
        {
            IsRemoved = true;
        }

        // Whoever waits for it alone would wait for ever; nobody else is sent here any more.
        Backend.Queue.OnServerLeft(this);
    }

    /// <summary>Any thread. Messages and what follows for sessions are the caller's business.</summary>
    public void SetOperation(ServerOperation operation)
    {
        lock (Backend.Changes)
        {
            _operation = operation;
            Backend.Refresh();
        }
    }

    /// <summary>Any thread.</summary>
    public void SetAdmin(ServerAdmin add, ServerAdmin remove)
    {
        lock (Backend.Changes)
        {
            _admin = (_admin & ~remove) | add;
            Backend.Refresh();
        }
    }

    /// <summary>It follows another name, also after a reload, as long as its line names the host that it names now.</summary>
    internal void SetName(string name)
    {
        lock (Backend.Changes)
        {
            NameByHand = name;
            _admin |= ServerAdmin.NameSetByHand;
        }
    }

    /// <summary>Any thread. 0..256.</summary>
    public void SetWeight(int weight)
    {
        lock (Backend.Changes)
        {
            bool took = TakesNew;
            _weight = weight;
            Backend.OnWeight(this, took);
        }
    }

    /// <summary>Any thread. 1..100.</summary>
    public void SetWarmPercent(int percent)
    {
        lock (Backend.Changes)
        {
            _warmPercent = percent;
            Backend.OnWeight(this, TakesNew);
        }
    }

    /// <summary>Any thread. 0 = unlimited.</summary>
    public void SetMaxConn(int maxConn)
    {
        lock (Backend.Changes)
        {
            _maxConn = maxConn;
            Backend.OnLimit(this);
        }
    }

    /// <summary>Any thread. Connections in use go on; idle ones to the old address are closed when they are come upon.</summary>
    public void SetEndpoint(SocketEndpoint endpoint)
    {
        lock (Backend.Changes)
        {
            _followsAddress = IsAny(endpoint);
            Volatile.Write(ref _endpoint, endpoint);
        }
    }

    /// <summary>Takes a slot; false when the server is full.</summary>
    internal bool TryReserve()
    {
        int served = Interlocked.Increment(ref _served);
        int max = SlotLimit;
        if (max == 0 || served <= max)
        {
            Backend.OnSlot(this, 1);
            if (served > _servedMax)
            {
                _servedMax = served; // two loops at once: the smaller may win, for now
            }

            return true;
        }

        Interlocked.Decrement(ref _served);
        return false;
    }

    /// <summary>Gives a slot back and, when somebody is queued for one, passes it on.</summary>
    internal void Release()
    {
        Interlocked.Decrement(ref _served);
        Backend.OnSlot(this, -1);
        if (Backend.Queue.Length > 0 || Waiting.Length > 0)
        {
            Backend.Queue.OnSlotFreed(this);
        }
    }

    internal static bool IsAny(SocketEndpoint endpoint)
    {
        EndpointAddress address = endpoint.ToAddress();
        return address.IsIP && !address.AddressBytes.ContainsAnyExcept((byte)0);
    }

    /// <summary>Its own queue has changed. Under the queue's lock.</summary>
    internal void OnQueue() => Backend.OnSlot(this, 0);

    /// <summary>An exchange or session got a slot. On the loop of that index.</summary>
    internal void CountPick(int loop, long nowMs)
    {
        SessionRate.Count(loop, nowMs);
        TrafficShare share = Traffic.Of(loop);
        share.Add(TrafficCount.Picks, 1);
        share.Cell(TrafficCount.LastPickMs) = nowMs;
    }

    /// <summary>Before any loop runs.</summary>
    internal void Prepare(int loops)
    {
        SessionRate.Prepare(loops);
        Traffic.Prepare(loops);
    }

    /// <summary><c>clear counters</c>. Any thread.</summary>
    public void ClearPeaks()
    {
        _servedMax = Served;
        Waiting.ClearLongest();
        SessionRate.ClearPeak();
        Traffic.ClearGreatest();
    }

    /// <summary><c>clear counters all</c>. Any thread.</summary>
    public void ClearAll()
    {
        ClearPeaks();
        Traffic.Clear();
    }

    internal int AddIdle(int change) => Interlocked.Add(ref _idle, change);
}
