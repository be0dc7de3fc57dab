using System;

namespace Engine.Proxy.Stages;

/// <summary>A balancing algorithm: the name after <c>balance</c>, one line of documentation, and how to make one.</summary>
/// <param name="Create">Reads the arguments; null after it has reported an error.</param>
public sealed record BalancerRow(string Name, string Documentation, Func<BalancerArguments, Balancer?> Create);
