using Engine.IO.Loop;

namespace Engine.LoadTests.Tests.Traffic;

/// <summary>A <see cref="World"/>'s time as the loop reads it.</summary>
internal sealed class WorldClock(World world) : LoopClock
{
    public override void Update() => NowMs = world.NowNs / 1_000_000;
}
