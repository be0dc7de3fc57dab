using Engine.IO.Tasks;

namespace Engine.IO.Tests.Tasks;

/// <summary>Takes a loop task's result by hand, as often as a test wants, which no async method would.</summary>
internal static class LoopTaskResults
{
    public static void Take(this LoopTask task) => task.GetAwaiter().GetResult();

    public static T Take<T>(this LoopTask<T> task) => task.GetAwaiter().GetResult();
}
