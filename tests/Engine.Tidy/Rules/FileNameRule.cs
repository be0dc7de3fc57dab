using System.Collections.Generic;
using System.Linq;
using Engine.Tidy.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tidy.Rules;

/// <summary>
/// File = type: one of the types of a file gives it its name ("Outer.Inner.cs" holds a nested type of a partial one, "TaskOfT.cs" the generic one).
/// </summary>
internal sealed class FileNameRule : Rule
{
    public override string Name => "file-name";

    public override IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (SourceFile file in tree.CSharp)
        {
            List<MemberDeclarationSyntax> types = [.. file.TopLevelTypes()];
            string stem = file.FileName[..file.FileName.IndexOf('.')];
            if (types.Count > 0 && !types.Any(type => SourceFile.NameOf(type) == stem || GenericNameOf(type) == stem))
            {
                yield return At(file, types[0], SourceFile.NameOf(types[0]), $"is not what {file.FileName} promises");
            }
        }
    }

    private static string? GenericNameOf(MemberDeclarationSyntax type) =>
        type is TypeDeclarationSyntax { TypeParameterList: { } parameters } named
            ? named.Identifier.ValueText + "Of" + string.Concat(parameters.Parameters.Select(parameter => parameter.Identifier.ValueText))
            : null;
}
