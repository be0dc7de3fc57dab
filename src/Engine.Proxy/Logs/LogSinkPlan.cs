using Engine.Config.Text;
using Engine.IO.Addressing;

namespace Engine.Proxy.Logs;

/// <summary>Where log lines go, once for all log lines of the configuration that name it; each loop has its own socket there.</summary>
/// <param name="Index">Among all sinks of the plan.</param>
/// <param name="Where">The first line that names it.</param>
/// <param name="Endpoint">Null for a descriptor.</param>
/// <param name="Descriptor">-1 for an address.</param>
/// <param name="WaitingBytesMax">Bytes that wait for a slow receiver on each loop; beyond it lines are dropped, and counted.</param>
public sealed record LogSinkPlan(int Index, Statement Where, LogSinkKind Kind, SocketEndpoint? Endpoint, int Descriptor, int WaitingBytesMax)
{
    /// <summary>True when lines for one may as well go by the other.</summary>
    public bool IsSamePlace(LogSinkPlan other) =>
        Kind == other.Kind && Descriptor == other.Descriptor && Equals(Endpoint, other.Endpoint) && WaitingBytesMax == other.WaitingBytesMax && ConnectMs == other.ConnectMs && SendBufferBytes == other.SendBufferBytes;

    /// <summary>ms that connecting may take; 0 = as long as the kernel tries.</summary>
    public int ConnectMs { get; init; }

    /// <summary><c>tune.sndbuf.backend</c> for datagrams, bytes; 0 = the kernel's own.</summary>
    public int SendBufferBytes { get; init; }
}
