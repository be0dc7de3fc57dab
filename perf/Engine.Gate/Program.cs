using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Engine.Gate.Budgets;
using Engine.Gate.History;

namespace Engine.Gate;

/// <summary>perf/gate and perf/trend call it; they say where the files are.</summary>
internal static class Program
{
    private const string Usage = """
        usage: Engine.Gate check BUDGETS FIGURES [--part]     judge; status 1 when a figure fails (--part: not every row was measured)
               Engine.Gate write BUDGETS FIGURES              make what was measured the budgets
               Engine.Gate record HISTORY FIGURES             add the measurement to the history
               Engine.Gate trend HISTORY                      draw the history as SVG on standard output
        """;

    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["check", string budgets, string figures, .. string[] rest] when rest is [] or ["--part"]:
                return Check(BudgetFile.Parse(File.ReadAllText(budgets)), Measurement.Parse(File.ReadAllText(figures)), wholeGate: rest.Length == 0);
            case ["write", string budgets, string figures]:
                File.WriteAllText(budgets, BudgetFile.Parse(File.ReadAllText(budgets)).With(Measurement.Parse(File.ReadAllText(figures))).ToText());
                return 0;
            case ["record", string history, string figures]:
                string before = File.Exists(history) ? File.ReadAllText(history) : "";
                File.WriteAllText(history, HistoryFile.Append(before, Measurement.Parse(File.ReadAllText(figures))));
                return 0;
            case ["trend", string history]:
                Console.Out.Write(TrendChart.Draw(HistoryFile.Parse(File.ReadAllText(history))));
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static int Check(BudgetFile budgets, Measurement measurement, bool wholeGate)
    {
        if (budgets.Architecture != measurement.Architecture)
        {
            Console.Out.WriteLine($"FAIL  the budgets are of {budgets.Architecture}, and this is {measurement.Architecture}: nothing can be said");
            return 1;
        }

        IReadOnlyList<Finding> findings = Judge.Compare(budgets, measurement, wholeGate);
        GateReport.Write(Console.Out, findings);
        return findings.Any(finding => finding.Fails) ? 1 : 0;
    }
}
