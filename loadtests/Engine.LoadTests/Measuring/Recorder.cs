using System.Collections.Generic;
using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Measuring;

/// <summary>All that one loop counts: a tally per phase and step, and one per phase for what concerns no step.</summary>
internal sealed class Recorder
{
    private readonly Tally[][] _tallies;
    private readonly FailureTally[] _unsent;

    public Recorder(Scenario scenario)
    {
        _tallies = new Tally[scenario.Phases.Count][];
        _unsent = new FailureTally[scenario.Phases.Count];
        for (int i = 0; i < _tallies.Length; i++)
        {
            _unsent[i] = new FailureTally();
            _tallies[i] = new Tally[scenario.Steps.Count];
            for (int j = 0; j < scenario.Steps.Count; j++)
            {
                _tallies[i][j] = new Tally();
            }
        }
    }

    /// <summary>Time to connect, of every connection of the run.</summary>
    public Tally Connects { get; } = new();

    public IReadOnlyList<Tally> StepsOf(int phase) => _tallies[phase];

    public FailureTally UnsentOf(int phase) => _unsent[phase];

    /// <summary>Adds what another loop counted; both have ended.</summary>
    public void Add(Recorder other)
    {
        Connects.Add(other.Connects);
        for (int i = 0; i < _tallies.Length; i++)
        {
            _unsent[i].Add(other._unsent[i]);
            for (int j = 0; j < _tallies[i].Length; j++)
            {
                _tallies[i][j].Add(other._tallies[i][j]);
            }
        }
    }

    /// <summary>One phase, all steps.</summary>
    public Tally SumOf(int phase)
    {
        var sum = new Tally();
        foreach (Tally step in _tallies[phase])
        {
            sum.Add(step);
        }

        sum.Failures.Add(_unsent[phase]);
        return sum;
    }
}
