using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Rules;

namespace Engine.Stages.Actions;

/// <summary>The actions on lists and maps of patterns (CFG 4.4).</summary>
internal static class PatternActions
{
    private static readonly Ruleset[] Messages = [Ruleset.HttpRequest, Ruleset.HttpResponse];
    private static readonly Ruleset[] All = [.. Messages, Ruleset.HttpAfterResponse];

    internal static IReadOnlyList<ActionRow> Rows =>
    [
        new("add-acl", Messages, "Adds a pattern to a list, unless it is there.", EditPatternsAction.CreateAdd),
        new("del-acl", All, "Removes a pattern from a list.", EditPatternsAction.CreateRemove),
        new("del-map", All, "Removes a key from a map.", EditPatternsAction.CreateRemove),
        new("set-map", All, "Gives a key of a map its value.", EditPatternsAction.CreateSet),
    ];
}
