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
    LogSampleConfig? Sample);

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

    /// <summary><c>log-format</c>.</summary>
    Custom,
}

/// <summary><c>option tcplog</c>, <c>option httplog [clf]</c>, <c>option httpslog</c> or <c>log-format</c>: the last one written counts.</summary>
/// <param name="Format">Only for <see cref="LogLineKind.Custom"/>.</param>
public sealed record LogLineConfig(Statement Where, LogLineKind Kind, LogFormat? Format);

/// <summary>An <c>acl NAME ...</c> line.</summary>
public sealed record AclConfig(Statement Where, string Name, AclTest Test);
