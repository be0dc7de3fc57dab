using System;
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

    /// <summary>Adds what one loop has counted.</summary>
    /// <param name="phaseIndex">The phase that loop is in; <paramref name="phases"/> once it is over.</param>
    public void Add(Recorder recorder, int phases, int phaseIndex)
    {
        PhaseIndex = Math.Min(PhaseIndex, phaseIndex);
        for (int i = 0; i < phases; i++)
        {
            Failures += recorder.UnsentOf(i).Total;
            foreach (Tally step in recorder.StepsOf(i))
            {
                Good += step.Good;
                Failures += step.Failures.Total;
                if (i == Math.Min(phaseIndex, phases - 1))
                {
                    Phase.Add(step);
                }
            }
        }
    }
}
