using System.Collections.Generic;

namespace Engine.Config.Model;

/// <summary>How a server's name is resolved while running (CFG 5.2 resolvers, resolve-opts, resolve-prefer, resolve-net).</summary>
/// <param name="Resolvers">Name of the section; null when only the other words were written so far.</param>
public sealed record ServerResolutionConfig(string? Resolvers)
{
    /// <summary>IPv6 unless <c>resolve-prefer</c> says otherwise.</summary>
    public bool PrefersIPv4 { get; init; }

    /// <summary><c>resolve-net</c>: addresses in one of these come first.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary><c>allow-dup-ip</c>: servers of one name may have the same address.</summary>
    public bool AllowsDuplicates { get; init; }

    /// <summary><c>ignore-weight</c>: the weights in SRV records do not count.</summary>
    public bool IgnoresWeight { get; init; }
}
