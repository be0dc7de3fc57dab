using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>What the <c>email-alert</c> lines of a section say, its defaults already merged in.</summary>
/// <param name="Where">The last of these lines.</param>
public sealed record MailAlertConfig(Statement Where)
{
    /// <summary>Null = not written.</summary>
    public string? From { get; internal init; }

    /// <summary>Null = not written.</summary>
    public string? To { get; internal init; }

    /// <summary>Name of the mailers section; null = not written.</summary>
    public string? Mailers { get; internal init; }

    /// <summary>The line that has <see cref="Mailers"/>.</summary>
    public Statement? MailersAt { get; internal init; }

    /// <summary>What this machine calls itself to mailers; null = the name of the system.</summary>
    public string? HostName { get; internal init; }

    /// <summary>Nothing less urgent is mailed.</summary>
    public LogLevel Level { get; internal init; } = LogLevel.Alert;

    /// <summary>True when there is enough to send anything (CFG 4.2).</summary>
    public bool IsComplete => From is not null && To is not null && Mailers is not null;
}
