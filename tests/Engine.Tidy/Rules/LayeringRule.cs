using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Engine.Tidy.Sources;

namespace Engine.Tidy.Rules;

/// <summary>
/// Four storeys: a project refers only to storeys below its own, and the three foundations do not know each other. The load generator stands on
/// two of the foundations and knows nothing of the proxy it loads.
/// </summary>
internal sealed class LayeringRule : Rule
{
    /// <summary>Everything a project may see. Whoever adds a project to src, or one that builds on the engine to loadtests, gives it a storey here.</summary>
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Engine.IO"] = [],
        ["Engine.Http"] = [],
        ["Engine.Config"] = [],
        ["Engine.Proxy"] = ["Engine.IO", "Engine.Http", "Engine.Config"],
        ["Engine.Stages"] = ["Engine.Proxy", "Engine.IO", "Engine.Http", "Engine.Config"],
        ["Weir"] = ["Engine.Stages", "Engine.Proxy", "Engine.IO", "Engine.Http", "Engine.Config"],
        ["Engine.LoadTests"] = ["Engine.IO", "Engine.Http"],
    };

    public override string Name => "layering";

    public override IEnumerable<Finding> Check(SourceTree tree) =>
        tree.Projects.SelectMany(project =>
            project.IsIn("src") || (project.IsIn("loadtests") && References(project).Any()) ? CheckSource(project) : CheckTest(project));

    private IEnumerable<Finding> CheckSource(SourceFile project)
    {
        string name = NameOf(project.Path);
        if (!Below.TryGetValue(name, out string[]? allowed))
        {
            yield return At(project, 1, name, "stands on no storey: give it one in LayeringRule");
            yield break;
        }

        foreach (string reference in References(project))
        {
            if (!allowed.Contains(reference))
            {
                yield return At(project, 1, reference, $"{name} may refer to [{string.Join(", ", allowed)}] only");
            }
        }

        foreach (string friend in Friends(project))
        {
            if (!IsMirrorAbove(friend, name) && friend != "Engine.Simulation" && friend != "Engine.Benchmarks")
            {
                yield return At(project, 1, friend, "internals are shown to mirror tests, the simulation and the benchmarks only");
            }
        }
    }

    /// <summary>The tests that mirror this project, or one above it: what they test is driven by what lies below.</summary>
    private static bool IsMirrorAbove(string friend, string name) =>
        friend.EndsWith(".Tests", StringComparison.Ordinal)
        && (friend[..^".Tests".Length] == name || (Below.TryGetValue(friend[..^".Tests".Length], out string[]? below) && below.Contains(name)));

    /// <summary>A mirror project sees what its original sees, and the original.</summary>
    private IEnumerable<Finding> CheckTest(SourceFile project)
    {
        string name = NameOf(project.Path);
        if (!name.EndsWith(".Tests", StringComparison.Ordinal) || !Below.TryGetValue(name[..^".Tests".Length], out string[]? allowed))
        {
            yield break;
        }

        string original = name[..^".Tests".Length];
        foreach (string reference in References(project))
        {
            if (reference != original && !allowed.Contains(reference))
            {
                yield return At(project, 1, reference, $"{name} mirrors {original} and sees no more than that does");
            }
        }
    }

    private static IEnumerable<string> References(SourceFile project) => Includes(project, "ProjectReference").Select(NameOf);

    private static IEnumerable<string> Friends(SourceFile project) => Includes(project, "InternalsVisibleTo");

    private static IEnumerable<string> Includes(SourceFile project, string item) =>
        XDocument.Parse(project.Text).Descendants(item).Select(element => (string?)element.Attribute("Include") ?? "");

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
