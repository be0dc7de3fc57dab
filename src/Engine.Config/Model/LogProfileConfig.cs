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

    /// <summary><c>on STEP</c> lines, the last one of each step; <see cref="LogSteps.All"/> is <c>any</c>.</summary>
    public IReadOnlyDictionary<LogSteps, LogProfileStepConfig> Steps { get; internal set; } = new Dictionary<LogSteps, LogProfileStepConfig>();
}
