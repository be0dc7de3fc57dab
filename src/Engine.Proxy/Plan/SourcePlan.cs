using Engine.Config.Model;
using Engine.IO.Addressing;
using Engine.IO.Sockets;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Plan;

/// <summary>Where connections to a server come from (CFG 4.2 source).</summary>
public sealed class SourcePlan
{
    /// <summary>Address and port to bind; null = the kernel chooses.</summary>
    public SocketEndpoint? Address { get; init; }

    /// <summary>Ports to take in turn; null = the one of <see cref="Address"/>.</summary>
    public SourcePortsShared? Ports { get; init; }

    /// <summary><c>usesrc</c>; null = none.</summary>
    public UseSourceKind? Use { get; init; }

    /// <summary>With <see cref="UseSourceKind.Header"/>: the address in the request. Set once, when the plan is compiled.</summary>
    internal SamplePlan? Header { get; set; }

    /// <summary>True when clients decide, so that their connections are not shared.</summary>
    public bool FollowsClient => Use is UseSourceKind.Client or UseSourceKind.ClientAddress or UseSourceKind.Header;
}
