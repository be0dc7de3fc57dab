using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Engine.LoadTests.Measuring;
using Engine.LoadTests.Scenarios;

namespace Engine.LoadTests.Reports;

/// <summary>The summary for machines: one object. Latencies are in us, times in s, sizes in bytes.</summary>
internal static class JsonReport
{
    private const double NsPerUs = 1e3;

    public static void Write(Summary summary, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        RunResult result = summary.Result;
        json.WriteStartObject();
        json.WriteString("scenario", result.Scenario.Name);
        json.WriteString("target", result.Scenario.Target.ToString());
        json.WriteNumber("loops", result.Scenario.Loops);
        json.WriteNumber("elapsed_s", Rounded(result.Elapsed.TotalSeconds));
        json.WriteBoolean("interrupted", result.WasInterrupted);
        WriteRow(json, "total", summary.Total);
        WriteRows(json, "phases", summary.Phases);
        WriteRows(json, "steps", summary.Steps);
        json.WriteStartObject("connects");
        json.WriteNumber("count", result.Recorder.Connects.Good);
        WriteLatency(json, result.Recorder.Connects);
        json.WriteEndObject();
        WriteUsage(json, "generator", result.Generator, summary);
        if (result.Target is not null)
        {
            WriteUsage(json, "target_process", result.TargetUsage, summary, result.Target);
        }

        WriteJudgements(json, summary);
        json.WriteBoolean("passed", summary.IsGood);
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteRows(Utf8JsonWriter json, string name, List<Row> rows)
    {
        json.WriteStartArray(name);
        rows.ForEach(row => WriteRow(json, null, row));
        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, string? property, Row row)
    {
        if (property is null)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(property);
        }

        json.WriteString("name", row.Name);
        json.WriteNumber("seconds", Rounded(row.Seconds));
        json.WriteNumber("requests", row.Tally.Requests);
        json.WriteNumber("good", row.Tally.Good);
        json.WriteNumber("rate", Rounded(row.Rate));
        json.WriteNumber("body_bytes", row.Tally.BodyBytes);
        WriteLatency(json, row.Tally);
        WriteFailures(json, row.Tally.Failures);
        json.WriteEndObject();
    }

    private static void WriteLatency(Utf8JsonWriter json, Tally tally)
    {
        json.WriteStartObject("latency_us");
        if (tally.Good > 0)
        {
            json.WriteNumber("min", Rounded(tally.LatencyMinNs / NsPerUs));
            json.WriteNumber("mean", Rounded(tally.LatencySumNs / tally.Good / NsPerUs));
            json.WriteNumber("p50", Rounded(tally.PercentileNs(50) / NsPerUs));
            json.WriteNumber("p90", Rounded(tally.PercentileNs(90) / NsPerUs));
            json.WriteNumber("p99", Rounded(tally.PercentileNs(99) / NsPerUs));
            json.WriteNumber("p99.9", Rounded(tally.PercentileNs(99.9) / NsPerUs));
            json.WriteNumber("max", Rounded(tally.LatencyMaxNs / NsPerUs));
        }

        json.WriteEndObject();
    }

    private static void WriteFailures(Utf8JsonWriter json, FailureTally failures)
    {
        json.WriteNumber("errors", failures.Total);
        json.WriteStartArray("error_kinds");
        foreach (((FailureKind kind, int detail), long count) in failures.Counts)
        {
            json.WriteStartObject();
            json.WriteString("kind", FailureTally.NameOf(kind));
            json.WriteString("detail", FailureTally.DetailOf(kind, detail));
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUsage(Utf8JsonWriter json, string name, Usage usage, Summary summary, TargetProcess? process = null)
    {
        double requests = Math.Max(1, summary.Total.Tally.Requests);
        json.WriteStartObject(name);
        json.WriteNumber("cpu_s", Rounded(usage.Total.TotalSeconds));
        json.WriteNumber("user_s", Rounded(usage.User.TotalSeconds));
        json.WriteNumber("system_s", Rounded(usage.System.TotalSeconds));
        json.WriteNumber("cpu_us_per_request", Rounded(usage.Total.TotalMicroseconds / requests));
        if (process is not null)
        {
            json.WriteString("process", process.Name);
            json.WriteNumber("memory_bytes", process.MemoryMaxBytes);
        }

        json.WriteEndObject();
    }

    private static void WriteJudgements(Utf8JsonWriter json, Summary summary)
    {
        json.WriteStartArray("assertions");
        foreach (Judgement judgement in summary.Judgements)
        {
            json.WriteStartObject();
            json.WriteString("assertion", judgement.Assertion.Text);
            json.WriteBoolean("holds", judgement.Holds);
            json.WriteString("actual", judgement.Actual);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static double Rounded(double value) => Math.Round(value, 3);
}
