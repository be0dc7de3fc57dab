using System.Linq;
using Engine.LoadTests.Pacing;
using Engine.LoadTests.Scenarios;
using Xunit;

namespace Engine.LoadTests.Tests.Pacing;

public sealed class StepRotationTests
{
    [Fact]
    public void WithoutWeights_StepsAreTakenInTurn() => Assert.Equal([0, 1, 2, 0, 1, 2], Taken(6, 0, 0, 0));

    [Fact]
    public void Weights_AreSpreadEvenly() => Assert.Equal([0, 0, 1, 0, 2, 0, 0], Taken(7, 5, 1, 1));

    [Fact]
    public void Weights_AreKeptExactly()
    {
        int[] taken = Taken(1000, 90, 9, 1);

        Assert.Equal([900, 90, 10], Enumerable.Range(0, 3).Select(step => taken.Count(each => each == step)));
    }

    private static int[] Taken(int count, params int[] weights)
    {
        var rotation = new StepRotation([.. weights.Select(weight => new Step { Name = "", Weight = weight })]);
        return [.. Enumerable.Range(0, count).Select(_ => rotation.Next())];
    }
}
