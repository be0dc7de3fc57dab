using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>What a client of the runtime API may do (CFG 3.1 stats socket, <c>level</c>); each may what those before it may.</summary>
public enum ControlLevel : byte { User, Operator, Admin }

/// <summary>How messages of the runtime API show their severity (<c>severity-output</c>).</summary>
public enum SeverityDisplay : byte { None, Number, Word }

/// <summary>The runtime API as the <c>global</c> section has it.</summary>
public sealed class ControlConfig
{
    /// <summary>HAProxy's default, ms.</summary>
    private const int TimeoutMsDefault = 10000;

    /// <summary>HAProxy's default.</summary>
    private const int MaxConnDefault = 10;

    /// <summary><c>stats socket</c> lines in order.</summary>
    public IReadOnlyList<ControlSocketConfig> Sockets { get; internal set; } = [];

    /// <summary><c>stats timeout</c>: the longest silence on either side, ms.</summary>
    public int TimeoutMs { get; internal set; } = TimeoutMsDefault;

    /// <summary><c>tune.cli.max-payload-size</c>, bytes; certificates and whole maps fit.</summary>
    public int PayloadBytesMax { get; internal set; } = 4 * 1024 * 1024;

    /// <summary><c>stats maxconn</c>: clients at a time.</summary>
    public int MaxConn { get; internal set; } = MaxConnDefault;
}

/// <summary>A <c>stats socket</c> line.</summary>
public sealed class ControlSocketConfig
{
    /// <summary>The address and the options that <c>bind</c> lines know too.</summary>
    public required BindConfig Bind { get; init; }

    public Statement Where => Bind.Where;

    /// <summary>True for a socket of the command line (<c>-S</c>).</summary>
    public bool IsMaster { get; internal set; }

    /// <summary><c>level</c>.</summary>
    public ControlLevel Level { get; internal set; } = ControlLevel.Operator;

    /// <summary><c>severity-output</c>, until a client asks for another.</summary>
    public SeverityDisplay Severities { get; internal set; }

    /// <summary><c>expose-fd listeners</c>: a new process may take over the listening sockets by this one.</summary>
    public bool ExposesListeners { get; internal set; }
}
