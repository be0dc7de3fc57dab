using System;
using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Pacing;

/// <summary>
/// When the requests of an injecting phase are meant to be sent, as a function of their number: nothing that happens during the run can move
/// one of them. Of several loops each takes its share of the numbers, evenly interleaved.
/// </summary>
internal sealed class Arrivals
{
    private readonly double _fromPerNs;
    private readonly double _growthPerNs;
    private readonly int _loop;
    private readonly int _loops;

    /// <param name="phase">One that injects.</param>
    /// <param name="loop">0-based number of this loop.</param>
    public Arrivals(Phase phase, int loop, int loops)
    {
        _fromPerNs = phase.From / 1e9;
        _growthPerNs = (phase.To - phase.From) / 1e9 / phase.DurationNs;
        _loop = loop;
        _loops = loops;

        // The area under the rate; a fraction of a request that is left over is not sent.
        double all = (phase.From + phase.To) / 2 * phase.DurationNs / 1e9;
        Count = Math.Max(0, ((long)Math.Floor(all + 1e-6) + loops - 1 - loop) / loops);
    }

    /// <summary>Requests of this loop.</summary>
    public long Count { get; }

    /// <summary>ns from the beginning of the phase to the moment at which this loop's request number <paramref name="n"/> (from 0) is meant to be sent.</summary>
    public long TimeOf(long n)
    {
        double number = ((double)n * _loops) + _loop;
        if (_growthPerNs == 0)
        {
            return (long)(number / _fromPerNs);
        }

        // number = from t + growth t^2 / 2, solved for t in the form that loses no digits when the growth is small.
        double root = Math.Sqrt(Math.Max(0, (_fromPerNs * _fromPerNs) + (2 * _growthPerNs * number)));
        return number == 0 ? 0 : (long)(2 * number / (_fromPerNs + root));
    }

    /// <summary>How many of this loop's requests are due at <paramref name="atNs"/>.</summary>
    public long CountUntil(long atNs)
    {
        long low = 0;
        long high = Count;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = TimeOf(middle) <= atNs ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
