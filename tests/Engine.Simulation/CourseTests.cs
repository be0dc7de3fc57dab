using System.Globalization;
using System.Threading;
using Xunit;

namespace Engine.Simulation;

/// <summary>A seed says all there is to say about a run: nothing of the machine, the thread or the moment takes part.</summary>
public sealed class CourseTests
{
    private const int Seeds = 24;

    [Fact]
    public void OneSeed_RunTwice_TakesTheSameCourse()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "minus ";
        for (int seed = 1; seed <= Seeds; seed++)
        {
            using var first = new Runs.Simulation(seed);
            using var second = new Runs.Simulation(seed);
            first.Run();

            // Another thread has other pooled boxes, another current loop and, here, another way to write numbers.
            var thread = new Thread(second.Run);
            thread.CurrentCulture = culture;
            thread.Start();
            thread.Join();
            Assert.Equal(first.World.Trace, second.World.Trace);
            Assert.Equal(first.World.Course, second.World.Course);
        }
    }

    [Fact]
    public void TwoSeeds_TakeDifferentCourses()
    {
        using var first = new Runs.Simulation(1);
        using var second = new Runs.Simulation(2);
        first.Run();
        second.Run();
        Assert.NotEqual(first.World.Course, second.World.Course);
    }
}
