using System.Collections.Generic;
using Engine.Config.Keywords;
using Engine.Config.Model;

namespace Engine.Config;

/// <summary>
/// The words that stages bring: which names exist beyond the keywords of this project. Passed in from above, so that a new
/// balancing algorithm or rule action is one file and one row in Engine.Stages and nothing here. What is not listed here, but
/// exists in the configuration language, is refused as "known, not supported yet".
/// </summary>
public sealed record Vocabulary
{
    /// <summary>Names after <c>balance</c>.</summary>
    public IReadOnlyCollection<string> BalanceAlgorithms { get; init; } = [];

    /// <summary>Second words of <c>hash-type</c>.</summary>
    public IReadOnlyCollection<string> HashFunctions { get; init; } = [];

    /// <summary>Names after <c>compression algo</c>.</summary>
    public IReadOnlyCollection<string> CompressionAlgorithms { get; init; } = [];

    /// <summary>Action names by the keyword in front of them ("http-request" -> "return", "deny", ...; "tcp-request content" -> ...).</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Actions { get; init; } = new Dictionary<string, IReadOnlyCollection<string>>();

    /// <summary>Sample fetches that can be evaluated.</summary>
    public IReadOnlyCollection<string> SampleFetches { get; init; } = [];

    /// <summary>Converters that can be evaluated.</summary>
    public IReadOnlyCollection<string> Converters { get; init; } = [];

    /// <summary>Log aliases that can be printed, without the percent sign.</summary>
    public IReadOnlyCollection<string> LogAliases { get; init; } = [];

    // The gates: what is parsed to trees, but refused with "known, not supported yet" until the engine evaluates it.

    /// <summary><c>acl</c> lines, and <c>if</c> and <c>unless</c> behind rules.</summary>
    public bool Conditions { get; init; }

    /// <summary><c>%[...]</c> in rule arguments and in the names of <c>use_backend</c>.</summary>
    public bool Samples { get; init; }

    /// <summary><c>log-format</c> and its kin.</summary>
    public bool LogFormats { get; init; }

    /// <summary><c>log</c> lines and the options that choose or shape log lines.</summary>
    public bool Logs { get; init; }

    /// <summary>The keyword in front of the actions of a ruleset: a key of <see cref="Actions"/>.</summary>
    public static string KeywordOf(Ruleset ruleset)
    {
        foreach ((Ruleset listed, string keyword) in RuleKeywords.Rulesets)
        {
            if (listed == ruleset)
            {
                return keyword;
            }
        }

        return "";
    }

    /// <summary>Is the name among them?</summary>
    internal static bool Has(IReadOnlyCollection<string> names, string name)
    {
        foreach (string known in names)
        {
            if (known == name)
            {
                return true;
            }
        }

        return false;
    }
}
