using Engine.Config.Text;
using Engine.Proxy.Conditions;

namespace Engine.Proxy.Rules;

/// <summary>One rule line, compiled.</summary>
/// <param name="Where">The line, for <c>last_rule_file</c> and <c>last_rule_line</c>.</param>
/// <param name="Condition">Null = always.</param>
internal sealed record RulePlan(Statement Where, ConditionPlan? Condition, RuleAction Action);
