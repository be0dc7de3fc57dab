using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Engine.Gate.Budgets;

/// <summary>perf/budgets.json: one line per figure, so that a change of one shows as one line.</summary>
/// <param name="Architecture">Whose figures they are.</param>
/// <param name="Budgets">In the order of the file.</param>
internal sealed record BudgetFile(string Architecture, IReadOnlyList<Budget> Budgets)
{
    private const string NoReason = "not said yet: how much did this figure differ from run to run, and why?";

    public static BudgetFile Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        var budgets = new List<Budget>();
        foreach (JsonProperty figure in document.RootElement.GetProperty("figures").EnumerateObject())
        {
            budgets.Add(new Budget(
                figure.Name,
                figure.Value.GetProperty("budget").GetDecimal(),
                figure.Value.GetProperty("slack").GetDecimal(),
                figure.Value.GetProperty("why").GetString() ?? ""));
        }

        return new BudgetFile(document.RootElement.GetProperty("architecture").GetString() ?? "", budgets);
    }

    public Budget? Find(string name) => Budgets.FirstOrDefault(budget => budget.Name == name);

    /// <summary>The same file with what was measured as its budgets; what was not measured stays.</summary>
    public BudgetFile With(Measurement measurement)
    {
        var budgets = Budgets.ToList();
        foreach (Figure figure in measurement.Figures)
        {
            int at = budgets.FindIndex(budget => budget.Name == figure.Name);
            if (at >= 0)
            {
                budgets[at] = budgets[at] with { Value = figure.Value };
            }
            else
            {
                budgets.Add(new Budget(figure.Name, figure.Value, 0, NoReason));
            }
        }

        return new BudgetFile(measurement.Architecture, budgets);
    }

    public string ToText()
    {
        var text = new StringBuilder();
        text.Append("{\n  \"architecture\": ").Append(Quoted(Architecture)).Append(",\n  \"figures\": {\n");
        text.AppendJoin(",\n", Budgets.Select(budget => "    " + Line(budget)));
        return text.Append("\n  }\n}\n").ToString();
    }

    /// <summary>The line of one figure, as it stands in the file, without indentation and comma.</summary>
    public static string Line(Budget budget) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Quoted(budget.Name)}: {{ \"budget\": {budget.Value}, \"slack\": {budget.Slack}, \"why\": {Quoted(budget.Why)} }}");

    private static string Quoted(string text) => "\"" + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text) + "\"";
}
