using System.Collections.Generic;
using System.Linq;

namespace Engine.Gate.Budgets;

/// <summary>Figures beside budgets.</summary>
internal static class Judge
{
    /// <param name="wholeGate">Every row was measured: a budget without a figure is a fault. Otherwise only in the rows that were.</param>
    public static IReadOnlyList<Finding> Compare(BudgetFile file, Measurement measurement, bool wholeGate)
    {
        var findings = new List<Finding>();
        foreach (Figure figure in measurement.Figures)
        {
            Budget? budget = file.Find(figure.Name);
            findings.Add(new Finding(figure.Name, budget?.Judge(figure.Value) ?? Verdict.NoBudget, figure.Value, budget));
        }

        HashSet<string> names = [.. measurement.Figures.Select(figure => figure.Name)];
        HashSet<string> rows = [.. measurement.Figures.Select(figure => figure.Row)];
        foreach (Budget budget in file.Budgets)
        {
            if (!names.Contains(budget.Name) && (wholeGate || rows.Contains(Figure.RowOf(budget.Name))))
            {
                findings.Add(new Finding(budget.Name, Verdict.NotMeasured, null, budget));
            }
        }

        return findings;
    }
}
