using System;
using System.Collections.Generic;
using System.Globalization;

namespace Engine.LoadTests.Scenarios;

/// <summary>Reads a line of the assert section: [step NAME] METRIC COMPARISON VALUE.</summary>
internal static class AssertionReader
{
    private static readonly string[] Metrics = ["p50", "p90", "p99", "p99.9", "min", "mean", "max", "rate", "requests", "errors", "cpu", "memory"];
    private static readonly string[] Comparisons = ["<", "<=", "=", "!=", ">=", ">"];

    public static void ReadLine(Statement statement, ScenarioDraft draft)
    {
        // The whole line is the condition: there is no keyword in front of it.
        var words = new List<Word>(statement.Words.Count + 1) { new("", statement.Keyword.Column, 1) };
        words.AddRange(statement.Words);
        var line = new LineReader(new Statement(statement.Line, statement.Text, words), draft.Faults) { Grammar = "[step NAME] METRIC < VALUE, such as: p99 < 5 ms" };

        string? step = line.TryTake("step") ? line.Take("the name of the step") : null;
        string name = line.Take("what is asserted");
        if (line.HasFailed || !TryMetric(name, out Metric metric, out double percentile))
        {
            if (!line.HasFailed)
            {
                line.FailLast($"'{name}' is nothing that is measured", NearestWord.Fix(name, Metrics));
            }

            return;
        }

        if (step is not null && metric is Metric.CpuPerRequest or Metric.Memory)
        {
            line.FailLast($"{name} is measured for the whole run, not for a step", "leave out: step " + step);
        }

        var comparison = (Comparison)Array.IndexOf(Comparisons, line.TakeOneOf("a comparison", Comparisons));
        string unit = "";
        double bound = line.HasFailed ? 0 : line.Take(UnitsOf(metric), 0, double.MaxValue, out unit);
        line.End();
        if (!line.HasFailed)
        {
            var assertion = new Assertion(statement.Spoken, step, metric, percentile, comparison, bound, Quantity.IsShare(unit));
            draft.Assertions.Add((assertion, statement));
        }
    }

    private static bool TryMetric(string name, out Metric metric, out double percentile)
    {
        percentile = 0;
        (bool isKnown, metric) = name switch
        {
            "min" => (true, Metric.Min),
            "mean" => (true, Metric.Mean),
            "max" => (true, Metric.Max),
            "rate" => (true, Metric.Rate),
            "requests" => (true, Metric.Requests),
            "errors" => (true, Metric.Errors),
            "cpu" => (true, Metric.CpuPerRequest),
            "memory" => (true, Metric.Memory),
            _ => (false, Metric.Percentile),
        };
        return isKnown
            || (name.StartsWith('p') && double.TryParse(name.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out percentile) && percentile is > 0 and <= 100);
    }

    private static Quantity UnitsOf(Metric metric) => metric switch
    {
        Metric.Rate => Quantity.Rate,
        Metric.Requests => Quantity.Count,
        Metric.Errors => Quantity.CountOrShare,
        Metric.Memory => Quantity.Size,
        _ => Quantity.Duration,
    };
}
