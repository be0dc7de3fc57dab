using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>The statistics page of one proxy: its <c>stats</c> lines (CFG 4.2). Any of them switches it on.</summary>
public sealed class StatisticsConfig
{
    /// <summary>The line that switched it on.</summary>
    public required Statement Where { get; init; }

    /// <summary><c>stats uri</c>: what the page's path begins with.</summary>
    public string Uri { get; internal set; } = "/haproxy?stats";

    /// <summary><c>stats realm</c>.</summary>
    public string Realm { get; internal set; } = "HAProxy Statistics";

    /// <summary><c>stats auth</c>: "user:password".</summary>
    public List<StatisticsUserConfig> Users { get; } = [];

    /// <summary><c>stats refresh</c>, s; 0 = none.</summary>
    public int RefreshSeconds { get; internal set; }

    /// <summary><c>stats scope</c>: names of proxies; "." is the one the page is in. Empty = all.</summary>
    public List<string> Scope { get; } = [];

    /// <summary>False unless <c>stats show-version</c> is written.</summary>
    public bool ShowsVersion { get; internal set; }

    public bool ShowsLegends { get; internal set; }

    public bool ShowsModules { get; internal set; }

    /// <summary><c>stats show-node</c>: "" = the machine's or the global one's; null = not shown.</summary>
    public string? Node { get; internal set; }

    /// <summary><c>stats show-desc</c>, likewise.</summary>
    public string? Description { get; internal set; }

    /// <summary><c>stats admin</c> lines: changes are allowed while one of the conditions holds.</summary>
    public List<StatisticsAdminConfig> Admins { get; } = [];

    /// <summary><c>stats http-request</c> rules.</summary>
    public List<RuleConfig> Rules { get; } = [];

    /// <summary>What a section starts with that copies from defaults: its own lines add to that.</summary>
    internal StatisticsConfig Copy()
    {
        StatisticsConfig copy = new()
        {
            Where = Where,
            Uri = Uri,
            Realm = Realm,
            RefreshSeconds = RefreshSeconds,
            ShowsVersion = ShowsVersion,
            ShowsLegends = ShowsLegends,
            ShowsModules = ShowsModules,
            Node = Node,
            Description = Description,
        };
        copy.Users.AddRange(Users);
        copy.Scope.AddRange(Scope);
        return copy;
    }
}

/// <summary>A <c>stats auth</c> line.</summary>
public sealed record StatisticsUserConfig(string Name, string Password);

/// <summary>A <c>stats admin</c> line.</summary>
/// <param name="Condition">Never null: the language asks for one.</param>
public sealed record StatisticsAdminConfig(Statement Where, ConditionNode Condition);
