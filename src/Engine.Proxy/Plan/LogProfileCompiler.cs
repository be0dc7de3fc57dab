using System;
using Engine.Config.Model;
using Engine.Proxy.Logs;

namespace Engine.Proxy.Plan;

/// <summary>Compiles what the targets of a section are told at each step, by the profiles that they name.</summary>
internal static class LogProfileCompiler
{
    private static readonly LogSteps[] Steps = [LogSteps.Accept, LogSteps.Request, LogSteps.Connect, LogSteps.Response, LogSteps.Close, LogSteps.Error];

    /// <param name="usual">What the section's formats make of a step without a profile: its line, and its structured data.</param>
    /// <param name="compile">A format of a profile.</param>
    internal static SteppedTarget Compile(LogTargetPlan target, LogProfileConfig? profile, Func<LogSteps, (LogFormatPlan? Format, LogFormatPlan? Data)> usual, Func<FormatConfig, LogFormatPlan?> compile)
    {
        SteppedTarget stepped = new(target);
        LogProfileStepConfig? any = Of(profile, LogSteps.All);
        foreach (LogSteps step in Steps)
        {
            LogProfileStepConfig? own = Of(profile, step);
            (LogFormatPlan? format, LogFormatPlan? data) = usual(step);
            FormatConfig? written = own?.Format ?? any?.Format;
            FormatConfig? structured = own?.StructuredData ?? any?.StructuredData;
            stepped.Set(step, written is null ? format : compile(written), structured is null ? data : compile(structured), (own ?? any)?.Drops == true);
        }

        return stepped;
    }

    /// <summary>True when connections that bring no request get a line of the profile's own.</summary>
    internal static bool FormatsErrors(LogProfileConfig? profile) => (Of(profile, LogSteps.Error)?.Format ?? Of(profile, LogSteps.All)?.Format) is not null;

    private static LogProfileStepConfig? Of(LogProfileConfig? profile, LogSteps step) => profile is not null && profile.Steps.TryGetValue(step, out LogProfileStepConfig? found) ? found : null;
}
