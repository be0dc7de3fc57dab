namespace Engine.Config.Model;

/// <summary>An <c>on</c> line of a log-profile section. Null = as it would be without the profile.</summary>
public sealed class LogProfileStepConfig
{
    /// <summary>One of them; <see cref="LogSteps.All"/> is <c>any</c>.</summary>
    public required LogSteps Step { get; init; }

    /// <summary><c>drop</c>: nothing is written at this step, whatever else is said.</summary>
    public bool Drops { get; internal set; }

    /// <summary><c>format</c>, in place of log-format or error-log-format.</summary>
    public FormatConfig? Format { get; internal set; }

    /// <summary><c>sd</c>, in place of log-format-sd.</summary>
    public FormatConfig? StructuredData { get; internal set; }
}
