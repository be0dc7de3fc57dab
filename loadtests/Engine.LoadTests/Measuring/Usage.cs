using System;

namespace Engine.LoadTests.Measuring;

/// <summary>CPU time of one or several processes up to a moment.</summary>
internal readonly record struct Usage(TimeSpan User, TimeSpan System)
{
    public TimeSpan Total => User + System;

    /// <summary>Of this process.</summary>
    public static Usage OfGenerator()
    {
        Environment.ProcessCpuUsage usage = Environment.CpuUsage;
        return new Usage(usage.UserTime, usage.PrivilegedTime);
    }

    public Usage Since(Usage earlier) => new(User - earlier.User, System - earlier.System);
}
