using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Engine.LoadTests.Measuring;
using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Reports;

/// <summary>The summary for people.</summary>
internal static class TextReport
{
    private const int NameWidthMin = 12;

    /// <summary>A loop this busy is what was measured, not the target.</summary>
    private const double BusyShare = 0.95;

    public static void Write(Summary summary, TextWriter output)
    {
        RunResult result = summary.Result;
        Scenario scenario = result.Scenario;
        output.WriteLine($"{scenario.Name}: {scenario.Target}{(result.WasInterrupted ? " (ended before its time)" : "")}");
        output.WriteLine();
        WriteRows(summary, output);
        WriteFailures(summary.Total.Tally.Failures, output);
        WriteConnects(result.Recorder.Connects, output);
        WriteTarget(summary, output);
        WriteGenerator(summary, output);
        WriteJudgements(summary, output);
    }

    private static void WriteRows(Summary summary, TextWriter output)
    {
        // A single phase or step is the total.
        List<Row> rows = [];
        rows.AddRange(summary.Phases.Count > 1 ? summary.Phases : []);
        rows.AddRange(summary.Steps.Count > 1 ? summary.Steps : []);
        rows.Add(summary.Total);

        int width = NameWidthMin;
        rows.ForEach(row => width = Math.Max(width, row.Name.Length));
        Line(output, width, "", "requests", "errors", "good", "p50", "p90", "p99", "p99.9", "max");
        rows.ForEach(row => WriteRow(output, width, row));
        output.WriteLine();
    }

    private static void WriteRow(TextWriter output, int width, Row row)
    {
        Tally tally = row.Tally;
        Line(
            output, width, row.Name, Units.Count(tally.Requests), Units.Count(tally.Failures.Total), Units.Rate(row.Rate),
            Latency(tally, 50), Latency(tally, 90), Latency(tally, 99), Latency(tally, 99.9), tally.Good == 0 ? "-" : Units.Duration(tally.LatencyMaxNs));
    }

    private static string Latency(Tally tally, double percentile) => tally.Good == 0 ? "-" : Units.Duration(tally.PercentileNs(percentile));

    private static void Line(TextWriter output, int width, string name, params ReadOnlySpan<string> cells)
    {
        output.Write(name.PadRight(width));
        foreach (string cell in cells)
        {
            output.Write(" " + cell.PadLeft(11));
        }

        output.WriteLine();
    }

    private static void WriteFailures(FailureTally failures, TextWriter output)
    {
        var all = new List<KeyValuePair<(FailureKind Kind, int Detail), long>>(failures.Counts);
        all.Sort(static (a, b) => b.Value.CompareTo(a.Value));
        foreach (((FailureKind kind, int detail), long count) in all)
        {
            string more = FailureTally.DetailOf(kind, detail);
            output.WriteLine($"error        {FailureTally.NameOf(kind)}{(more.Length > 0 ? ": " + more : "")}  {Units.Count(count)}");
        }
    }

    private static void WriteConnects(Tally connects, TextWriter output) => output.WriteLine(
        connects.Good == 0
            ? "connections  none"
            : $"connections  {Units.Count(connects.Good)} made, p50 {Units.Duration(connects.PercentileNs(50))}, p99 {Units.Duration(connects.PercentileNs(99))}");

    private static void WriteTarget(Summary summary, TextWriter output)
    {
        RunResult result = summary.Result;
        output.WriteLine($"received     {Units.Size(summary.Total.Tally.BodyBytes)} of bodies");
        if (result.Target is null)
        {
            output.WriteLine("target       not measured: no process of this machine is seen to listen there; name it with --pid");
            return;
        }

        output.WriteLine($"target       {Cpu(result.TargetUsage, summary)}, memory {Units.Size(result.Target.MemoryMaxBytes)} at most: {result.Target.Name}");
    }

    private static void WriteGenerator(Summary summary, TextWriter output)
    {
        RunResult result = summary.Result;
        output.WriteLine($"generator    {Cpu(result.Generator, summary)}");
        if (result.Generator.Total > result.Elapsed * result.Scenario.Loops * BusyShare)
        {
            output.WriteLine("             it had no time left: the target may be faster than this (try more loops, or another core)");
        }
    }

    private static string Cpu(Usage usage, Summary summary)
    {
        double requests = Math.Max(1, summary.Total.Tally.Requests);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{usage.Total / summary.Result.Elapsed * 100:0} % CPU, {Units.Duration(usage.Total.TotalNanoseconds / requests)} per request (user {Units.Duration(usage.User.TotalNanoseconds / requests)}, system {Units.Duration(usage.System.TotalNanoseconds / requests)})");
    }

    private static void WriteJudgements(Summary summary, TextWriter output)
    {
        output.WriteLine();
        foreach (Judgement judgement in summary.Judgements)
        {
            output.WriteLine($"{(judgement.Holds ? "held  " : "FAILED")}       {judgement.Assertion.Text}  ({judgement.Actual})");
        }

        if (summary.Total.Tally.Good == 0)
        {
            output.WriteLine("FAILED       not one answer was as expected");
        }
        else if (summary.Judgements.Count == 0)
        {
            output.WriteLine("nothing was asserted");
        }
    }
}
