using System.Collections.Generic;
using Engine.Config.Expressions;

namespace Weir.Tools;

/// <summary>A condition whose outcome does not depend on the request.</summary>
/// <param name="Value">What it always comes to.</param>
/// <param name="Text">Why.</param>
/// <param name="Fix">What was probably meant; null when nobody can tell.</param>
internal sealed record Constancy(bool Value, string Text, string? Fix = null)
{
    /// <summary>Null when the outcome may differ from request to request, or nobody can tell.</summary>
    public static Constancy? Of(ConditionNode condition) => condition switch
    {
        NotCondition not => Of(not.Inner) is { } inner ? inner with { Value = !inner.Value } : null,
        AndCondition and => OfAll(and.Terms),
        OrCondition or => OfAny(or.Terms),
        NamedCondition named => OfTests(named.Tests),
        InlineCondition inline => OfTest(inline.Test),
        _ => null,
    };

    private static Constancy? OfAll(IReadOnlyList<ConditionNode> terms)
    {
        var names = new Dictionary<string, bool>();
        foreach (ConditionNode term in terms)
        {
            if (Of(term) is { Value: false } never)
            {
                return never;
            }

            (string? name, bool negated) = term is NotCondition { Inner: NamedCondition inner } ? (inner.Name, true) : ((term as NamedCondition)?.Name, false);
            if (name is not null && !names.TryAdd(name, negated) && names[name] != negated)
            {
                return new Constancy(false, $"it asks for '{name}' and for its opposite", "write 'or' between conditions of which one is enough");
            }
        }

        return null;
    }

    private static Constancy? OfAny(IReadOnlyList<ConditionNode> terms)
    {
        Constancy? last = null;
        foreach (ConditionNode term in terms)
        {
            last = Of(term);
            if (last is null or { Value: true })
            {
                return last;
            }
        }

        return last;
    }

    private static Constancy? OfTests(IReadOnlyList<AclTest> tests)
    {
        Constancy? last = null;
        foreach (AclTest test in tests)
        {
            last = OfTest(test);
            if (last is null or { Value: true })
            {
                return last;
            }
        }

        return last;
    }

    /// <summary>A path begins with a slash always (RFC 9112 section 3.2): patterns without one are forgotten slashes.</summary>
    private static Constancy? OfTest(AclTest test)
    {
        bool isPath = test.Sample.Fetch.Name is "path" or "pathq" && test.Sample.Converters.Count == 0;
        if (!isPath || test.Match is not (AclMatch.Text or AclMatch.Beginning) || test.Patterns.Count == 0 || test.Files.Count > 0)
        {
            return null;
        }

        foreach (AclPattern pattern in test.Patterns)
        {
            if (pattern.Text.StartsWith('/') || pattern.Text.StartsWith('*') || pattern.Text.Length == 0)
            {
                return null;
            }
        }

        string first = test.Patterns[0].Text;
        return new Constancy(false, $"a path begins with '/', and '{first}' does not", $"write '/{first}', or compare a part of the path with path_sub or path_dir");
    }
}
