using Engine.IO.Addressing;

namespace Engine.Proxy.Plan;

/// <summary>Another machine of a peers section.</summary>
public sealed record PeersMemberPlan(string Name, SocketEndpoint Endpoint);
