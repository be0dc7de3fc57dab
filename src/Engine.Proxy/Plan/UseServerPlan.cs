using Engine.Proxy.Conditions;
using Engine.Proxy.Logs;
using Engine.Proxy.State;

namespace Engine.Proxy.Plan;

/// <summary>A <c>use-server</c> line, compiled.</summary>
/// <param name="Server">The one it names; null when the name is computed.</param>
/// <param name="Name">The computed name.</param>
internal sealed record UseServerPlan(ConditionPlan Condition, ServerState? Server, LogFormatPlan? Name);
