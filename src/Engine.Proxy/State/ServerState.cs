using System.Threading;
using Engine.Proxy.Plan;
using Engine.Proxy.Servers;

namespace Engine.Proxy.State;

/// <summary>Identity of a server and what changes about it while running; touched by all loops, with interlocked operations only.</summary>
public sealed class ServerState
{
    private int _served;
    private int _idle;

    public ServerState(ServerPlan plan, BackendState backend)
    {
        Plan = plan;
        Backend = backend;
    }

    public ServerPlan Plan { get; }

    public BackendState Backend { get; }

    public string Name => Plan.Name;

    /// <summary>Exchanges and sessions that got a slot.</summary>
    public LoopRateShared SessionRate { get; } = new();

    /// <summary>0..256, as of now.</summary>
    public int Weight => Plan.Weight;

    /// <summary>Requests being served now.</summary>
    public int Served => Volatile.Read(ref _served);

    /// <summary>True while no further request may be sent there (<c>maxconn</c>).</summary>
    public bool IsFull => Plan.MaxConn > 0 && Served >= Plan.MaxConn;

    /// <summary>Idle connections that all loops hold together.</summary>
    internal int Idle => Volatile.Read(ref _idle);

    /// <summary>Each loop's pool, for stealing; only its <see cref="ServerPool.IdleHint"/> may be read by others.</summary>
    internal ServerPool[] Pools { get; set; } = [];

    /// <summary>Takes a slot; false when the server is full.</summary>
    internal bool TryReserve()
    {
        int served = Interlocked.Increment(ref _served);
        if (Plan.MaxConn == 0 || served <= Plan.MaxConn)
        {
            return true;
        }

        Interlocked.Decrement(ref _served);
        return false;
    }

    /// <summary>Gives a slot back and, when somebody is queued for one, passes it on.</summary>
    internal void Release()
    {
        Interlocked.Decrement(ref _served);
        if (Backend.Queue.Length > 0)
        {
            Backend.Queue.OnSlotFreed(this);
        }
    }

    internal int AddIdle(int change) => Interlocked.Add(ref _idle, change);
}
