using System.Collections.Generic;
using System.Linq;
using Engine.Tidy.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tidy.Rules;

/// <summary>Namespace = project and folder, so that a type's full name says where its file lies.</summary>
internal sealed class NamespaceRule : Rule
{
    public override string Name => "namespace";

    public override IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (SourceFile file in tree.CSharp)
        {
            string? projectFolder = tree.ProjectFolderOf(file);
            if (projectFolder is null)
            {
                yield return At(file, 1, file.FileName, "belongs to no project");
                continue;
            }

            string expected = tree.ProjectOf(file) + file.Folder[projectFolder.Length..].Replace('/', '.');
            foreach (BaseNamespaceDeclarationSyntax space in file.Root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>())
            {
                if (space.Name.ToString() != expected)
                {
                    yield return At(file, space, space.Name.ToString(), $"should be {expected}, after its project and folder");
                }
            }

            if (file.TopLevelTypes().Any() && !file.Root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Any())
            {
                yield return At(file, 1, file.FileName, $"has no namespace: should be {expected}");
            }
        }
    }
}
