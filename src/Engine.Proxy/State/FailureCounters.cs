namespace Engine.Proxy.State;

/// <summary>What went wrong between the proxy and one server, or all servers of one backend (MGT 9.1 econ, eresp, wretr, wredis, cli_abrt, srv_abrt).</summary>
public sealed class FailureCounters
{
    /// <summary>Attempts that got no connection, and exchanges that found no server or no place to wait (<c>econ</c>).</summary>
    public LoopSumShared Connect { get; } = new();

    /// <summary>Responses that did not come, were none, or broke off (<c>eresp</c>).</summary>
    public LoopSumShared Response { get; } = new();

    /// <summary>Attempts made again with the same server (<c>wretr</c>).</summary>
    public LoopSumShared Retries { get; } = new();

    /// <summary>Attempts made again with another server (<c>wredis</c>).</summary>
    public LoopSumShared Redispatches { get; } = new();

    /// <summary>Transfers that the client broke off (<c>cli_abrt</c>).</summary>
    public LoopSumShared ClientAborts { get; } = new();

    /// <summary>Transfers that the server broke off (<c>srv_abrt</c>).</summary>
    public LoopSumShared ServerAborts { get; } = new();

    /// <summary>Before any loop runs.</summary>
    internal void Prepare(int loops)
    {
        Connect.Prepare(loops);
        Response.Prepare(loops);
        Retries.Prepare(loops);
        Redispatches.Prepare(loops);
        ClientAborts.Prepare(loops);
        ServerAborts.Prepare(loops);
    }
}
