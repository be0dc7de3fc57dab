namespace Engine.Gate.Budgets;

/// <summary>One figure, judged.</summary>
/// <param name="Measured">Null when it was not taken.</param>
/// <param name="Budget">Null when there is none.</param>
internal sealed record Finding(string Name, Verdict Verdict, decimal? Measured, Budget? Budget)
{
    public bool Fails => Verdict is Verdict.Worse or Verdict.NoBudget or Verdict.NotMeasured;
}
