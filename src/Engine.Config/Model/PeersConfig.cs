using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>A <c>peers</c> section (CFG 3.5): machines that share stick tables.</summary>
public sealed class PeersConfig
{
    public required Statement Where { get; init; }

    public required string Name { get; init; }

    /// <summary><c>disabled</c>: nothing is shared.</summary>
    public bool Disabled { get; internal set; }

    /// <summary>Where this machine listens, when not said by its own <c>peer</c> line.</summary>
    public BindConfig? Bind { get; internal set; }

    /// <summary>All machines, this one among them.</summary>
    public IReadOnlyList<PeersMemberConfig> Members { get; internal set; } = [];

    /// <summary><c>table</c> lines; their names begin with that of the section.</summary>
    public IReadOnlyList<StickTableConfig> Tables { get; internal set; } = [];
}
