using System.Collections.Generic;

namespace Engine.Proxy.Control;

/// <summary>The runtime API, compiled.</summary>
public sealed class ControlPlan
{
    public static ControlPlan None { get; } = new();

    public IReadOnlyList<ControlSocketPlan> Sockets { get; init; } = [];

    /// <summary>The longest silence on either side, ms.</summary>
    public int TimeoutMs { get; init; }

    /// <summary>Clients at a time.</summary>
    public int ConnectionsMax { get; init; }

    /// <summary><c>tune.cli.max-payload-size</c>, bytes.</summary>
    public int PayloadBytesMax { get; init; }

    public CommandTable Commands { get; init; } = new([]);
}
