using Engine.LoadTests.Measuring;

namespace Engine.LoadTests.Traffic;

/// <summary>Where the loops stand, added up; filled by each of them in turn.</summary>
internal sealed class LoopProgress
{
    /// <summary>The phase the slowest loop is in.</summary>
    public int PhaseIndex { get; set; } = int.MaxValue;

    public long Good { get; set; }

    public long Failures { get; set; }

    public int OpenConnections { get; set; }

    /// <summary>Of the current phase, so far.</summary>
    public Tally Phase { get; } = new();
}
