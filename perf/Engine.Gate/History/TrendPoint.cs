namespace Engine.Gate.History;

/// <summary>One measurement of one figure.</summary>
/// <param name="Place">Which measured commit, from 0.</param>
/// <param name="Label">Which commit, in words.</param>
internal readonly record struct TrendPoint(int Place, string Label, decimal Value);
