using System.Diagnostics;

namespace Engine.LoadTests.Pacing;

/// <summary>Monotonic ns. The loop's own clock counts ms once per turn, which is too coarse for a latency. Tests move their own.</summary>
internal class NanoClock
{
    public virtual long NowNs => Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency);
}
