using Engine.IO.Loop;

namespace Engine.IO.Tests.Loop;

/// <summary>Stands still until a test moves it.</summary>
internal sealed class TestClock : LoopClock
{
    public override void Update()
    {
    }

    public void Set(long nowMs) => NowMs = nowMs;
}
