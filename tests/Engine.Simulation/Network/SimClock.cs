using System;
using Engine.IO.Loop;
using Engine.Simulation.World;

namespace Engine.Simulation.Network;

/// <summary>The world's time.</summary>
internal sealed class SimClock : LoopClock
{
    private readonly SimWorld _world;

    public SimClock(SimWorld world)
    {
        _world = world;
        NowMs = world.NowMs;
        SetWall(DateTime.UnixEpoch.AddYears(56));
    }

    public override void Update() => NowMs = _world.NowMs;
}
