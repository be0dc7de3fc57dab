using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Text;
using Engine.Proxy.Stages;

namespace Engine.Proxy.Conditions;

/// <summary>The pattern lists of all ACLs of a plan; conditions that name the same ACL share one.</summary>
public sealed class PatternLists
{
    private readonly Dictionary<AclTest, PatternIndex> _ofTests = new(ReferenceEqualityComparer.Instance);

    /// <summary>Null after an error.</summary>
    internal PatternIndex? IndexOf(AclTest test, StageCatalog stages, Statement at, DiagnosticBag diagnostics)
    {
        if (_ofTests.TryGetValue(test, out PatternIndex? known))
        {
            return known;
        }

        if (stages.MatcherOf(test.Match) is not { } row)
        {
            diagnostics.Error(at, 0, $"the way of matching '{test.Match}' is not built into this binary");
            return null;
        }

        PatternIndex index = row.Create();
        foreach (AclPattern pattern in test.Patterns)
        {
            if (!index.TryAdd(new PatternEntry(pattern.Text, [], pattern.IgnoreCase, pattern.Operator), out string? error))
            {
                string place = pattern.File is null ? "" : $" in {pattern.File}";
                diagnostics.Error(at, 0, $"'{pattern.Text}'{place} cannot be a pattern: {error}");
                return null;
            }
        }

        _ofTests.Add(test, index);
        return index;
    }
}
