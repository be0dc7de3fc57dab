namespace Engine.Gate.Budgets;

/// <summary>What a figure is beside its budget.</summary>
internal enum Verdict : byte
{
    Within,

    /// <summary>By more than the slack: the budget should follow, or the gain may be lost again unseen.</summary>
    Better,

    Worse,

    /// <summary>Measured, but nobody said what it may be.</summary>
    NoBudget,

    /// <summary>A budget whose figure was not taken.</summary>
    NotMeasured,
}
