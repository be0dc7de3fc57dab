using System.IO;
using Xunit;

namespace Weir.Tests.Logs;

/// <summary>A test that needs a program of the system; skipped, with the reason, where it is not installed.</summary>
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string path, string package)
    {
        if (!File.Exists(path))
        {
            Skip = $"{path} is not here: apt-get install {package}";
        }
    }
}
