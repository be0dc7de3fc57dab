using Engine.LoadTests.Measuring;

namespace Engine.LoadTests.Reports;

/// <summary>The figures of a phase, a step, or all of them.</summary>
/// <param name="Seconds">The time they were gathered in.</param>
internal sealed record Row(string Name, Tally Tally, double Seconds)
{
    /// <summary>Good answers per second.</summary>
    public double Rate => Seconds > 0 ? Tally.Good / Seconds : 0;

    public double MeanNs => Tally.Good > 0 ? Tally.LatencySumNs / Tally.Good : 0;

    public double MinNs => Tally.Good > 0 ? Tally.LatencyMinNs : 0;

    public double ErrorShare => Tally.Requests > 0 ? (double)Tally.Failures.Total / Tally.Requests : 0;
}
