using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Engine.Proxy.Stages;

namespace Engine.Proxy.State;

/// <summary>Identity of a backend, its servers, and which of them may be picked now.</summary>
public sealed class BackendState
{
    private Balancer? _balancer;
    private bool _allBackups;
    private bool _tracksLoad;
    private long _activeMax;
    private long _takenBefore;
    private long _downMs;
    private bool _isDown;

    public BackendState(string name)
    {
        Name = name;
        DynamicCookies = new DynamicCookies(this);
    }

    public string Name { get; }

    /// <summary><c>id</c>, or the first free number in order of declaration.</summary>
    public int Id { get; internal set; }

    public IReadOnlyList<ServerState> Servers { get; private set; } = [];

    /// <summary>Where everything goes that no server is known for; null = servers are balanced. None of <see cref="Servers"/>.</summary>
    internal ServerState? Dispatch => (_balancer as DispatchBalancer)?.Target;

    /// <summary>What the cookies of its servers are made of.</summary>
    public DynamicCookies DynamicCookies { get; }

    /// <summary>Exchanges and sessions under way, queued ones included.</summary>
    public LoopSumShared Active { get; } = new();

    /// <summary>Exchanges and sessions since the start.</summary>
    public LoopSumShared Taken { get; } = new();

    /// <summary>What compression did.</summary>
    public CompressionCounters Compression { get; } = new();

    /// <summary>Null when there is none of that name. Names are Latin letters, digits and a few signs, so that bytes are characters.</summary>
    internal ServerState? Find(ReadOnlySpan<byte> name)
    {
        foreach (ServerState server in Servers)
        {
            if (name.SequenceEqual(server.Plan.NameBytes))
            {
                return server;
            }
        }

        return null;
    }

    internal void Prepare(int loops)
    {
        Active.Prepare(loops);
        Compression.Prepare(loops);
        Taken.Prepare(loops);
        SessionRate.Prepare(loops);
        Traffic.Prepare(loops);
    }

    /// <summary>The last response that was none.</summary>
    public InvalidMessageShared InvalidResponse { get; } = new();

    /// <summary>What is counted about it.</summary>
    public TrafficShared Traffic { get; } = new();

    /// <summary>Most exchanges and sessions at a time since the start or <see cref="ClearPeaks"/>.</summary>
    public long ActiveMax => Math.Max(_activeMax, Active.Value);

    /// <summary><see cref="Taken"/> since somebody cleared the counters.</summary>
    public long TakenTotal => Taken.Value - Volatile.Read(ref _takenBefore);

    /// <summary><c>clear counters all</c>. Any thread.</summary>
    public void ClearAll()
    {
        ClearPeaks();
        Traffic.Clear();
        Volatile.Write(ref _takenBefore, Taken.Value);
    }

    /// <summary>An earlier process was asked that often. Before any loop runs.</summary>
    public void Preload(long taken) => _takenBefore -= taken;

    /// <summary><c>clear counters</c>. Any thread.</summary>
    public void ClearPeaks()
    {
        _activeMax = Active.Value;
        Queue.ClearLongest();
        SessionRate.ClearPeak();
        Traffic.ClearGreatest();
    }

    /// <summary>Exchanges and sessions that chose this backend.</summary>
    public LoopRateShared SessionRate { get; } = new();

    /// <summary>An exchange chose this backend.</summary>
    internal void Enter(int loop, long nowMs)
    {
        bool isNewSecond = SessionRate.Count(loop, nowMs);
        long active = Active.Add(loop, 1);
        Taken.Add(loop, 1);
        TrafficShare share = Traffic.Of(loop);
        share.Cell(TrafficCount.LastPickMs) = nowMs;
        if (active > share.Cell(TrafficCount.ActiveMark) || isNewSecond)
        {
            share.Cell(TrafficCount.ActiveMark) = active;
            NotePeakSlow();
        }
    }

    /// <summary>A loop takes the sum over all only when its own share has grown beyond what it was in this second: exact enough, and no loop's line is asked for with every exchange.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NotePeakSlow() => _activeMax = Math.Max(_activeMax, Active.Value);

    /// <summary>It is over.</summary>
    internal void Leave(int loop) => Active.Add(loop, -1);

    /// <summary>Servers in use now; a new list replaces the old one when that changes.</summary>
    public IReadOnlyList<ServerState> Usable { get; private set; } = [];

    /// <summary>Exchanges that wait for any server of it.</summary>
    public int Queued => Queue.Length;

    /// <summary>Most of them at a time since the start or <see cref="ClearPeaks"/>.</summary>
    public int QueuedMax => Queue.Longest;

    /// <summary>Those and the ones that wait for one server alone.</summary>
    public int QueuedInAll
    {
        get
        {
            int queued = Queue.Length;
            foreach (ServerState server in Servers)
            {
                queued += server.Queued;
            }

            return queued;
        }
    }

    /// <summary>Exchanges under way at which <c>minconn</c> has grown to <c>maxconn</c> (<c>fullconn</c>); 1 or more.</summary>
    public int FullConn { get; internal set; } = 1;

