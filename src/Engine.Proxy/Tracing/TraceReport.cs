using System.Collections.Generic;

namespace Engine.Proxy.Tracing;

/// <summary>What would have become of a request.</summary>
public sealed class TraceReport
{
    private readonly List<TraceStep> _steps = [];

    /// <summary>In the order in which they happened.</summary>
    public IReadOnlyList<TraceStep> Steps => _steps;

    /// <summary>Null when none was chosen.</summary>
    public string? Backend { get; internal set; }

    /// <summary>Null when none was chosen.</summary>
    public string? Server { get; internal set; }

    /// <summary>Where the server is; null without one, or when the client's own destination is used.</summary>
    public string? ServerAddress { get; internal set; }

    /// <summary>The head that would be sent to the server, with its empty line; empty when none would.</summary>
    public byte[] Head { get; internal set; } = [];

    /// <summary>The proxy's own answer: status line and fields; empty when it gives none.</summary>
    public byte[] Answer { get; internal set; } = [];

    /// <summary>Status of <see cref="Answer"/>; 0 without one.</summary>
    public int Status { get; internal set; }

    /// <summary>Why the exchange would end before it reached a server; null when it would reach one.</summary>
    public string? Reason { get; internal set; }

    internal void Add(TraceStep step) => _steps.Add(step);
}
