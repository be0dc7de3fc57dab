using System.Collections.Generic;
using Engine.Tidy.Sources;

namespace Engine.Tidy.Rules;

/// <summary>A file has one reason to exist: about 300 lines, 500 is the wall.</summary>
internal sealed class FileWallRule : Rule
{
    private const int LinesMax = 500;

    public override string Name => "file-wall";

    public override IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (SourceFile file in tree.CSharp)
        {
            if (file.LineCount > LinesMax)
            {
                yield return At(file, LinesMax, file.FileName, $"{file.LineCount} lines, {LinesMax} is the wall");
            }
        }
    }
}
