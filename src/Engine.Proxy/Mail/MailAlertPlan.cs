using Engine.Config.Model;

namespace Engine.Proxy.Mail;

/// <summary>What is mailed about the servers of one backend, by whom, to whom (CFG 4.2 email-alert). Immutable.</summary>
internal sealed class MailAlertPlan
{
    public required string From { get; init; }
    public required string To { get; init; }

    /// <summary>What this machine calls itself.</summary>
    public required string HostName { get; init; }

    /// <summary>Nothing less urgent is mailed.</summary>
    public required LogLevel LevelMax { get; init; }

    /// <summary>Each of them gets every mail.</summary>
    public required MailerPlan[] Mailers { get; init; }
}
