using Engine.IO.Addressing;

namespace Engine.Proxy.Plan;

/// <summary>How a server's name is resolved while running (CFG 5.2 resolvers, resolve-*).</summary>
public sealed class ServerResolutionPlan
{
    /// <summary>By whom.</summary>
    public required ResolversPlan Resolvers { get; init; }

    /// <summary>The name as it was written: a host, or a service when it begins with an underscore.</summary>
    public required string Name { get; init; }

    /// <summary>True for a service (RFC 2782), whose records name hosts, ports and weights.</summary>
    public bool IsService => Name.StartsWith('_');

    public bool PrefersIPv4 { get; init; }

    /// <summary>Addresses in one of these come first.</summary>
    public IpNetwork[] Networks { get; init; } = [];

    public bool AllowsDuplicates { get; init; }

    public bool IgnoresWeight { get; init; }

    /// <summary>Port for the addresses; 0 where the service's records give it.</summary>
    public required int Port { get; init; }
}
