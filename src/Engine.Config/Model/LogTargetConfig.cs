using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>The header in front of each log line (semantics section 6).</summary>
public enum LogHeader : byte { Local, Rfc3164, Rfc5424, Priority, Short, Timed, Iso, Raw }

/// <summary>Syslog severities, the most urgent first: their numbers are the protocol's.</summary>
public enum LogLevel : byte { Emerg, Alert, Crit, Err, Warning, Notice, Info, Debug }

/// <summary>A <c>log TARGET [len N] [format F] [sample R:S] FACILITY [MAXLEVEL [MINLEVEL]]</c> line.</summary>
/// <param name="Address">UDP (port 514 unless written), UNIX datagram socket, or descriptor; stdout and stderr are descriptors 1 and 2.</param>
/// <param name="LengthMax">Bytes of a line, 80..65535; the rest is cut.</param>
/// <param name="Facility">0 (kern) .. 23 (local7).</param>
/// <param name="LevelMax">Less urgent lines are not sent.</param>
/// <param name="LevelMin">More urgent lines are sent with this level.</param>
/// <param name="Sample">Null = every line.</param>
public sealed record LogTargetConfig(
    Statement Where,
    AddressConfig Address,
    int LengthMax,
    LogHeader Header,
    int Facility,
    LogLevel LevelMax,
    LogLevel LevelMin,
    LogSampleConfig? Sample)
{
    /// <summary>The ring that takes the lines (<c>ring@NAME</c>), in place of <see cref="Address"/>.</summary>
    public string? Ring { get; init; }

    /// <summary>True when the line says which header; else a ring's own counts, or the default.</summary>
    public bool HasHeader { get; init; }

    /// <summary><c>profile</c>: name of a log-profile section; null = none.</summary>
    public string? Profile { get; init; }

    /// <summary>Index of that name.</summary>
    public int ProfileWord { get; init; }
}

/// <summary><c>sample 1,3:4</c>: of every <paramref name="Size"/> lines, those whose number (1-based) is in one of the ranges.</summary>
public sealed record LogSampleConfig(IReadOnlyList<(int First, int Last)> Ranges, int Size);

/// <summary>Which line describes an exchange.</summary>
public enum LogLineKind : byte
{
    /// <summary>Nothing was chosen: a line at accept.</summary>
    Connect,
    Tcp,
    TcpClf,
    Http,
    HttpClf,
    Https,

    /// <summary>One JSON object for each HTTP exchange.</summary>
    HttpJson,

    /// <summary><c>log-format</c>.</summary>
    Custom,
}

/// <summary><c>option tcplog</c>, <c>option httplog [clf]</c>, <c>option httpslog</c> or <c>log-format</c>: the last one written counts.</summary>
/// <param name="Format">Only for <see cref="LogLineKind.Custom"/>.</param>
public sealed record LogLineConfig(Statement Where, LogLineKind Kind, LogFormat? Format);

/// <summary>A log-format string with the line it stands on.</summary>
public sealed record FormatConfig(Statement Where, LogFormat Format);

/// <summary>One slot of what is captured.</summary>
/// <param name="Name">Of the header or cookie; null when rules fill the slot.</param>
/// <param name="LengthMax">Bytes that are kept.</param>
public sealed record CaptureConfig(Statement Where, bool OfResponse, string? Name, int LengthMax);

/// <summary>A <c>ring</c> section: lines on their way to log servers.</summary>
public sealed class RingConfig
{
    public required Statement Where { get; init; }
    public required string Name { get; init; }
    public string? Description { get; internal set; }
    public LogHeader Header { get; internal set; }

    /// <summary>Bytes of a line, header included; the rest is cut.</summary>
    public int LengthMax { get; internal set; } = 1024;

    /// <summary>Bytes that wait at most.</summary>
    public int SizeBytes { get; internal set; } = 16384;

    public int? ConnectMs { get; internal set; }
    public IReadOnlyList<RingServerConfig> Servers { get; internal set; } = [];
}

/// <summary>A <c>server</c> line of a ring.</summary>
/// <param name="OctetCount">RFC 6587 section 3.4.1: the length stands before each line; else a line feed stands behind it.</param>
public sealed record RingServerConfig(Statement Where, string Name, AddressConfig Address, bool OctetCount);

/// <summary>An <c>acl NAME ...</c> line.</summary>
public sealed record AclConfig(Statement Where, string Name, AclTest Test);
