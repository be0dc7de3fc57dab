using System.Collections.Generic;
using Engine.Config.Model;

namespace Engine.Config.Keywords;

/// <summary>What the keywords of one <c>peers</c> section build.</summary>
internal sealed class PeersBuilder(PeersConfig peers)
{
    public PeersConfig Peers { get; } = peers;

    /// <summary><c>default-bind</c> lines without faults: read again for the <c>bind</c> line.</summary>
    public List<KeywordCall> DefaultBinds { get; } = [];

    /// <summary>What <c>default-server</c> lines said so far; null before the first.</summary>
    public ServerConfig? DefaultServer { get; set; }

    /// <summary>Those lines, as they are written.</summary>
    public string DefaultServerWords { get; set; } = "";

    public List<LogTargetConfig> LogTargets { get; } = [];

    public bool UsesGlobalLogs { get; set; }

    /// <summary>Once all sections are read.</summary>
    public void Finish(GlobalConfig global) => Peers.LogTargets = UsesGlobalLogs ? [.. global.LogTargets, .. LogTargets] : LogTargets;
}
