using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tidy.Rules;

/// <summary>
/// A type of src or loadtests that nobody names is dead, and so is a file none of whose types is named by another file. Names are compared as text:
/// a namesake elsewhere keeps a type alive, which errs on the quiet side. Extension members are named instead of their class.
/// </summary>
internal sealed class DeadTypeRule : Rule
{
    public override string Name => "dead-type";

    public override IEnumerable<Finding> Check(SourceTree tree)
    {
        Dictionary<string, HashSet<string>> filesByName = FilesByName(tree);
        foreach (SourceFile file in tree.CSharp.Where(file => file.IsIn("src", "loadtests")))
        {
            List<MemberDeclarationSyntax> types = [.. file.TopLevelTypes()];
            if (types.Count == 0 || types.Any(IsEntryPoint))
            {
                continue;
            }

            bool[] elsewhere = [.. types.Select(type => NamesOf(type).Any(name => IsNamedByOthers(name, file, filesByName)))];
            if (!elsewhere.Contains(true))
            {
                yield return At(file, types[0], SourceFile.NameOf(types[0]), "no other file names anything of this file: take it out");
                continue;
            }

            for (int i = 0; i < types.Count; i++)
            {
                if (!elsewhere[i] && !IsNamedOutside(types[i], file))
                {
                    yield return At(file, types[i], SourceFile.NameOf(types[i]), "named nowhere: take it out");
                }
            }
        }
    }

    private static bool IsNamedByOthers(string name, SourceFile file, Dictionary<string, HashSet<string>> filesByName) =>
        filesByName.TryGetValue(name, out HashSet<string>? files) && files.Any(path => path != file.Path);

    private static Dictionary<string, HashSet<string>> FilesByName(SourceTree tree)
    {
        var result = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (SourceFile file in tree.CSharp)
        {
            foreach (SyntaxToken token in file.Root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)))
            {
                if (!result.TryGetValue(token.ValueText, out HashSet<string>? files))
                {
                    result[token.ValueText] = files = [];
                }

                files.Add(file.Path);
            }
        }

        return result;
    }

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax type)
    {
        string name = SourceFile.NameOf(type);
        yield return name;
        if (name.EndsWith("Attribute", StringComparison.Ordinal))
        {
            yield return name[..^"Attribute".Length];
        }

        foreach (MethodDeclarationSyntax method in type.DescendantNodes().OfType<MethodDeclarationSyntax>())
        {
            if (method.Parent is ExtensionBlockDeclarationSyntax || method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(SyntaxKind.ThisKeyword) == true)
            {
                yield return method.Identifier.ValueText;
            }
        }

        foreach (PropertyDeclarationSyntax property in type.DescendantNodes().OfType<PropertyDeclarationSyntax>())
        {
            if (property.Parent is ExtensionBlockDeclarationSyntax)
            {
                yield return property.Identifier.ValueText;
            }
        }
    }

    private static bool IsNamedOutside(MemberDeclarationSyntax type, SourceFile file)
    {
        HashSet<string> names = [.. NamesOf(type)];
        return file.Root.DescendantTokens().Any(token =>
            token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText) && !type.Span.Contains(token.Span));
    }

    private static bool IsEntryPoint(MemberDeclarationSyntax type) =>
        type is ClassDeclarationSyntax @class && @class.Members.OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.ValueText == "Main");
}
