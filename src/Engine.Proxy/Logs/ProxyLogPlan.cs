using System;
using Engine.Config.Model;

namespace Engine.Proxy.Logs;

/// <summary>What one proxy logs, and where to.</summary>
internal sealed class ProxyLogPlan
{
    /// <summary>Never empty.</summary>
    internal required LogTargetPlan[] Targets { get; init; }

    /// <summary>Null where every target is told the same, once; else it counts in place of <see cref="Line"/>, which is null then.</summary>
    internal SteppedLogPlan? Steps { get; init; }

    /// <summary>True when a line is written once there is a server.</summary>
    internal bool LogsConnect => Steps is { } steps && (steps.Steps & LogSteps.Connect) != 0;

    /// <summary>The line about an exchange; null = a line at accept.</summary>
    internal LogFormatPlan? Line { get; init; }

    /// <summary>The line about a connection that failed before it brought a request; null = the usual one.</summary>
    internal LogFormatPlan? ErrorLine { get; init; }

    /// <summary>Structured data (RFC 5424 section 6.3); null = none.</summary>
    internal LogFormatPlan? StructuredData { get; init; }

    /// <summary>For the line at accept: "HTTP" or "TCP".</summary>
    internal required ProxyMode Mode { get; init; }

    /// <summary><c>option dontlognull</c>.</summary>
    internal bool SkipsEmpty { get; init; }

    /// <summary><c>option dontlog-normal</c>.</summary>
    internal bool SkipsNormal { get; init; }

    /// <summary><c>option log-separate-errors</c>.</summary>
    internal bool RaisesErrors { get; init; }

    /// <summary>True when lines say where the connection to the server came from.</summary>
    internal bool NeedsServerSource { get; init; }

    /// <summary>The same in steps.</summary>
    internal ProxyLogPlan With(SteppedLogPlan steps) => new()
    {
        Targets = Targets,
        Mode = Mode,
        Steps = steps,
        NeedsServerSource = Array.Exists(steps.Targets, static target => target.NeedsServerSource),
        ErrorLine = ErrorLine,
        StructuredData = StructuredData,
        SkipsEmpty = SkipsEmpty,
        SkipsNormal = SkipsNormal,
        RaisesErrors = RaisesErrors,
        IsEarly = IsEarly,
    };

    /// <summary><c>option logasap</c>.</summary>
    internal bool IsEarly { get; init; }
}
