using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Config;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Proxy.Stages;

/// <summary>A balancing algorithm: the name after <c>balance</c>, one line of documentation, and how to make one.</summary>
/// <param name="Create">Reads the arguments; null after it has reported an error.</param>
public sealed record BalancerRow(string Name, string Documentation, Func<BalanceConfig, DiagnosticBag, Balancer?> Create);

/// <summary>A rule action: its name, one line of documentation, and how to make one.</summary>
/// <param name="Create">Reads the arguments; null after it has reported an error.</param>
public sealed record ActionRow(string Name, string Documentation, Func<RuleConfig, DiagnosticBag, RequestAction?> Create);

/// <summary>All the replaceable parts that plans are compiled with: tables filled by the storey above.</summary>
public sealed record StageCatalog
{
    public required IReadOnlyList<BalancerRow> Balancers { get; init; }

    /// <summary>Used by a backend without a <c>balance</c> line; a name of <see cref="Balancers"/>.</summary>
    public required string DefaultBalancer { get; init; }

    /// <summary>Actions of <c>http-request</c>.</summary>
    public required IReadOnlyList<ActionRow> RequestActions { get; init; }

    /// <summary>The same names, as the configuration reader wants them.</summary>
    public Vocabulary ToVocabulary() => new()
    {
        BalanceAlgorithms = Balancers.Select(row => row.Name).ToArray(),
        Actions = new Dictionary<string, IReadOnlyCollection<string>>
        {
            ["http-request"] = RequestActions.Select(row => row.Name).ToArray(),
        },
    };
}
