namespace Engine.LoadTests.Scenarios;

/// <summary>One line of the assert section.</summary>
/// <param name="Text">As written, for reports.</param>
/// <param name="Step">Only this step's requests; null = all.</param>
/// <param name="Percentile">0 to 100, with <see cref="Metric.Percentile"/>.</param>
/// <param name="Bound">ns, bytes, per second or a plain number, after the metric; with <paramref name="IsShare"/> a share of all requests.</param>
internal sealed record Assertion(string Text, string? Step, Metric Metric, double Percentile, Comparison Comparison, double Bound, bool IsShare)
{
    public bool Holds(double actual) => Comparison switch
    {
        Comparison.Less => actual < Bound,
        Comparison.AtMost => actual <= Bound,
        Comparison.Equal => actual == Bound,
        Comparison.NotEqual => actual != Bound,
        Comparison.AtLeast => actual >= Bound,
        _ => actual > Bound,
    };
}
