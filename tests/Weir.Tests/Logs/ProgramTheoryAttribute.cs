using System.IO;
using Xunit;

namespace Weir.Tests.Logs;

/// <summary>As <see cref="ProgramFactAttribute"/>, with data.</summary>
internal sealed class ProgramTheoryAttribute : TheoryAttribute
{
    public ProgramTheoryAttribute(string path, string package)
    {
        if (!File.Exists(path))
        {
            Skip = $"{path} is not here: apt-get install {package}";
        }
    }
}
