using Engine.Proxy.State;

namespace Engine.Proxy.Logs;

/// <summary>A proxy whose start and stop are logged.</summary>
/// <param name="Frontend">Null for a backend.</param>
/// <param name="Backend">Null for a frontend.</param>
internal sealed record ProxyLifePlan(string Name, ProxyLogPlan Log, FrontendState? Frontend, BackendState? Backend);
