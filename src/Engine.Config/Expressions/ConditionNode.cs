namespace Engine.Config.Expressions;

/// <summary>The parsed condition behind <c>if</c> or <c>unless</c>.</summary>
public abstract record ConditionNode;
