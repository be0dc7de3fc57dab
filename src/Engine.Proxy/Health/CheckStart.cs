using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>When the first check of a server begins.</summary>
/// <param name="DelayMs">ms after the loops have started.</param>
internal readonly record struct CheckStart(ServerState Server, BackendPlan Backend, CheckPlan Plan, bool IsAgent, int DelayMs);
