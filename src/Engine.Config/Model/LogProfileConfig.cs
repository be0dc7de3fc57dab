using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>A <c>log-profile</c> section (CFG 8.3.5): what lines look like at the targets that name it.</summary>
public sealed class LogProfileConfig
{
    public required Statement Where { get; init; }
    public required string Name { get; init; }

    /// <summary><c>log-tag</c>; null = that of the section that logs.</summary>
    public string? Tag { get; internal set; }

    /// <summary><c>on STEP</c> lines in order of declaration: the last one of a step counts.</summary>
    public IReadOnlyList<LogProfileStepConfig> Steps { get; internal set; } = [];

    /// <summary>Null = nothing is said about that step.</summary>
    public LogProfileStepConfig? Find(LogSteps step)
    {
        LogProfileStepConfig? found = null;
        foreach (LogProfileStepConfig one in Steps)
        {
            found = one.Step == step ? one : found;
        }

        return found;
    }
}
