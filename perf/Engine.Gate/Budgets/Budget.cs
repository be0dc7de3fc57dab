using System;

namespace Engine.Gate.Budgets;

/// <summary>What one figure may be.</summary>
/// <param name="Name">ROW.FIGURE.</param>
/// <param name="Value">The figure as it was when the budget was set.</param>
/// <param name="Slack">What one run differs from the next though nothing changed, in the figure's own unit.</param>
/// <param name="Why">Where the slack comes from.</param>
internal sealed record Budget(string Name, decimal Value, decimal Slack, string Why)
{
    /// <summary>Worse by more than this share fails: a hundred changes of half of it would double a figure unseen, so budgets never follow by themselves.</summary>
    public const decimal WorseShareMax = 0.02m;

    /// <summary>The largest figure that passes.</summary>
    public decimal Most => Value + Math.Max(Value * WorseShareMax, Slack);

    public Verdict Judge(decimal figure) =>
        figure > Most ? Verdict.Worse :
        figure < Value - Slack ? Verdict.Better : Verdict.Within;
}
