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

    /// <summary>Where this machine listens, and how, when the address is not said by its own <c>peer</c> line.</summary>
    public BindConfig? Bind { get; internal set; }

    /// <summary><c>default-bind</c>, without an address: how this machine listens at that of its <c>peer</c> line. A <c>bind</c> line has them already.</summary>
    public BindConfig? DefaultBind { get; internal set; }

    /// <summary>All <c>bind</c> and <c>default-bind</c> lines, as they are written.</summary>
    public string BindWords { get; internal set; } = "";

    /// <summary><c>shards</c>: parts that keys are spread over, each for the machines with that <c>shard</c>; 0 = every machine gets all of them.</summary>
    public int Shards { get; internal set; }

    /// <summary>Where lines about connections of other machines go.</summary>
    public IReadOnlyList<LogTargetConfig> LogTargets { get; internal set; } = [];

    /// <summary>All machines, this one among them.</summary>
    public IReadOnlyList<PeersMemberConfig> Members { get; internal set; } = [];

    /// <summary><c>table</c> lines; their names begin with that of the section.</summary>
    public IReadOnlyList<StickTableConfig> Tables { get; internal set; } = [];
}
