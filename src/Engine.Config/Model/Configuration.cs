using System.Collections.Generic;

namespace Engine.Config.Model;

/// <summary>Everything the operator wrote, checked and resolved against the vocabulary. Immutable outside this project.</summary>
public sealed class Configuration
{
    public GlobalConfig Global { get; internal init; } = new();

    /// <summary>frontend, backend and listen sections in order of declaration.</summary>
    public IReadOnlyList<ProxyConfig> Proxies { get; internal set; } = [];
}
