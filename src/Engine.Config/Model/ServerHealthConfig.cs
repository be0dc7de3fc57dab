using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary><c>observe</c>: what of the live traffic counts as a sign of a server's health.</summary>
public enum ObservedLayer : byte { None, Layer4, Layer7 }

/// <summary><c>on-error</c>: what follows once live traffic has brought <c>error-limit</c> errors in a row.</summary>
public enum ErrorReaction : byte { FailCheck, FastInter, SuddenDeath, MarkDown }

/// <summary><c>init-state</c>: what is believed of a server before its first check.</summary>
public enum InitialHealth : byte { Up, FullyUp, Down, FullyDown }

/// <summary><c>load-server-state-from-file</c>.</summary>
public enum StateSource : byte { None, Global, Local }

/// <summary>What a <c>server</c> line says about its health (CFG 5.2). Null = not written; times in ms.</summary>
public sealed record ServerHealthConfig
{
    public bool Check { get; internal set; }
    public int? InterMs { get; internal set; }
    public int? FastInterMs { get; internal set; }
    public int? DownInterMs { get; internal set; }

    /// <summary>2 unless written.</summary>
    public int? Rise { get; internal set; }

    /// <summary>3 unless written.</summary>
    public int? Fall { get; internal set; }

    /// <summary><c>addr</c>: of checks and the agent, where it differs.</summary>
    public AddressConfig? Address { get; internal set; }

    /// <summary><c>port</c>.</summary>
    public int? Port { get; internal set; }

    /// <summary><c>check-send-proxy</c>.</summary>
    public bool SendProxy { get; internal set; }

    public bool Agent { get; internal set; }
    public AddressConfig? AgentAddress { get; internal set; }
    public int? AgentPort { get; internal set; }
    public int? AgentInterMs { get; internal set; }

    /// <summary><c>agent-send</c>: what the agent is told, escapes already replaced.</summary>
    public string? AgentSend { get; internal set; }

    public ObservedLayer Observe { get; internal set; }

    /// <summary><c>error-limit</c>.</summary>
    public int ErrorLimit { get; internal set; } = 10;
    public ErrorReaction OnError { get; internal set; }

    /// <summary><c>on-marked-down shutdown-sessions</c>.</summary>
    public bool EndsSessionsWhenDown { get; internal set; }

    /// <summary><c>on-marked-up shutdown-backup-sessions</c>.</summary>
    public bool EndsBackupSessionsWhenUp { get; internal set; }

    public InitialHealth InitialState { get; internal set; }
    public int SlowStartMs { get; internal set; }

    /// <summary><c>track</c>: "backend/server", or a server of the same section.</summary>
    public string? Track { get; internal set; }
}

/// <summary>One line of a check script: <c>http-check send ...</c>, <c>tcp-check expect ...</c>. Its words are read by the stage that runs it.</summary>
/// <param name="Action">"send"; what stands in parentheses behind it is still in its word, <c>Where.Words[FirstArgument - 1]</c>.</param>
/// <param name="FirstArgument">Index in <c>Where.Words</c> of the first word after the action.</param>
public sealed record CheckLineConfig(Statement Where, string Action, int FirstArgument);

/// <summary>The kind of check that an <c>option</c> line chose: "httpchk", "redis-check".</summary>
/// <param name="FirstArgument">Index in <c>Where.Words</c> of the first word after the name.</param>
public sealed record CheckKindConfig(Statement Where, string Name, int FirstArgument);

/// <summary>What a section says about the checks of its servers.</summary>
public sealed class ProxyHealthConfig
{
    /// <summary>Null: connecting is the check.</summary>
    public CheckKindConfig? Kind { get; internal set; }

    /// <summary><c>http-check</c> lines of the script, in order.</summary>
    public IReadOnlyList<CheckLineConfig> HttpLines { get; internal set; } = [];

    /// <summary><c>tcp-check</c> lines, in order.</summary>
    public IReadOnlyList<CheckLineConfig> TcpLines { get; internal set; } = [];

    /// <summary><c>external-check command</c>.</summary>
    public string? ExternalCommand { get; internal set; }

    /// <summary><c>external-check path</c>: PATH of the command.</summary>
    public string? ExternalPath { get; internal set; }

    public StateSource StateSource { get; internal set; }

    /// <summary><c>server-state-file-name</c>; "" = the section's name.</summary>
    public string? StateFileName { get; internal set; }

    /// <summary>True while the lines are those of the defaults section: the section's first own line replaces them.</summary>
    internal bool LinesAreInherited { get; set; }

    internal ProxyHealthConfig CopyFromDefaults() => new()
    {
        Kind = Kind,
        HttpLines = HttpLines,
        TcpLines = TcpLines,
        ExternalCommand = ExternalCommand,
        ExternalPath = ExternalPath,
        StateSource = StateSource,
        StateFileName = StateFileName,
        LinesAreInherited = true,
    };
}
