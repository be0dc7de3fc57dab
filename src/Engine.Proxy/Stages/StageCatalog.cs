using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Config;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Engine.Proxy.Conditions;
using Engine.Proxy.Control;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Proxy.Plan;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Stages;

/// <summary>All the replaceable parts that plans are compiled with: tables filled by the storey above.</summary>
public sealed record StageCatalog
{
    private readonly Lazy<Dictionary<string, FetchRow>> _fetches;
    private readonly Lazy<Dictionary<string, ConverterRow>> _converters;
    private readonly Lazy<Dictionary<string, LogAliasRow>> _aliases;

    public StageCatalog()
    {
        _fetches = new(() => Fetches.ToDictionary(row => row.Name, StringComparer.Ordinal));
        _converters = new(() => Converters.ToDictionary(row => row.Name, StringComparer.Ordinal));
        _aliases = new(() => LogAliases.ToDictionary(row => row.Name, StringComparer.Ordinal));
    }

    public required IReadOnlyList<BalancerRow> Balancers { get; init; }

    /// <summary>Used by a backend without a <c>balance</c> line; a name of <see cref="Balancers"/>.</summary>
    public required string DefaultBalancer { get; init; }

    /// <summary>What stages that draw lots begin with; another one for each, unless a test wants the same again.</summary>
    public Func<ulong> NewSeed { get; init; } = static () => (ulong)Random.Shared.NextInt64();

    /// <summary>Content codings that <c>compression algo</c> can name.</summary>
    public IReadOnlyList<BodyCodecRow> Codecs { get; init; } = [];

    /// <summary>Functions of <c>hash-type</c>.</summary>
    public IReadOnlyList<string> HashFunctions { get; init; } = [];

    public IReadOnlyList<ActionRow> Actions { get; init; } = [];

    public IReadOnlyList<FetchRow> Fetches { get; init; } = [];

    public IReadOnlyList<ConverterRow> Converters { get; init; } = [];

    public IReadOnlyList<MatcherRow> Matchers { get; init; } = [];

    public IReadOnlyList<LogAliasRow> LogAliases { get; init; } = [];

    /// <summary>Makes the statistics page of a section; null = there is none.</summary>
    public Func<StatisticsPlan, RuleAction>? StatisticsPage { get; init; }

    /// <summary>Commands of the runtime API.</summary>
    public IReadOnlyList<CommandRow> Commands { get; init; } = [];

    /// <summary>Kinds of health checks.</summary>
    public IReadOnlyList<CheckRow> Checks { get; init; } = [];

    /// <summary>The formats that options choose: the string behind each kind of line.</summary>
    public IReadOnlyDictionary<LogLineKind, string> LogFormats { get; init; } = new Dictionary<LogLineKind, string>();

    public FetchRow? FetchOf(string name) => _fetches.Value.GetValueOrDefault(name);

    public ConverterRow? ConverterOf(string name) => _converters.Value.GetValueOrDefault(name);

    public LogAliasRow? AliasOf(string name) => _aliases.Value.GetValueOrDefault(name);

    public CheckRow? CheckOf(string name) => Checks.FirstOrDefault(row => row.Name == name);

    public MatcherRow? MatcherOf(AclMatch match) => Matchers.FirstOrDefault(row => row.Match == match);

    /// <summary>The action of that name in that ruleset.</summary>
    public ActionRow? ActionOf(string name, Ruleset ruleset) => Actions.FirstOrDefault(row => row.Name == name && row.Rulesets.Contains(ruleset));

    /// <summary>The same names, as the configuration reader wants them.</summary>
    public Vocabulary ToVocabulary() => new()
    {
        BalanceAlgorithms = [.. Balancers.Select(row => row.Name)],
        HashFunctions = HashFunctions,
        CompressionAlgorithms = [.. Codecs.Select(row => row.Name)],
        Actions = Enum.GetValues<Ruleset>().ToDictionary(Vocabulary.KeywordOf, NamesIn, StringComparer.Ordinal),
        SampleFetches = _fetches.Value.Keys,
        Converters = _converters.Value.Keys,
        LogAliases = _aliases.Value.Keys,
        Conditions = Matchers.Count > 0,
        Samples = Fetches.Count > 0,
        LogFormats = LogAliases.Count > 0,
        Logs = LogFormats.Count > 0,
    };

    private IReadOnlyCollection<string> NamesIn(Ruleset ruleset) =>
        [.. Actions.Where(row => row.Rulesets.Contains(ruleset)).Select(row => row.Name)];
}
