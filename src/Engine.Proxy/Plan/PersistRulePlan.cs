using Engine.Proxy.Conditions;

namespace Engine.Proxy.Plan;

/// <summary>A <c>force-persist</c> or <c>ignore-persist</c> line, compiled.</summary>
internal sealed record PersistRulePlan(bool IsForce, ConditionPlan Condition);
