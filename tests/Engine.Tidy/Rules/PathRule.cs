using System.Collections.Generic;
using System.Text.RegularExpressions;
using Engine.Tidy.Sources;

namespace Engine.Tidy.Rules;

/// <summary>No path that exists on one machine only. Tests make their files below <c>Path.GetTempPath()</c>.</summary>
internal sealed partial class PathRule : Rule
{
    public override string Name => "machine-path";

    public override IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (SourceFile file in tree.Files)
        {
            // The samples of this very rule stand there.
            if (file.IsIn("tests/Engine.Tidy"))
            {
                continue;
            }

            Regex places = file.IsCSharp && file.IsIn("src", "perf", "loadtests") ? PlaceOrTemporary() : Place();
            foreach (Match match in places.Matches(file.Text))
            {
                yield return At(file, file.LineAt(match.Index), match.Value, "a path of somebody's machine");
            }
        }
    }

    [GeneratedRegex(@"(?<![\w.\-/])/(work|root|home)/[\w.]+")]
    private static partial Regex Place();

    [GeneratedRegex(@"(?<![\w.\-/])/(work|root|home|tmp)/[\w.]+")]
    private static partial Regex PlaceOrTemporary();
}
