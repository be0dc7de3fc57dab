using System.Collections.Generic;

namespace Engine.Config.Model;

/// <summary>How clients are announced to a server: <c>send-proxy</c>, <c>send-proxy-v2</c> and what goes with them (CFG 5.2).</summary>
/// <param name="Version">1 or 2; 0 = not at all, after a <c>no-send-proxy</c>.</param>
/// <param name="Options">Words of <c>proxy-v2-options</c>.</param>
public sealed record ProxyHeaderConfig(int Version, IReadOnlyList<string> Options)
{
    /// <summary><c>set-proxy-v2-tlv-fmt(TYPE) FORMAT</c>: fields of the operator's own.</summary>
    public IReadOnlyList<ProxyFieldConfig> Fields { get; init; } = [];
}

/// <summary>One field of the operator's own.</summary>
/// <param name="Where">The line, and which of its words the format is.</param>
public sealed record ProxyFieldConfig(Text.Statement Where, int FormatWord, byte Type);
