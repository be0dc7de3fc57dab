using Engine.IO.Loop;

namespace Engine.LoadTests.Tests.Steady;

/// <summary>Moves 1 ms with each wait.</summary>
internal sealed class SteadyClock : LoopClock
{
    public void Pass() => NowMs++;

    public override void Update()
    {
    }
}
