using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace Engine.LoadTests.Tests.Reporting;

/// <summary>What loadtests/compare measured goes in as it writes it, and the reports of loadtests/comparison come out.</summary>
public sealed class ReportTests : IDisposable
{
    /// <summary>Scenario, round, proxy; CPU, user, system (us per request), requests/s, p50, p99 (us), errors, KiB, requests.</summary>
    private const string Rows =
        """
        keepalive 0 weir 900 300 600 100 10 20 0 8192 100
        keepalive 1 weir 10 4 6 50000 300 900 0 8192 150000
        keepalive 1 haproxy 20 8 12 40000 350 950 0 16384 120000
        keepalive 2 weir 12 4 8 49000 300 1900 0 8192 147000
        keepalive 2 haproxy 15 5 10 35000 350 950 0 16384 105000
        keepalive 3 weir 35 10 25 20000 900 2900 0 9216 60000
        keepalive 3 haproxy 50 20 30 16000 950 950 0 16384 48000

        """;

    private const string Keepalive = "scenario|keepalive|128-byte answers|32|0|";

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Text_HasMediansRangesAndRatiosWithinRounds_AndLeavesTheWarmUpOut()
    {
        string text = Report("text keepalive", Keepalive);

        AssertHas("\nweir 12.00 (10.00-35.00) 4.00 8.00 49,000 300 1,900 8.0 0\n", text);
        // 10/20, 12/15 and 35/50. The ratio of the medians would be 0.60.
        AssertHas("\nweir/haproxy 0.70 (0.50-0.80) 1.25 (1.25-1.40)\n", text);
    }

    [Fact]
    public void Text_Limit_IsMetOrMissed_AndWithoutThePeerNotMeasured()
    {
        string text = Report("text keepalive", Keepalive, "limit|keepalive|haproxy|0.70", "limit|keepalive|nginx|0.88");

        AssertHas("1.25 (1.25-1.40) limit 0.70 met\n", text);
        AssertHas("\nNOT MEASURED: weir/nginx\n", text);
        AssertHas("limit 0.69 MISSED\n", Report("text keepalive", Keepalive, "limit|keepalive|haproxy|0.69"));
    }

    [Fact]
    public void EveryReport_OfAScenarioThatTheSubjectRefuses_SaysWhatItSaid()
    {
        string[] facts = [Keepalive, "scenario|tls|over TLS|32|0|", "excused|tls|weir|not supported yet: 'ssl' & 'crt'"];

        AssertHas("\nnot measured. weir: not supported yet: 'ssl' & 'crt'\n", Report("text tls", facts));
        AssertHas("\ntls, over TLS: not measured. weir: not supported yet: 'ssl' & 'crt'.\n", Report("markdown", facts));
        AssertHas("Not measured. Weir: not supported yet: &#x27;ssl&#x27; &amp; &#x27;crt&#x27;.", Report("html", facts));
    }

    [Fact]
    public void Markdown_BeginsWithTheRatiosOfAllScenarios_AndNamesWhoIsAbsent()
    {
        string text = Report("markdown", "scenario|keepalive|128-byte answers|32|5000|", "absent|nginx|not installed", "excused|keepalive|yarp|has one loop");

        AssertHas("\n| | haproxy |\n|---|--:|\n| keepalive: 128-byte answers | 0.70 (0.50-0.80) |\n", text);
        AssertHas("\n| haproxy | 20.00 (15.00-50.00) | 8.00 | 12.00 | 0.70 (0.50-0.80) | 35,000 | 1.25 (1.25-1.40) | 950 us | 16.0 |\n", text);
        AssertHas("32 client connections beside 5,000 idle ones", text);
        AssertHas("\nLeft out: nginx (not installed).\n", text);
        AssertHas("\n(Without yarp: has one loop.)\n", text);
    }

    [Fact]
    public void Page_IsWellFormed_AndNeedsNothingFromElsewhere()
    {
        string page = Report("html", "scenario|keepalive|answers of <&> bytes|32|0|");

        XElement root = XElement.Parse(page["<!DOCTYPE html>".Length..]);
        Assert.Equal(5, root.Descendants("svg").Count()); // the overview, the cost, and three figures
        Assert.DoesNotContain(root.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.DoesNotContain(root.Descendants().Attributes(), attribute => attribute.Name == "src" || (attribute.Name == "href" && !attribute.Value.StartsWith('#')));
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_WithoutAMeasuredScenario_StillSaysWhy() =>
        AssertHas("Not measured. Weir: not among the proxies.", Report("html", "scenario|close|128-byte answers|32|0|"));

    /// <param name="facts">Lines as compare writes them, with bars where the tabs are.</param>
    private string Report(string what, params string[] facts)
    {
        string[] always = ["date|2026-11-27", "machine|two cores", "tools|wrk", "command|loadtests/compare", "subject|weir", "effort|3|1", "version|weir|0.1.0", "version|haproxy|2.6.12"];
        string factsFile = Path.Combine(_directory, "facts"), rowsFile = Path.Combine(_directory, "rows");
        File.WriteAllText(factsFile, string.Concat(always.Concat(facts).Select(line => line.Replace('|', '\t') + "\n")));
        File.WriteAllText(rowsFile, facts[0].Contains("keepalive", StringComparison.Ordinal) ? Rows : "");
        var start = new ProcessStartInfo("python3", ["-B", Path.Combine(AppContext.BaseDirectory, "comparison"), .. what.Split(' '), rowsFile, factsFile])
        {
            RedirectStandardOutput = true,
        };
        using Process python = Process.Start(start)!;
        string output = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
        return output;
    }

    /// <summary>Columns may be as wide as they like.</summary>
    private static void AssertHas(string expected, string output)
    {
        while (output.Contains("  ", StringComparison.Ordinal))
        {
            output = output.Replace("  ", " ", StringComparison.Ordinal);
        }

        Assert.Contains(expected, output, StringComparison.Ordinal);
    }
}
