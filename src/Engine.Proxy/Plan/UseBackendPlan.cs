using Engine.Config.Text;
using Engine.Proxy.Conditions;
using Engine.Proxy.Logs;

namespace Engine.Proxy.Plan;

/// <summary>A <c>use_backend</c> line, compiled.</summary>
/// <param name="Condition">Null = always.</param>
/// <param name="Backend">The one it names; null when the name is computed.</param>
/// <param name="Name">The computed name.</param>
/// <param name="Where">The line.</param>
internal sealed record UseBackendPlan(ConditionPlan? Condition, BackendPlan? Backend, LogFormatPlan? Name, Statement Where);
