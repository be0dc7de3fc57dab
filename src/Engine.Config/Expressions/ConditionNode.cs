using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>The parsed condition behind <c>if</c> or <c>unless</c> (CFG 7.2): <c>unless</c> is an outermost <see cref="NotCondition"/>.</summary>
public abstract record ConditionNode;

/// <summary>True when every term is (words side by side). At least two terms.</summary>
public sealed record AndCondition(IReadOnlyList<ConditionNode> Terms) : ConditionNode;

/// <summary>True when one term is (<c>or</c>, <c>||</c>); binds less tightly than side by side. At least two terms.</summary>
public sealed record OrCondition(IReadOnlyList<ConditionNode> Terms) : ConditionNode;

/// <summary>True when the inner condition is not (<c>!</c>, <c>unless</c>).</summary>
public sealed record NotCondition(ConditionNode Inner) : ConditionNode;

/// <summary>A named ACL: true when one of the tests declared under this name is.</summary>
/// <param name="Tests">The tests known under the name where the rule stands.</param>
public sealed record NamedCondition(string Name, SourceSpan Where, IReadOnlyList<AclTest> Tests) : ConditionNode;

/// <summary>An ACL written in place: <c>{ path_beg /api }</c>.</summary>
public sealed record InlineCondition(AclTest Test, SourceSpan Where) : ConditionNode;
