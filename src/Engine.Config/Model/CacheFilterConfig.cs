using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>A <c>filter cache NAME</c> line (CFG 9.4): the place of a cache among filters.</summary>
/// <param name="Word">Index of the name.</param>
public sealed record CacheFilterConfig(Statement Where, int Word, string Name);
