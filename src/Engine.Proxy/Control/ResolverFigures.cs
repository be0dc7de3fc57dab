using System.Collections.Generic;

namespace Engine.Proxy.Control;

/// <summary>What one name server was asked and answered since the start.</summary>
/// <param name="Section">The <c>resolvers</c> section.</param>
/// <param name="Nameserver">Its name there.</param>
/// <param name="Counters">By HAProxy's names (MGT 9.3 show stat domain resolvers), in their order.</param>
public sealed record ResolverFigures(string Section, string Nameserver, IReadOnlyList<(string Name, long Count)> Counters);
