using System;
using System.IO;

namespace Weir.Life;

/// <summary>What a process tells of itself when it ends, if its environment asks: how perf/gate learns what only the runtime knows.</summary>
internal static class EndReport
{
    /// <summary><c>WEIR_REPORT=allocated</c>.</summary>
    private const string Variable = "WEIR_REPORT";

    /// <summary>One line, "allocated-bytes: N": what all threads together took from the managed heap since the start. The loops must have ended.</summary>
    public static void Write(TextWriter errors)
    {
        if (Environment.GetEnvironmentVariable(Variable) == "allocated")
        {
            errors.WriteLine($"allocated-bytes: {GC.GetTotalAllocatedBytes(precise: true)}");
        }
    }
}
