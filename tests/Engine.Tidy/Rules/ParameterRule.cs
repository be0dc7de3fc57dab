using System.Collections.Generic;
using System.Linq;
using Engine.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tidy.Rules;

/// <summary>
/// Five parameters. Constructors and records are lists of fields and may have more, and so may theories, whose parameters are the columns of
/// a table; native functions and overrides do not choose theirs.
/// </summary>
internal sealed class ParameterRule : Rule
{
    private const int ParametersMax = 5;

    public override string Name => "parameters";

    public override IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (SourceFile file in tree.CSharp)
        {
            foreach (SyntaxNode node in file.Root.DescendantNodes())
            {
                if (Signature(node) is var (name, parameters) && parameters.Parameters.Count > ParametersMax)
                {
                    yield return At(file, node, name, $"{parameters.Parameters.Count} parameters, {ParametersMax} at most: is a type missing?");
                }
            }
        }
    }

    private static (string Name, ParameterListSyntax Parameters)? Signature(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method when !IsGiven(method.Modifiers, method.AttributeLists) => (method.Identifier.ValueText, method.ParameterList),
        LocalFunctionStatementSyntax local when !IsGiven(local.Modifiers, local.AttributeLists) => (local.Identifier.ValueText, local.ParameterList),
        DelegateDeclarationSyntax @delegate => (@delegate.Identifier.ValueText, @delegate.ParameterList),
        ParenthesizedLambdaExpressionSyntax lambda => ("lambda", lambda.ParameterList),
        _ => null,
    };

    private static bool IsGiven(SyntaxTokenList modifiers, SyntaxList<AttributeListSyntax> attributes) =>
        modifiers.Any(SyntaxKind.ExternKeyword) || modifiers.Any(SyntaxKind.OverrideKeyword)
        || attributes.SelectMany(list => list.Attributes).Any(a => a.Name.ToString() is "LibraryImport" or "UnmanagedCallersOnly" or "Theory");
}
