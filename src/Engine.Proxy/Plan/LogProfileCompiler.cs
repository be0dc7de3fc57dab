using System;
using Engine.Config.Model;
using Engine.Proxy.Logs;

namespace Engine.Proxy.Plan;

/// <summary>Compiles what the targets of a section are told at each step, by the profiles that they name.</summary>
internal static class LogProfileCompiler
{
    /// <param name="usual">What the section itself says: its line, its line about errors, its structured data.</param>
    /// <param name="compile">A format of a profile.</param>
    internal static SteppedTarget Compile(LogTargetPlan target, LogProfileConfig? profile, ProxyLogPlan usual, Func<FormatConfig, LogFormatPlan?> compile)
    {
        SteppedTarget stepped = new(target);
        LogProfileStepConfig? any = profile?.Find(LogSteps.All);
        for (int bit = 0; bit < SteppedTarget.Count; bit++)
        {
            LogSteps step = (LogSteps)(1 << bit);
            LogProfileStepConfig? own = profile?.Find(step);
            LogFormatPlan? format = step == LogSteps.Error ? usual.ErrorLine ?? usual.Line : usual.Line;
            LogFormatPlan? data = usual.StructuredData;
            FormatConfig? written = own?.Format ?? any?.Format;
            FormatConfig? structured = own?.StructuredData ?? any?.StructuredData;
            stepped.Set(step, written is null ? format : compile(written), structured is null ? data : compile(structured), (own ?? any)?.Drops == true);
        }

        return stepped;
    }

    /// <summary>True when connections that bring no request get a line of the profile's own.</summary>
    internal static bool FormatsErrors(LogProfileConfig? profile) => (profile?.Find(LogSteps.Error)?.Format ?? profile?.Find(LogSteps.All)?.Format) is not null;
}
