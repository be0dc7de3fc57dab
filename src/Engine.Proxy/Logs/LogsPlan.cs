using System.Collections.Generic;

namespace Engine.Proxy.Logs;

/// <summary>All that the configuration says about logs, beyond single proxies.</summary>
public sealed class LogsPlan
{
    public static LogsPlan None { get; } = new();

    /// <summary>Every place that lines go to, once.</summary>
    public IReadOnlyList<LogSinkPlan> Sinks { get; init; } = [];

    /// <summary>Counters of <c>sample</c>.</summary>
    internal int SampleCounters { get; init; }

    /// <summary>Proxies in order of declaration, for the messages about their start and stop.</summary>
    internal IReadOnlyList<ProxyLifePlan> Proxies { get; init; } = [];
}
