using Engine.Config.Text;
using Engine.Proxy.Logs;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Health;

/// <summary>What checks compute on the way.</summary>
public static class CheckTexts
{
    private const int PortMax = 65535;

    /// <summary>The text of a format, as messages show it.</summary>
    public static string Render(LogFormatPlan format, CheckRun run) => ByteText.FromBytes(format.Render(run.Context()));

    /// <summary>The code that a step reports: its own sample's, or else what the check found.</summary>
    public static int CodeOf(ExpectStep step, CheckRun run) => step.Options.StatusCode is { } sample && TryInteger(sample, run, out long code) ? (int)code : run.Code;

    /// <summary>0 when it is none.</summary>
    internal static int PortOf(SamplePlan sample, CheckRun run) => TryInteger(sample, run, out long port) && port is > 0 and <= PortMax ? (int)port : 0;

    private static bool TryInteger(SamplePlan plan, CheckRun run, out long value)
    {
        Sample sample = default;
        value = 0;
        if (!plan.TryEvaluate(run.Context(), SampleType.Integer, ref sample))
        {
            return false;
        }

        value = sample.Integer;
        return true;
    }
}
