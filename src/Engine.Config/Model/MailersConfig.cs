using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>A <c>mailers</c> section (CFG 3.6): the mail servers that alerts are given to, each of them.</summary>
public sealed class MailersConfig
{
    public required Statement Where { get; init; }
    public required string Name { get; init; }

    /// <summary>In order of declaration; no two with the same name.</summary>
    public IReadOnlyList<MailerConfig> Mailers { get; internal set; } = [];

    /// <summary><c>timeout mail</c>: ms for one mail, from the connection on; 10 s unless written.</summary>
    public int TimeoutMs { get; internal set; } = 10_000;
}
