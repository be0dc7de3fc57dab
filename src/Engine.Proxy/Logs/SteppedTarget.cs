using System.Numerics;
using Engine.Config.Model;

namespace Engine.Proxy.Logs;

/// <summary>What one target is told at each step of an exchange: its own profile, else what the section says (CFG 8.3.5). Immutable.</summary>
internal sealed class SteppedTarget
{
    /// <summary>Steps there are.</summary>
    internal const int Count = 6;

    private readonly LogFormatPlan?[] _formats = new LogFormatPlan?[Count];
    private readonly LogFormatPlan?[] _data = new LogFormatPlan?[Count];

    internal SteppedTarget(LogTargetPlan target) => Target = target;

    internal LogTargetPlan Target { get; }

    /// <summary>Steps at which nothing is written.</summary>
    internal LogSteps Drops { get; private set; }

    /// <summary>True when the line at accept is the one of a section without a format (CFG 8.2.1).</summary>
    internal bool SaysConnect => this[LogSteps.Close].Format is null && (Drops & LogSteps.Accept) == 0;

    /// <summary>Format and structured data of a step; null without.</summary>
    internal (LogFormatPlan? Format, LogFormatPlan? Data) this[LogSteps step]
    {
        get
        {
            int at = BitOperations.TrailingZeroCount((uint)step);
            return (_formats[at], _data[at]);
        }
    }

    internal bool NeedsServerSource
    {
        get
        {
            foreach (LogFormatPlan? format in (LogFormatPlan?[])[.. _formats, .. _data])
            {
                if (format is { NeedsServerSource: true })
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>While the plan is compiled.</summary>
    internal void Set(LogSteps step, LogFormatPlan? format, LogFormatPlan? data, bool drops)
    {
        int at = BitOperations.TrailingZeroCount((uint)step);
        (_formats[at], _data[at]) = (format, data);
        Drops |= drops ? step : LogSteps.None;
    }
}
