using System.Globalization;
using System.IO;
using Weir.Tools;
using Xunit;

namespace Weir.Tests.Tools;

/// <summary>A tool, run in this process: its exit status and what it wrote.</summary>
internal sealed record ToolRun(int Status, string Output, string Errors)
{
    public static ToolRun Of(params string[] words)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var errors = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Assert.True(ToolTable.TryRun(words, new ToolOutput(output, errors), out int status), $"'{words[0]}' is no tool");
        return new ToolRun(status, output.ToString(), errors.ToString());
    }
}
