using System.Diagnostics;
using System.IO;
using System.Linq;
using Weir.Invocation;
using Weir.Tests.Processes;
using Weir.Tools;
using Xunit;

namespace Weir.Tests.Tools;

/// <summary><c>weir man</c> and <c>weir completion</c>: what other programs read.</summary>
public sealed class ShellTests
{
    [Fact]
    public void Man_HoldsEveryOptionToolKeywordAndCommand()
    {
        ToolRun run = ToolRun.Of("man");
        Assert.Equal((0, ""), (run.Status, run.Errors));
        string page = run.Output.Replace("\\-", "-").Replace("\\e", "\\").Replace("\\&", "");
        Assert.Empty(OptionTable.Rows.Where(row => !page.Contains($".B {row.Name}")).Select(static row => row.Name));
        Assert.Empty(ToolTable.Rows.Where(row => !page.Contains($".B weir {row.Name}")).Select(static row => row.Name));
        Assert.Empty(Manual.Entries.Where(entry => entry.Works && !page.Contains($".B {entry.Usage}\n")).Select(static entry => entry.Name));
        Assert.Empty(Manual.Commands.Where(row => !page.Contains($".B {row.Name}")).Select(static row => row.Name));
    }

    [Fact]
    public void Man_BeginsNoTextLineWithADotOrApostrophe()
    {
        string[] macros = [".TH", ".SH", ".TP", ".B", ".br", ".RS", ".RE"];
        Assert.DoesNotContain(ToolRun.Of("man").Output.Split('\n'), line => line.StartsWith('\'') || (line.StartsWith('.') && !macros.Contains(line.Split(' ')[0])));
    }

    [Fact]
    public void Completion_OfBash_OffersToolsOptionsAndWords()
    {
        Assert.Equal("check completion", CompleteInBash("c"));
        Assert.Equal("bash", CompleteInBash("completion", "b"));
        Assert.Equal("-dD -dW", string.Join(' ', CompleteInBash("-f", "x", "-d").Split(' ').Where(static word => word is "-dD" or "-dW").Order()));
        Assert.Contains("use_backend", CompleteInBash("explain", "use_"));
    }

    [Theory]
    [InlineData("zsh", "#compdef weir")]
    [InlineData("fish", "complete -c weir -n __fish_use_subcommand -a explain")]
    public void Completion_OfOtherShells_NamesEveryToolAndOption(string shell, string says)
    {
        ToolRun run = ToolRun.Of("completion", shell);
        Assert.Equal(0, run.Status);
        Assert.Contains(says, run.Output);
        Assert.All(ToolTable.Rows, row => Assert.Contains(row.Name, run.Output));
        Assert.All(OptionTable.Rows, row => Assert.Contains(shell == "fish" ? $"-o {row.Name[1..]} " : $"'{row.Name}:", run.Output));
    }

    [Fact]
    public void Completion_OfAnUnknownShell_ExitsWith2() => Assert.Equal(2, ToolRun.Of("completion", "csh").Status);

    [Fact]
    public void Usage_ListsTheTools()
    {
        using WeirProcess weir = WeirProcess.Start("-h");
        Assert.Equal(0, weir.WaitForExit());
        Assert.All(ToolTable.Rows, row => Assert.Contains($"  {row.Name} ", weir.Output));
    }

    private static string CompleteInBash(params string[] words)
    {
        string script = Path.GetTempFileName();
        File.WriteAllText(script, ToolRun.Of("completion", "bash").Output + $"\nCOMP_WORDS=(weir {string.Join(' ', words)}); COMP_CWORD={words.Length}; _weir; echo ${{COMPREPLY[@]}}\n");
        using Process bash = Process.Start(new ProcessStartInfo("bash", ["--norc", script]) { RedirectStandardOutput = true })!;
        string output = bash.StandardOutput.ReadToEnd().Trim();
        bash.WaitForExit();
        File.Delete(script);
        return output;
    }
}
