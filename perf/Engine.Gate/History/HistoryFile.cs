using System;
using System.Collections.Generic;
using System.Linq;

namespace Engine.Gate.History;

/// <summary>perf/history/figures.jsonl: one measurement per line, the newest last.</summary>
internal static class HistoryFile
{
    public static IReadOnlyList<Measurement> Parse(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Measurement.Parse)];

    /// <summary>The text with one more line. A commit measured again just now replaces its own line: one commit, one line.</summary>
    public static string Append(string text, Measurement measurement)
    {
        List<string> lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        if (lines.Count > 0 && Measurement.Parse(lines[^1]).Commit == measurement.Commit)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        lines.Add(measurement.ToLine());
        return string.Join('\n', lines) + "\n";
    }
}
