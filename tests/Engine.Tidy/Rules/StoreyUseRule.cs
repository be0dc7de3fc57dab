using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Tidy.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tidy.Rules;

/// <summary>What a storey may not use of the framework: Engine.Http does no I/O and has no clock, the hot storeys use no LINQ or reflection.</summary>
internal sealed class StoreyUseRule : Rule
{
    private static readonly string[] Hot = ["src/Engine.IO", "src/Engine.Http", "src/Engine.Proxy", "src/Engine.Stages"];
    private static readonly string[] Pure = ["System.IO", "System.Net.Sockets", "System.Threading", "System.Diagnostics.Process"];
    private static readonly string[] Clocks = ["DateTime", "DateTimeOffset", "Stopwatch", "TickCount", "TickCount64", "TimeProvider"];

    public override string Name => "storey-use";

    public override IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (SourceFile file in tree.CSharp.Where(file => file.IsIn("src")))
        {
            bool http = file.IsIn("src/Engine.Http");
            foreach (UsingDirectiveSyntax use in file.Root.DescendantNodes().OfType<UsingDirectiveSyntax>())
            {
                string name = use.NamespaceOrType.ToString();
                if (file.IsIn(Hot) && (IsOrIsBelow(name, "System.Linq") || IsOrIsBelow(name, "System.Reflection")))
                {
                    yield return At(file, use, name, "has no place on a hot storey");
                }
                else if (http && Pure.Any(banned => IsOrIsBelow(name, banned)))
                {
                    yield return At(file, use, name, "Engine.Http is pure: spans in, verdicts out");
                }
            }

            if (http)
            {
                foreach (SimpleNameSyntax name in file.Root.DescendantNodes().OfType<SimpleNameSyntax>())
                {
                    if (Clocks.Contains(name.Identifier.ValueText))
                    {
                        yield return At(file, name, name.Identifier.ValueText, "Engine.Http has no clock: time is a parameter");
                    }
                }
            }
        }
    }

    private static bool IsOrIsBelow(string name, string space) =>
        name == space || name.StartsWith(space + ".", StringComparison.Ordinal);
}
