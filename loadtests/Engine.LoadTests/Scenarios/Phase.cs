using System;

namespace Engine.LoadTests.Scenarios;

/// <summary>A stretch of a run in which the load follows one rule.</summary>
/// <param name="Kind">What <paramref name="From"/> and <paramref name="To"/> count: connections, or requests per second.</param>
/// <param name="From">At its beginning.</param>
/// <param name="To">At its end.</param>
/// <param name="Text">As written, for reports.</param>
internal sealed record Phase(PhaseKind Kind, double From, double To, long DurationNs, string Text)
{
    /// <summary>False for the warm-up: its answers are not counted.</summary>
    public bool IsMeasured { get; init; } = true;

    /// <summary>Connections that send at a moment of a <see cref="PhaseKind.Constant"/> phase.</summary>
    /// <param name="atNs">Since its beginning.</param>
    public int LevelAt(long atNs)
    {
        if (Kind != PhaseKind.Constant)
        {
            return 0;
        }

        double share = Math.Clamp((double)atNs / DurationNs, 0, 1);
        double level = From + ((To - From) * share);
        return (int)(To >= From ? Math.Floor(level + 1e-9) : Math.Ceiling(level - 1e-9));
    }

    /// <summary>When a ramp reaches its next level; of a steep one several are taken at once, every 1 ms.</summary>
    /// <param name="atNs">Since its beginning, as is the result.</param>
    public long NextLevelNs(long atNs)
    {
        double stepNs = Math.Max(1e6, DurationNs / Math.Abs(To - From));
        return (long)Math.Ceiling((Math.Floor(atNs / stepNs) + 1) * stepNs);
    }

    /// <summary>The most connections it uses at once, of <paramref name="connections"/> that injecting may use.</summary>
    public int ConnectionsMax(int connections) => Kind switch
    {
        PhaseKind.Constant => (int)Math.Max(From, To),
        PhaseKind.Inject => connections,
        _ => 0,
    };
}
