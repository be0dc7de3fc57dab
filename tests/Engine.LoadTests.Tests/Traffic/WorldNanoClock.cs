using Engine.LoadTests.Pacing;

namespace Engine.LoadTests.Tests.Traffic;

/// <summary>A <see cref="World"/>'s time in ns.</summary>
internal sealed class WorldNanoClock(World world) : NanoClock
{
    public override long NowNs => world.NowNs;
}
