using System.Linq;
using Engine.Simulation.Runs;
using Xunit;

namespace Engine.Simulation;

/// <summary>The checks can fail: what is broken on purpose is found.</summary>
public sealed class SabotageTests
{
    private const int Seeds = 12;

    [Fact]
    public void SwappedBytes_AreFoundAtTheOtherEnd() => AssertFound(Sabotage.SwappedBytes, "");

    [Fact]
    public void LostEdges_AreFoundAsRequestsWithoutAnswer() => AssertFound(Sabotage.LostEdges, "which nothing excuses");

    [Fact]
    public void LeakedDescriptor_IsFoundOpenAtTheEnd() => AssertFound(Sabotage.LeakedDescriptor, "still open");

    [Fact]
    public void LeakedBuffer_IsFoundOutstanding() => AssertFound(Sabotage.LeakedBuffer, "blocks outstanding");

    [Fact]
    public void BufferReturnedTwice_IsRefusedByThePool() => AssertFound(Sabotage.ReturnedTwice, "returned to its pool twice");

    [Fact]
    public void RepeatedRequest_IsFoundByTheServers() => AssertFound(Sabotage.RepeatedRequest, "received");

    /// <summary>Most runs meet the damage; one in which nothing was there to be damaged may pass.</summary>
    private static void AssertFound(Sabotage sabotage, string words)
    {
        int found = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            using var run = new Runs.Simulation(seed, sabotage);
            run.Run();
            found += run.World.Faults.Any(fault => fault.Contains(words)) ? 1 : 0;
        }

        Assert.True(found > Seeds / 2, $"{sabotage} was found in {found} of {Seeds} runs only");
    }
}
