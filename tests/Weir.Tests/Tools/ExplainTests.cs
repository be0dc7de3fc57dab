using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Config;
using Engine.Config.Manual;
using Engine.Config.Text;
using Engine.Stages;
using Weir.Tools;
using Xunit;

namespace Weir.Tests.Tools;

/// <summary><c>weir explain</c>: the manual, from the rows that the reader goes by.</summary>
public sealed class ExplainTests
{
    [Fact]
    public void Explain_OfAKeyword_GivesGrammarSectionsSummaryAndExample()
    {
        ToolRun run = ToolRun.Of("explain", "timeout", "client");
        Assert.Equal(0, run.Status);
        Assert.Contains("timeout client (keyword)", run.Output);
        Assert.Contains("Write:   timeout client TIME", run.Output);
        Assert.Contains("In:      defaults, frontend, listen", run.Output);
        Assert.Contains("Example: frontend web\n               timeout client 10s", run.Output);
    }

    [Theory]
    [InlineData("path", "path (sample fetch)")]
    [InlineData("req.hdr(host)", "req.hdr (sample fetch)")]
    [InlineData("lower", "lower (converter)")]
    [InlineData("%ci", "%ci (log alias)")]
    [InlineData("http-request deny", "deny (action of rules)")]
    [InlineData("track-sc7", "track-sc0 (action of rules)")]
    [InlineData("show servers state", "show servers state (command of the runtime API)")]
    [InlineData("-dW", "-dW (option of the command line)")]
    [InlineData("timeout", "'timeout' also goes on with:")]
    public void Explain_OfAnyWord_SaysWhatItIs(string word, string says)
    {
        ToolRun run = ToolRun.Of("explain", word);
        Assert.Equal((0, ""), (run.Status, run.Errors));
        Assert.Contains(says, run.Output);
    }

    [Fact]
    public void Explain_OfAWordWithSeveralMeanings_GivesAll()
    {
        string output = ToolRun.Of("explain", "maxconn").Output;
        Assert.Contains("In:      global", output);
        Assert.Contains("In:      defaults, frontend, listen", output);
        Assert.Contains("maxconn (option of bind lines)", output);
        Assert.Contains("maxconn (option of server lines)", output);
    }

    [Fact]
    public void Explain_OfAMisspelledWord_NamesTheNearest()
    {
        ToolRun run = ToolRun.Of("explain", "timeout", "clint");
        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.Contains("nearest: timeout client", run.Errors);
    }

    [Fact]
    public void Explain_OfWhatIsNotSupported_SaysSo() => Assert.Contains("Known, not supported yet.", ToolRun.Of("explain", "use-fcgi-app").Output);

    [Theory]
    [InlineData("tune.h2.max-frame-size", "Accepted, has no effect: HTTP/2 is not spoken yet.")]
    [InlineData("shards", "Accepted, has no effect: every thread has a socket of its own.")]
    public void Explain_OfAHint_SaysThatItChangesNothing(string name, string said) => Assert.Contains(said, ToolRun.Of("explain", name).Output);

    [Fact]
    public void Explain_OfARemovedKeyword_SaysWhatToWriteInstead() => Assert.Contains("http-request deny", ToolRun.Of("explain", "reqdeny").Output);

    [Fact]
    public void Manual_EveryFetchConverterAndAliasThatWorks_HasASummary() =>
        Assert.Empty(Manual.Entries.Where(static entry => entry.Works && entry.Summary.Length == 0).Select(static entry => entry.Name));

    [Fact]
    public void Manual_EveryExampleOfAKeyword_IsReadWithoutErrorInItsGrammar()
    {
        var faults = new List<string>();
        foreach (ManualEntry entry in Manual.Entries.Where(static entry => entry.Kind is ManualKind.Keyword or ManualKind.Action or ManualKind.BindOption or ManualKind.ServerOption))
        {
            // Rows whose whole purpose is to refuse with a reason; the runtime API's options are tried on its own lines.
            if (entry.Name is "namespace" or "shard" or "accept-netscaler-cip" or "expose-fd" or "level" or "severity-output")
            {
                continue;
            }

            if (entry.Works && entry.Example.Length == 0)
            {
                faults.Add($"{entry.Kind} {entry.Name}: no example");
                continue;
            }

            var findings = new DiagnosticBag();
            new ConfigReader(BuiltInStages.Catalog.ToVocabulary(), findings).ReadText("example.cfg", Complete(entry.Example));
            faults.AddRange(findings.All.Where(static finding => finding.Severity == Severity.Error && !IsAboutSurroundings(finding.Message)).Select(finding => $"{entry.Kind} {entry.Name}: {finding.SourceLine.Trim()}: {finding.Message}"));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>An example names files, sections and tables that are not here.</summary>
    private static bool IsAboutSurroundings(string message) =>
        message.Contains("no such file", StringComparison.Ordinal) || message.Contains("cannot read", StringComparison.Ordinal)
        || message.Contains("there is no ", StringComparison.Ordinal) || message.Contains("has no server", StringComparison.Ordinal);

    private static string Complete(string example) => (example.StartsWith("frontend", StringComparison.Ordinal) || example.StartsWith("backend", StringComparison.Ordinal) || example.StartsWith("listen", StringComparison.Ordinal))
        ? "defaults\n    mode http\n" + example + "\n"
        : example + "\n";
}
