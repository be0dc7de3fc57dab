using System;

namespace Engine.Stages.Fetches;

/// <summary>The units in which dates are fetched and converted: seconds unless named.</summary>
internal static class TimeUnits
{
    /// <param name="ticks">Of one unit.</param>
    internal static bool TryDivisor(string unit, out long ticks)
    {
        ticks = unit switch
        {
            "" or "s" => TimeSpan.TicksPerSecond,
            "ms" => TimeSpan.TicksPerMillisecond,
            "us" => TimeSpan.TicksPerMicrosecond,
            _ => 0,
        };
        return ticks > 0;
    }
}
