using Engine.Config.Model;

namespace Engine.Proxy.Logs;

/// <summary>What a section logs that has <c>log-steps</c>, or targets with profiles. Immutable.</summary>
internal sealed class SteppedLogPlan
{
    /// <summary>Steps at which lines are written.</summary>
    internal required LogSteps Steps { get; init; }

    /// <summary>One for each target, in their order.</summary>
    internal required SteppedTarget[] Targets { get; init; }

    /// <summary>True when some profile has a format for connections that bring no request.</summary>
    internal required bool FormatsErrors { get; init; }
}
