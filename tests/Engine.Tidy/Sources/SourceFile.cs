using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tidy.Sources;

/// <summary>One text file of the repository; C# files are parsed when a rule first asks for their syntax.</summary>
internal sealed class SourceFile
{
    private readonly Lazy<CompilationUnitSyntax> _root;

    /// <param name="path">Relative to the top of the repository, with forward slashes.</param>
    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        _root = new Lazy<CompilationUnitSyntax>(() => CSharpSyntaxTree.ParseText(Text).GetCompilationUnitRoot());
    }

    public string Path { get; }

    public string Text { get; }

    public CompilationUnitSyntax Root => _root.Value;

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public string FileName => Path[(Path.LastIndexOf('/') + 1)..];

    public string Folder => Path.Contains('/') ? Path[..Path.LastIndexOf('/')] : "";

    public int LineCount => Text.Count(c => c == '\n') + (Text.EndsWith('\n') || Text.Length == 0 ? 0 : 1);

    /// <summary>True exactly when the file lies below one of the folders.</summary>
    public bool IsIn(params ReadOnlySpan<string> folders)
    {
        foreach (string folder in folders)
        {
            if (Path.StartsWith(folder + "/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Types declared directly in the file or its namespace, delegates included.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes() =>
        Root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .Cast<MemberDeclarationSyntax>();

    public static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax named => named.Identifier.ValueText,
        DelegateDeclarationSyntax named => named.Identifier.ValueText,
        _ => throw new ArgumentException("not a type", nameof(type)),
    };

    /// <summary>1-based line on which a node or token begins, its comments left out.</summary>
    public static int LineOf(SyntaxNodeOrToken at) => at.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>1-based line of a character.</summary>
    public int LineAt(int position) => Text.AsSpan(0, position).Count('\n') + 1;
}
