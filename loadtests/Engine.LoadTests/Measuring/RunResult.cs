using System;
using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Measuring;

/// <summary>All that a run brought to light.</summary>
internal sealed record RunResult
{
    public required Scenario Scenario { get; init; }

    /// <summary>Of all loops.</summary>
    public required Recorder Recorder { get; init; }

    /// <summary>From the first measured request to the last answer.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Of the generator, over <see cref="Elapsed"/>.</summary>
    public required Usage Generator { get; init; }

    /// <summary>Null when no process of the target was found.</summary>
    public TargetProcess? Target { get; init; }

    /// <summary>Of the target, over <see cref="Elapsed"/>.</summary>
    public Usage TargetUsage { get; init; }

    /// <summary>True when it was ended before its time.</summary>
    public bool WasInterrupted { get; init; }
}
