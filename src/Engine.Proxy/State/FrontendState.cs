using System.Threading;

namespace Engine.Proxy.State;

/// <summary>Identity of a frontend and what changes about it while running.</summary>
public sealed class FrontendState
{
    private readonly ConnectionLimitShared _process;
    private long _logNumber = -1;

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

    /// <summary>The number of the next log line (<c>%lc</c>), from 0.</summary>
    public long NextLogNumber() => Interlocked.Increment(ref _logNumber);

    /// <summary>Connections accepted.</summary>
    public LoopRateShared SessionRate { get; } = new();

    /// <summary>HTTP requests begun.</summary>
    public LoopRateShared RequestRate { get; } = new();

    /// <summary>The configuration was read again.</summary>
    internal void Renew(int id, int connectionsMax)
    {
        Id = id;
        Connections.Max = connectionsMax;
    }

    internal void Prepare(int loops)
    {
        Accepted.Prepare(loops);
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

    /// <summary>True when acceptors that found no room may try again.</summary>
    internal bool Leave() => _process.Leave() | Connections.Leave();
}
