using System.Collections.Generic;
using Engine.LoadTests.Measuring;
using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Reports;

/// <summary>A run as reports show it: rows, and the judgement of its assertions. The warm-up is in none of them.</summary>
internal sealed class Summary
{
    private const double NsPerS = 1e9;

    public Summary(RunResult result)
    {
        Result = result;
        Scenario scenario = result.Scenario;
        var total = new Tally();
        double seconds = 0;
        for (int i = 0; i < scenario.Phases.Count; i++)
        {
            Phase phase = scenario.Phases[i];
            if (phase.IsMeasured)
            {
                Tally sum = result.Recorder.SumOf(i);
                double lasted = phase.DurationNs / NsPerS;
                Phases.Add(new Row(phase.Text, sum, lasted));
                total.Add(sum);
                seconds += phase.Kind == PhaseKind.Pause ? 0 : lasted;
            }
        }

        // A run that was cut short had less time than its phases were to last.
        seconds = result.WasInterrupted ? System.Math.Min(seconds, result.Elapsed.TotalSeconds) : seconds;
        Total = new Row("total", total, seconds);
        AddSteps(seconds);
        foreach (Assertion assertion in scenario.Assertions)
        {
            Judgements.Add(Judge(assertion));
        }
    }

    public RunResult Result { get; }

    public Row Total { get; }

    public List<Row> Phases { get; } = [];

    public List<Row> Steps { get; } = [];

    public List<Judgement> Judgements { get; } = [];

    /// <summary>True when every assertion holds, and anything was answered at all.</summary>
    public bool IsGood => Total.Tally.Good > 0 && Judgements.TrueForAll(static judgement => judgement.Holds);

    /// <summary>CPU time of the target per request, ns; null when it is not known.</summary>
    public double? TargetNsPerRequest => Result.Target is not null && Total.Tally.Requests > 0
        ? Result.TargetUsage.Total.TotalNanoseconds / Total.Tally.Requests
        : null;

    private void AddSteps(double seconds)
    {
        for (int j = 0; j < Result.Scenario.Steps.Count; j++)
        {
            var sum = new Tally();
            for (int i = 0; i < Result.Scenario.Phases.Count; i++)
            {
                if (Result.Scenario.Phases[i].IsMeasured)
                {
                    sum.Add(Result.Recorder.StepsOf(i)[j]);
                }
            }

            Steps.Add(new Row(Result.Scenario.Steps[j].Name, sum, seconds));
        }
    }

    private Judgement Judge(Assertion assertion)
    {
        Row row = assertion.Step is null ? Total : Steps.Find(step => step.Name == assertion.Step)!;
        double? actual = assertion.Metric switch
        {
            // Without an answer there is no latency, and none that is low enough.
            Metric.Percentile or Metric.Min or Metric.Mean or Metric.Max when row.Tally.Good == 0 => null,
            Metric.Percentile => row.Tally.PercentileNs(assertion.Percentile),
            Metric.Min => row.MinNs,
            Metric.Mean => row.MeanNs,
            Metric.Max => row.Tally.LatencyMaxNs,
            Metric.Rate => row.Rate,
            Metric.Requests => row.Tally.Requests,
            Metric.Errors => assertion.IsShare ? row.ErrorShare : row.Tally.Failures.Total,
            Metric.CpuPerRequest => TargetNsPerRequest,
            _ => Result.Target?.MemoryMaxBytes,
        };
        return new Judgement(assertion, actual is { } value && assertion.Holds(value), actual is { } known ? Text(assertion, known) : "not measured");
    }

    private static string Text(Assertion assertion, double value) => assertion.Metric switch
    {
        Metric.Rate => Units.Rate(value),
        Metric.Requests => Units.Count(value),
        Metric.Errors => assertion.IsShare ? Units.Three(value * 100) + " %" : Units.Count(value),
        Metric.Memory => Units.Size(value),
        _ => Units.Duration(value),
    };
}
