using System.IO;
using Engine.Gate;
using Engine.Gate.Budgets;
using Xunit;

namespace Engine.Perf.Tests.Budgets;

/// <summary>What the gate prints, from the two files to the last line.</summary>
public sealed class GateReportTests
{
    private const string Budgets = """
        {
          "architecture": "x86_64",
          "figures": {
            "keepalive.instructions": { "budget": 10000, "slack": 30, "why": "seen" },
            "keepalive.syscalls": { "budget": 6.000, "slack": 0.05, "why": "whole numbers" },
            "binary.bytes": { "budget": 3568792, "slack": 0, "why": "a file" }
          }
        }

        """;

    [Fact]
    public void WithinBudget_EachFigureIsALine()
    {
        Assert.Equal(
            """
            pass  keepalive.instructions     10,010 (budget 10,000)
            pass  keepalive.syscalls         6 (budget 6)
            pass  binary.bytes               3,568,792 (budget 3,568,792)

            """,
            Report("\"keepalive.instructions\": 10010, \"keepalive.syscalls\": 6.000, \"binary.bytes\": 3568792"));
    }

    [Fact]
    public void Worse_IsOldNewAndTheCommand()
    {
        string report = Report("\"keepalive.instructions\": 10500, \"keepalive.syscalls\": 7.000, \"binary.bytes\": 3568792");

        Assert.Contains("FAIL  keepalive.instructions     10,500 (budget 10,000: worse by 500, 5.0 %; at most 10,200 passes)\n", report);
        Assert.Contains("FAIL  keepalive.syscalls         7 (budget 6: worse by 1, 16.7 %; at most 6.12 passes)\n", report);
        Assert.Contains("\nTo see it again: dotnet publish src/Weir -c Release -o artifacts && perf/gate keepalive\n", report);
    }

    [Fact]
    public void Better_IsTheLineToCommit()
    {
        string report = Report("\"keepalive.instructions\": 9500, \"keepalive.syscalls\": 6.000, \"binary.bytes\": 3568792");

        Assert.Contains("pass  keepalive.instructions     9,500 (budget 10,000: better by 500, 5.0 %)\n", report);
        Assert.Contains("    \"keepalive.instructions\": { \"budget\": 9500, \"slack\": 30, \"why\": \"seen\" },\n", report);
    }

    [Fact]
    public void AFigureWithoutABudget_Fails()
    {
        string report = Report("\"keepalive.instructions\": 10000, \"keepalive.syscalls\": 6, \"binary.bytes\": 3568792, \"rules.syscalls\": 6");

        Assert.Contains("FAIL  rules.syscalls             6, and no budget for it in perf/budgets.json: perf/gate --write\n", report);
    }

    [Fact]
    public void ABudgetWithoutAFigure_Fails()
    {
        string report = Report("\"keepalive.instructions\": 10000, \"keepalive.syscalls\": 6");

        Assert.Contains("FAIL  binary.bytes               was not measured (budget 3,568,792)", report);
    }

    [Fact]
    public void WhenOnlySomeRowsWereMeasured_OnlyTheseAreJudged()
    {
        string report = Report("\"keepalive.instructions\": 10000", wholeGate: false);

        Assert.Contains("FAIL  keepalive.syscalls         was not measured", report);
        Assert.DoesNotContain("binary.bytes", report);
    }

    [Fact]
    public void WhatWasMeasured_BecomesTheBudget_AndNothingElseChanges()
    {
        BudgetFile written = BudgetFile.Parse(Budgets).With(Measured("\"keepalive.instructions\": 9500, \"rules.syscalls\": 7.25"));

        Assert.Equal(
            """
            {
              "architecture": "x86_64",
              "figures": {
                "keepalive.instructions": { "budget": 9500, "slack": 30, "why": "seen" },
                "keepalive.syscalls": { "budget": 6.000, "slack": 0.05, "why": "whole numbers" },
                "binary.bytes": { "budget": 3568792, "slack": 0, "why": "a file" },
                "rules.syscalls": { "budget": 7.25, "slack": 0, "why": "not said yet: how much did this figure differ from run to run, and why?" }
              }
            }

            """,
            written.ToText());
    }

    [Fact]
    public void AFileThatIsWritten_IsTheFileThatWasRead() => Assert.Equal(Budgets, BudgetFile.Parse(Budgets).ToText());

    private static string Report(string figures, bool wholeGate = true)
    {
        using var output = new StringWriter { NewLine = "\n" };
        GateReport.Write(output, Judge.Compare(BudgetFile.Parse(Budgets), Measured(figures), wholeGate));
        return output.ToString();
    }

    private static Measurement Measured(string figures) => Measurement.Parse(
        "{\"date\":\"2026-11-27\",\"commit\":\"abc\",\"kernel\":\"6.18\",\"cpu\":\"some\",\"architecture\":\"x86_64\",\"figures\":{" + figures + "}}");
}
