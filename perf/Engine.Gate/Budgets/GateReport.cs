using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Engine.Gate.Budgets;

/// <summary>
/// What a maintainer reads. Each line of a figure begins with <c>pass</c> or <c>FAIL</c>: .ci/run counts these.
/// </summary>
internal static class GateReport
{
    public static void Write(TextWriter output, IReadOnlyList<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            output.WriteLine($"{(finding.Fails ? "FAIL" : "pass")}  {finding.Name,-26} {Describe(finding)}");
        }

        List<Finding> better = [.. findings.Where(finding => finding.Verdict == Verdict.Better)];
        if (better.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("Better than budgeted. To keep the gain, commit (`perf/gate --write` does it) in perf/budgets.json:");
            foreach (Finding finding in better)
            {
                output.WriteLine("    " + BudgetFile.Line(finding.Budget! with { Value = finding.Measured!.Value }) + ",");
            }
        }

        List<string> rows = [.. findings.Where(finding => finding.Fails).Select(finding => Figure.RowOf(finding.Name)).Distinct()];
        if (rows.Count > 0)
        {
            output.WriteLine();
            output.WriteLine($"To see it again: dotnet publish src/Weir -c Release -o artifacts && perf/gate {string.Join(' ', rows)}");
            output.WriteLine("Where instructions went: perf/README.md, \"Finding the culprit\". If the price is right: perf/gate --write, and say why in the commit.");
        }
    }

    private static string Describe(Finding finding)
    {
        decimal was = finding.Budget?.Value ?? 0;
        decimal now = finding.Measured ?? 0;
        return finding.Verdict switch
        {
            Verdict.Within => $"{Number(now)} (budget {Number(was)})",
            Verdict.Better => $"{Number(now)} (budget {Number(was)}: better by {Difference(was, now)})",
            Verdict.Worse => $"{Number(now)} (budget {Number(was)}: worse by {Difference(was, now)}; at most {Number(finding.Budget!.Most)} passes)",
            Verdict.NoBudget => $"{Number(now)}, and no budget for it in perf/budgets.json: perf/gate --write",
            Verdict.NotMeasured => $"was not measured (budget {Number(was)}): take its line out of perf/budgets.json if that is meant",
            _ => throw new ArgumentOutOfRangeException(nameof(finding)),
        };
    }

    private static string Difference(decimal was, decimal now)
    {
        decimal difference = Math.Abs(now - was);
        return was == 0 ? Number(difference) : string.Create(CultureInfo.InvariantCulture, $"{Number(difference)}, {100 * difference / was:0.0} %");
    }

    private static string Number(decimal value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);
}
