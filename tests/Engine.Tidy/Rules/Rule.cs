using System.Collections.Generic;
using Engine.Tidy.Sources;
using Microsoft.CodeAnalysis;

namespace Engine.Tidy.Rules;

/// <summary>One habit of this house, checked over all its sources.</summary>
internal abstract class Rule
{
    /// <summary>One word; findings and waivers carry it.</summary>
    public abstract string Name { get; }

    /// <summary>Every breach in the tree, in the order of its files.</summary>
    public abstract IEnumerable<Finding> Check(SourceTree tree);

    public override string ToString() => Name;

    protected Finding At(SourceFile file, SyntaxNodeOrToken where, string subject, string message) =>
        new(Name, file.Path, SourceFile.LineOf(where), subject, message);

    protected Finding At(SourceFile file, int line, string subject, string message) => new(Name, file.Path, line, subject, message);
}
