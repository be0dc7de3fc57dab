using Engine.Config.Model;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Plan;

/// <summary>A <c>stick</c> line, compiled.</summary>
/// <param name="Condition">Null = always.</param>
internal sealed record StickRulePlan(StickUses Uses, SamplePlan Key, StickTableShared Table, ConditionPlan? Condition);
