using System.Threading;

namespace Engine.Proxy.State;

/// <summary>Identity of a frontend and what changes about it while running.</summary>
public sealed class FrontendState
{
    private readonly ConnectionLimitShared _process;
    private long _logNumber = -1;
    private long _acceptedBefore;

    /// <param name="name">Of the frontend or listen section.</param>
    /// <param name="connectionsMax">The frontend's own <c>maxconn</c>.</param>
    /// <param name="process">The limit all frontends share (<c>maxconn</c> of the global section).</param>
    public FrontendState(string name, int connectionsMax, ConnectionLimitShared process)
    {
        Name = name;
        Connections = new ConnectionLimitShared(connectionsMax);
        _process = process;
    }

    public string Name { get; }

    /// <summary><c>id</c>, or the first free number in order of declaration.</summary>
    public int Id { get; internal set; }

    public ConnectionLimitShared Connections { get; }

    /// <summary>Connections of all frontends together.</summary>
    public ConnectionLimitShared ProcessConnections => _process;

    /// <summary>Connections accepted since the start.</summary>
    public LoopSumShared Accepted { get; } = new();

    /// <summary>The same since somebody cleared the counters.</summary>
    public long AcceptedTotal => Accepted.Value - Volatile.Read(ref _acceptedBefore);

    /// <summary>Sessions per second that are taken (<c>rate-limit sessions</c>).</summary>
    public RateLimitShared SessionLimit { get; } = new();

    /// <summary>The last request that was none.</summary>
    public InvalidMessageShared InvalidRequest { get; } = new();

    /// <summary>True while nothing is accepted because the operator wants it so (<c>disable frontend</c>).</summary>
    public bool IsPaused { get; internal set; }

    /// <summary>True once it was stopped for good (<c>shutdown frontend</c>).</summary>
    public bool IsStopped { get; internal set; }

    /// <summary><c>clear counters all</c>. Any thread.</summary>
    public void ClearAll()
    {
        ClearPeaks();
        Traffic.Clear();
        Volatile.Write(ref _acceptedBefore, Accepted.Value);
    }

    /// <summary>An earlier process has accepted that many. Before any loop runs.</summary>
    public void Preload(long accepted) => _acceptedBefore -= accepted;

    /// <summary>The number of the next log line (<c>%lc</c>), from 0.</summary>
    public long NextLogNumber() => Interlocked.Increment(ref _logNumber);

    /// <summary>Connections accepted.</summary>
    public LoopRateShared SessionRate { get; } = new();

    /// <summary>HTTP requests begun.</summary>
    public LoopRateShared RequestRate { get; } = new();

    /// <summary>What is counted about it.</summary>
    public TrafficShared Traffic { get; } = new();

    /// <summary><c>clear counters</c>. Any thread.</summary>
    public void ClearPeaks()
    {
        Connections.ClearPeak();
        SessionRate.ClearPeak();
        RequestRate.ClearPeak();
        Traffic.ClearGreatest();
    }

    /// <summary>What compression did.</summary>
    public CompressionCounters Compression { get; } = new();

    /// <summary>The configuration was read again.</summary>
    internal void Renew(int id, int connectionsMax)
    {
        Id = id;
        Connections.Max = connectionsMax;
    }

    internal void Prepare(int loops)
    {
        Traffic.Prepare(loops);
        Accepted.Prepare(loops);
        Compression.Prepare(loops);
        SessionRate.Prepare(loops);
        RequestRate.Prepare(loops);
    }

    internal bool TryEnter()
    {
        if (!_process.TryEnter())
        {
            return false;
        }

        if (Connections.TryEnter())
        {
            return true;
        }

        _process.Leave();
        return false;
    }

    /// <summary>A connection was accepted, by the loop of that index.</summary>
    internal void CountAccepted(int loop)
    {
        Accepted.Add(loop, 1);
        Connections.NotePeak();
        _process.NotePeak();
    }

    /// <summary>True when acceptors that found no room may try again.</summary>
    internal bool Leave() => _process.Leave() | Connections.Leave();
}
