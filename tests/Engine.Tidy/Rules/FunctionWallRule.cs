using System.Collections.Generic;
using System.Linq;
using Engine.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tidy.Rules;

/// <summary>A function: about 40 lines, 70 is the wall. Counted from its first attribute or modifier to its closing brace.</summary>
internal sealed class FunctionWallRule : Rule
{
    private const int LinesMax = 70;

    public override string Name => "function-wall";

    public override IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (SourceFile file in tree.CSharp)
        {
            foreach (SyntaxNode function in file.Root.DescendantNodes())
            {
                if (NameOf(function) is { } name && LinesOf(function) is var lines and > LinesMax)
                {
                    yield return At(file, function, name, $"{lines} lines, {LinesMax} is the wall");
                }
            }
        }
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        LocalFunctionStatementSyntax local => local.Identifier.ValueText,
        AccessorDeclarationSyntax accessor => accessor.FirstAncestorOrSelf<BasePropertyDeclarationSyntax>() switch
        {
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            EventDeclarationSyntax @event => @event.Identifier.ValueText,
            _ => "this[]",
        },
        OperatorDeclarationSyntax @operator => "operator" + @operator.OperatorToken.ValueText,
        ConversionOperatorDeclarationSyntax conversion => "operator" + conversion.Type,
        DestructorDeclarationSyntax destructor => "~" + destructor.Identifier.ValueText,
        _ => null,
    };

    private static int LinesOf(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
