using System.Collections.Generic;
using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Pacing;

/// <summary>
/// Which step comes next: by weight, spread as evenly as can be (smooth weighted round robin), or in turn. No chance is involved, so that two runs
/// send the same mix.
/// </summary>
internal sealed class StepRotation
{
    private readonly int[] _weights;
    private readonly int[] _credits;
    private readonly int _sum;

    public StepRotation(IReadOnlyList<Step> steps)
    {
        _weights = new int[steps.Count];
        _credits = new int[steps.Count];
        for (int i = 0; i < steps.Count; i++)
        {
            _weights[i] = steps[i].Weight > 0 ? steps[i].Weight : 1;
            _sum += _weights[i];
        }
    }

    public int Next()
    {
        if (_weights.Length == 1)
        {
            return 0;
        }

        int best = 0;
        for (int i = 0; i < _weights.Length; i++)
        {
            _credits[i] += _weights[i];
            best = _credits[i] > _credits[best] ? i : best;
        }

        _credits[best] -= _sum;
        return best;
    }
}
