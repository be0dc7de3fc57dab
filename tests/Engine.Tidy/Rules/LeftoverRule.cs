using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Engine.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tidy.Rules;

/// <summary>Nothing half done: no reminders in comments, no members that only promise, no exception swallowed without a word.</summary>
internal sealed partial class LeftoverRule : Rule
{
    public override string Name => "leftover";

    public override IEnumerable<Finding> Check(SourceTree tree) => tree.CSharp.SelectMany(file => Reminders(file).Concat(Promises(file)));

    private IEnumerable<Finding> Reminders(SourceFile file)
    {
        foreach (SyntaxTrivia trivia in file.Root.DescendantTrivia())
        {
            bool comment = trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;
            if (comment && Reminder().Match(trivia.ToFullString()) is { Success: true } match)
            {
                yield return At(file, file.LineAt(trivia.FullSpan.Start + match.Index), match.Value, "do it or file it, and take the reminder out");
            }
        }
    }

    private IEnumerable<Finding> Promises(SourceFile file)
    {
        foreach (SyntaxNode node in file.Root.DescendantNodes())
        {
            if (node is IdentifierNameSyntax { Identifier.ValueText: "NotImplementedException" })
            {
                yield return At(file, node, "NotImplementedException", "a member does what its name says, or is not there");
            }
            else if (node is CatchClauseSyntax { Block.Statements.Count: 0 } handler && !HasComment(handler.Block))
            {
                yield return At(file, node, "catch", "say in a comment why nothing is to be done");
            }
        }
    }

    private static bool HasComment(BlockSyntax block) => block.DescendantTrivia().Any(trivia =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia);

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Reminder();
}