    /// <summary>True when those who wait for a server alone may go elsewhere once it is gone (<c>option redispatch</c>, not <c>option persist</c>).</summary>
    internal bool Redispatches { get; set; }

    /// <summary>The balancer of the configuration in use.</summary>
    internal Balancer Balancer => _balancer!;

    /// <summary>True while any server may be picked.</summary>
    public bool HasUsable => CountUsable() != (0, 0);

    /// <summary>How often the last usable server was lost.</summary>
    public int TimesDown { get; private set; }

    /// <summary>Loop time of the last change between some and none; 0 before any.</summary>
    public long LastChangeMs { get; private set; }

    /// <summary>Servers that take new load, and backup servers that could.</summary>
    public (int Active, int Backups) CountUsable()
    {
        int active = 0;
        int backups = 0;
        foreach (ServerState server in Servers)
        {
            if (server.TakesNew)
            {
                active += server.Plan.Backup ? 0 : 1;
                backups += server.Plan.Backup ? 1 : 0;
            }
        }

        return (active, backups);
    }

    /// <summary>The last usable server is gone.</summary>
    internal void CountDown(long nowMs)
    {
        TimesDown++;
        LastChangeMs = nowMs;
        _isDown = true;
    }

    /// <summary>There is a usable server again.</summary>
    internal void CountUp(long nowMs)
    {
        _downMs += _isDown ? nowMs - LastChangeMs : 0;
        LastChangeMs = nowMs;
        _isDown = false;
    }

    /// <summary>ms without a usable server, until now.</summary>
    public long DownMsAt(long nowMs) => _downMs + (_isDown ? Math.Max(0, nowMs - LastChangeMs) : 0);

    /// <summary>Held while a server of this backend changes its state, address or weight, one at a time.</summary>
    internal Lock Changes { get; } = new();

    /// <summary>Exchanges that wait for a slot of a full server.</summary>
    internal WaitQueueShared Queue { get; } = new();

    /// <summary>From now on these are the servers, and that balancer picks among them.</summary>
    /// <param name="servers">In order of declaration.</param>
    /// <param name="balancer">Of this backend alone.</param>
    /// <param name="allBackups">CFG 4.2 option allbackups.</param>
    internal void Use(IReadOnlyList<ServerState> servers, Balancer balancer, bool allBackups)
    {
        if (Dispatch is { } place && place != (balancer as DispatchBalancer)?.Target)
        {
            place.Remove();
        }

        lock (Changes)
        {
            Servers = servers;
            _balancer = balancer;
            _allBackups = allBackups;
            _tracksLoad = (balancer.Traits & BalancerTraits.TracksLoad) != 0;
            Refresh();
            Queue.OnRoom(Usable);
        }
    }

    /// <summary>A server was added or taken away while running.</summary>
    internal void Use(IReadOnlyList<ServerState> servers)
    {
        lock (Changes)
        {
            Servers = servers;
            Refresh();
            Queue.OnRoom(Usable);
        }
    }

    /// <summary>
    /// Hands the usable servers to the balancer: the active ones, or when there is none the first backup server (all of them with
    /// <c>option allbackups</c>). Under <see cref="Changes"/>.
    /// </summary>
    internal void Refresh()
    {
        List<ServerState> usable = [];
        foreach (ServerState server in Servers)
        {
            if (!server.Plan.Backup && server.TakesNew)
            {
                usable.Add(server);
            }
        }

        foreach (ServerState server in Servers)
        {
            bool more = usable.Count == 0 || (_allBackups && usable[0].Plan.Backup);
            if (more && server.Plan.Backup && server.TakesNew)
            {
                usable.Add(server);
            }
        }

        IReadOnlyList<ServerState> before = Usable;
        Usable = usable;
        foreach (ServerState server in before)
        {
            server.IsInUse = false;
        }

        foreach (ServerState server in usable)
        {
            server.IsInUse = true;
        }

        _balancer?.Use(usable);
    }

    /// <summary>A server has another weight, or another share of it. Under <see cref="Changes"/>.</summary>
    /// <param name="server">Of this backend.</param>
    /// <param name="took">Whether it took new requests before.</param>
    internal void OnWeight(ServerState server, bool took)
    {
        if (took != server.TakesNew)
        {
            Refresh();
            OnLimit(server);
        }
        else if (server.IsInUse)
        {
            _balancer?.Reweigh(Usable, server);
            OnLimit(server);
        }
    }

    /// <summary>A server may take more than before, or less. Under <see cref="Changes"/>.</summary>
    internal void OnLimit(ServerState server)
    {
        OnSlot(server, 0);
        if (Queue.Length > 0 || server.Queued > 0)
        {
            Queue.OnSlotFreed(server);
        }
    }

    /// <summary>A server got or gave back a slot, or its queue or limit has changed. Any loop.</summary>
    internal void OnSlot(ServerState server, int slots)
    {
        if (_tracksLoad)
        {
            _balancer!.OnLoad(server, slots);
        }
    }
}
