using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Weir.Tests.Processes;
using Weir.Tools;
using Xunit;

namespace Weir.Tests.Tools;

/// <summary><c>weir stat</c>: the statistics of a running process as a table.</summary>
public sealed class StatToolTests
{
    [Fact]
    public async Task Stat_OfARunningProcess_HasALineForEachSection()
    {
        using var place = new Workplace(global: "stats socket ${STAT_SOCKET} level user");
        using WeirProcess weir = WeirProcess.Start(new System.Collections.Generic.Dictionary<string, string> { ["STAT_SOCKET"] = place.PathOf("s") }, "-f", place.Configuration);
        await WeirProcess.Get(place.Port);
        ToolRun run = ToolRun.Of("stat", place.PathOf("s"));
        Assert.Equal((0, ""), (run.Status, run.Errors));
        string[] lines = run.Output.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("proxy  name", lines[0]);
        Assert.StartsWith("web    FRONTEND  OPEN", lines[1]);
    }

    [Fact]
    public void Stat_WhereNothingListens_ExitsWith1()
    {
        using var place = new Workplace();
        ToolRun run = ToolRun.Of("stat", place.PathOf("none"));
        Assert.Equal(1, run.Status);
        Assert.Contains("[ERROR]", run.Errors);
    }

    /// <summary>script(1) is the terminal.</summary>
    [Fact]
    public async Task Stat_OnATerminal_IsDrawnAnewUntilItIsInterrupted()
    {
        using var place = new Workplace(global: "stats socket ${STAT_SOCKET} level user");
        using WeirProcess weir = WeirProcess.Start(new System.Collections.Generic.Dictionary<string, string> { ["STAT_SOCKET"] = place.PathOf("s") }, "-f", place.Configuration);
        await WeirProcess.Get(place.Port);
        using Process terminal = Process.Start(new ProcessStartInfo("script", ["-qfec", $"stty rows 24 cols 160; exec {WeirProcess.Program} stat {place.PathOf("s")}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

        // The upper left corner, where the table begins again; what is wiped behind each line and below the last.
        string first = await ReadPictureAsync(terminal);
        string second = await ReadPictureAsync(terminal);
        Assert.Contains("(Ctrl-C ends)\x1b[K", first);
        Assert.Contains("web    FRONTEND  OPEN", first);
        Assert.Contains("web    FRONTEND  OPEN", second);

        await WeirProcess.Get(place.Port);
        Assert.DoesNotMatch(@"FRONTEND.* 2 ", second); // of the total
        while (!Regex.IsMatch(await ReadPictureAsync(terminal), @"FRONTEND.* 2 "))
        {
        }

        await terminal.StandardInput.WriteAsync('\x03');
        await terminal.StandardInput.FlushAsync();
        await terminal.WaitForExitAsync().WaitAsync(WeirProcess.Patience);
    }

    /// <summary>Up to what wipes the rest of the screen.</summary>
    private static async Task<string> ReadPictureAsync(Process terminal)
    {
        const string End = "\x1b[K\r\n\x1b[J";
        var picture = new StringBuilder();
        char[] one = new char[1];
        while (!picture.ToString().EndsWith(End, System.StringComparison.Ordinal))
        {
            Assert.Equal(1, await terminal.StandardOutput.ReadAsync(one).AsTask().WaitAsync(WeirProcess.Patience));
            picture.Append(one[0]);
        }

        return picture.ToString();
    }

    [Fact]
    public void Table_OfCsv_AlignsColumnsAndShortensBytes()
    {
        var table = StatTable.Of("# pxname,svname,scur,bin,status,check_status\nweb,FRONTEND,3,1234567,OPEN,\napp,\"a,\"\"1\",12,999,UP 1/2,L7OK\n\n");
        Assert.Equal(3, table.Count);
        string[] columns = table[1].Split("  ", System.StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("1.23M", table[1]);
        Assert.Equal("web", columns[0]);
        Assert.StartsWith("app    a,\"1", table[2]);
        Assert.Contains("999", table[2]);
        Assert.EndsWith("L7OK", table[2]);
    }
}
