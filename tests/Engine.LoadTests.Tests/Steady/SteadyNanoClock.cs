using Engine.LoadTests.Pacing;

namespace Engine.LoadTests.Tests.Steady;

/// <summary>The same time in ns.</summary>
internal sealed class SteadyNanoClock(SteadyClock clock) : NanoClock
{
    public override long NowNs => clock.NowMs * 1_000_000;
}
