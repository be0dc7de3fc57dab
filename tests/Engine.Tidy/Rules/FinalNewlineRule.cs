using System;
using System.Collections.Generic;
using Engine.Tidy.Sources;

namespace Engine.Tidy.Rules;

/// <summary>Every text file ends in exactly one line end, and lines end in LF.</summary>
internal sealed class FinalNewlineRule : Rule
{
    public override string Name => "final-newline";

    public override IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (SourceFile file in tree.Files)
        {
            bool solution = file.Path.EndsWith(".sln", StringComparison.Ordinal);
            if (file.Text.Length > 0 && (!file.Text.EndsWith('\n') || file.Text.EndsWith("\n\n", StringComparison.Ordinal)))
            {
                yield return At(file, file.LineCount, file.FileName, "should end in one line end");
            }

            if (!solution && file.Text.Contains('\r', StringComparison.Ordinal))
            {
                yield return At(file, file.LineAt(file.Text.IndexOf('\r', StringComparison.Ordinal)), file.FileName, "lines end in LF");
            }
        }
    }
}
