using System.Collections.Generic;
using System.Linq;
using Engine.Tidy.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tidy.Rules;

/// <summary>An interface earns its keep with two implementations (a test's own counts).</summary>
internal sealed class InterfaceRule : Rule
{
    public override string Name => "interface";

    public override IEnumerable<Finding> Check(SourceTree tree)
    {
        Dictionary<string, int> implementations = tree.CSharp
            .SelectMany(file => file.Root.DescendantNodes().OfType<BaseListSyntax>())
            .SelectMany(list => list.Types.Select(type => LastName(type.Type)))
            .GroupBy(name => name)
            .ToDictionary(group => group.Key, group => group.Count());

        foreach (SourceFile file in tree.CSharp.Where(file => file.IsIn("src")))
        {
            foreach (InterfaceDeclarationSyntax declared in file.Root.DescendantNodes().OfType<InterfaceDeclarationSyntax>())
            {
                int count = implementations.GetValueOrDefault(declared.Identifier.ValueText);
                if (count < 2)
                {
                    yield return At(file, declared, declared.Identifier.ValueText, $"{count} implementations: use the class itself until there are two");
                }
            }
        }
    }

    private static string LastName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => type.ToString(),
    };
}
