using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tidy.Rules;

/// <summary><c>partial</c> is for source generators and nested types: the second file of a type, "Outer.Inner.cs", holds nothing but Inner.</summary>
internal sealed class PartialRule : Rule
{
    public override string Name => "partial";

    public override IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (SourceFile file in tree.CSharp)
        {
            foreach (TypeDeclarationSyntax type in file.TopLevelTypes().OfType<TypeDeclarationSyntax>())
            {
                string name = type.Identifier.ValueText;
                if (!type.Modifiers.Any(SyntaxKind.PartialKeyword) || file.FileName == name + ".cs")
                {
                    continue;
                }

                bool nestedOnly = file.FileName.StartsWith(name + ".", StringComparison.Ordinal) && type.Members.All(member => member is BaseTypeDeclarationSyntax);
                if (!nestedOnly)
                {
                    yield return At(file, type, name, "a type lives in one file; a second one may hold nested types only");
                }
            }
        }
    }
}
