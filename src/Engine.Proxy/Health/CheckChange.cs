using Engine.IO.Addressing;

namespace Engine.Proxy.Health;

/// <summary>What the operator changes about a server's checks while they go on; null leaves it as it is.</summary>
/// <param name="Address">IP address that is checked; its port does not count.</param>
/// <param name="Port">1..65535.</param>
/// <param name="AgentSend">What the agent is told first.</param>
public sealed record CheckChange(SocketEndpoint? Address = null, int? Port = null, string? AgentSend = null);
