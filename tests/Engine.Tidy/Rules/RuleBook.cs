using System.Collections.Generic;
using System.Linq;
using Engine.Tidy.Sources;

namespace Engine.Tidy.Rules;

/// <summary>All rules, one row each.</summary>
internal static class RuleBook
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new LayeringRule(),
        new StageWordRule(),
        new StoreyUseRule(),
        new NamespaceRule(),
        new FileNameRule(),
        new FileWallRule(),
        new FunctionWallRule(),
        new ParameterRule(),
        new NameRule(),
        new InterfaceRule(),
        new PartialRule(),
        new LeftoverRule(),
        new DeadTypeRule(),
        new PathRule(),
        new FinalNewlineRule(),
    ];

    public static IReadOnlyList<Finding> Check(SourceTree tree) => [.. All.SelectMany(rule => rule.Check(tree))];
}
