using Engine.Gate.Budgets;
using Xunit;

namespace Engine.Perf.Tests.Budgets;

/// <summary>Two per cent, or the slack where that is more.</summary>
public sealed class BudgetTests
{
    [Theory]
    // 2 % of 10,000 is 200.
    [InlineData(10_000, 0, 10_200, Verdict.Within)]
    [InlineData(10_000, 0, 10_201, Verdict.Worse)]
    [InlineData(10_000, 0, 10_000, Verdict.Within)]
    [InlineData(10_000, 0, 9_999, Verdict.Better)]
    // A slack below 2 % only keeps gains from being claimed too early.
    [InlineData(10_000, 30, 10_200, Verdict.Within)]
    [InlineData(10_000, 30, 10_201, Verdict.Worse)]
    [InlineData(10_000, 30, 9_970, Verdict.Within)]
    [InlineData(10_000, 30, 9_969, Verdict.Better)]
    // Where nothing is the budget, the slack decides alone.
    [InlineData(0, 2, 2, Verdict.Within)]
    [InlineData(0, 2, 2.01, Verdict.Worse)]
    [InlineData(0, 2, -0.5, Verdict.Within)]
    // Six calls: a seventh is far above 2 %.
    [InlineData(6, 0.05, 6.12, Verdict.Within)]
    [InlineData(6, 0.05, 7, Verdict.Worse)]
    public void AFigure_IsJudged(decimal budget, decimal slack, decimal figure, object expected)
    {
        var of = new Budget("row.figure", budget, slack, "");

        Assert.Equal(expected, of.Judge(figure));
    }
}
