using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Engine.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tidy.Rules;

/// <summary>
/// A type is a noun that says what it is, and the sides of an exchange are Client and Server. Only declared names count: what a native
/// call or another library is named is not ours to choose.
/// </summary>
internal sealed partial class NameRule : Rule
{
    private static readonly string[] Empty = ["Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Manager", "Misc", "Common"];
    private static readonly string[] Sides = ["upstream", "downstream", "peer", "remote"];

    public override string Name => "name";

    public override IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (SourceFile file in tree.CSharp)
        {
            bool exchange = file.IsIn("src/Engine.Proxy", "src/Engine.Stages", "src/Engine.Http");
            foreach (SyntaxNode node in file.Root.DescendantNodes())
            {
                if (Declared(node) is not { } name)
                {
                    continue;
                }

                string[] words = [.. Word().Matches(name.ValueText).Select(match => match.Value)];
                if (node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && words.FirstOrDefault(Empty.Contains) is { } empty)
                {
                    yield return At(file, name, name.ValueText, $"\"{empty}\" says nothing: name the noun it is about");
                }
                else if (exchange && words.FirstOrDefault(w => Sides.Contains(w, StringComparer.OrdinalIgnoreCase)) is { } side)
                {
                    yield return At(file, name, name.ValueText, $"\"{side}\": an exchange has a Client and a Server side, no other");
                }
            }
        }
    }

    private static SyntaxToken? Declared(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier,
        DelegateDeclarationSyntax type => type.Identifier,
        MethodDeclarationSyntax method => method.Identifier,
        LocalFunctionStatementSyntax local => local.Identifier,
        PropertyDeclarationSyntax property => property.Identifier,
        VariableDeclaratorSyntax variable => variable.Identifier,
        SingleVariableDesignationSyntax variable => variable.Identifier,
        ForEachStatementSyntax loop => loop.Identifier,
        ParameterSyntax parameter => parameter.Identifier,
        EnumMemberDeclarationSyntax member => member.Identifier,
        _ => null,
    };

    [GeneratedRegex("[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")]
    private static partial Regex Word();
}
