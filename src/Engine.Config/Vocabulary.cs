using System.Collections.Generic;

namespace Engine.Config;

/// <summary>
/// The words that stages bring: which names exist beyond the keywords of this project. Passed in from above, so that a new
/// balancing algorithm or rule action is one file and one row in Engine.Stages and nothing here.
/// </summary>
public sealed record Vocabulary
{
    /// <summary>Names after <c>balance</c>.</summary>
    public IReadOnlyCollection<string> BalanceAlgorithms { get; init; } = [];

    /// <summary>Action names by the keyword in front of them ("http-request" -> "return", "deny", ...).</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Actions { get; init; } = new Dictionary<string, IReadOnlyCollection<string>>();
}
