using System.Linq;
using System.Text;
using Engine.Config.Tests.Text;
using Engine.Config.Text;
using Xunit;

namespace Engine.Config.Tests.Conditions;

/// <summary>CFG 2.4: which lines count, and which messages come out.</summary>
public sealed class PreprocessorTests
{
    [Theory]
    [InlineData("1", "0", "A")]
    [InlineData("1", "1", "A")]
    [InlineData("0", "1", "B")]
    [InlineData("0", "0", "C")]
    public void OneBranch_Counts(string first, string second, string branch) =>
        Expect($".if {first}\nA\n.elif {second}\nB\n.else\nC\n.endif\nend", $"{branch}\nend");

    [Fact]
    public void Blocks_Nest() => Expect(
        ".if 1\n a\n .if 0\n  b\n .else\n  c\n .endif\n d\n.else\n .if 1\n  e\n .endif\n.endif",
        "a\nc\nd");

    [Fact]
    public void MaskedLines_AreNotEvenSplit() => Expect(".if 0\n nok \"\n nok \\xq\n .alert \"no\"\n .nonsense\n.endif\nend", "end");

    [Fact]
    public void MaskedConditions_AreNotEvaluated() => Expect(".if 1\na\n.elif nonsense(\n.else\n.endif\n.if 0\n.if nonsense(\n.endif\n.endif", "a");

    [Fact]
    public void Directives_MayCarryComments() => Expect(".if 1 # why\na\n.else # or\nb\n.endif # done", "a");

    [Fact]
    public void Variables_SetByEarlierLines_Decide()
    {
        var environment = new ConfigEnvironment();
        var reader = new StatementReader(environment, new DiagnosticBag());
        var seen = new StringBuilder();
        foreach (Statement statement in reader.ReadText("haproxy.cfg", "setenv A 1\n.if defined(A)\nyes\n.else\nno\n.endif\n"))
        {
            environment.Set("A", "1");
            seen.Append(statement.Words[0].Text).Append(' ');
        }

        Assert.Equal("setenv yes ", seen.ToString());
    }

    [Fact]
    public void Messages_HaveTheirSeverity() => ExpectReport(
        ".notice \"hello $A\"\n.warning w\n.alert 'e'\n.diag d\n.if 0\n.alert masked\n.endif",
        """
        [NOTICE] haproxy.cfg:1:1: hello 1
          1 | .notice "hello $A"
            | ^~~~~~~
        [WARNING] haproxy.cfg:2:1: w
          2 | .warning w
            | ^~~~~~~~
        [ERROR] haproxy.cfg:3:1: e
          3 | .alert 'e'
            | ^~~~~~
        1 error, 1 warning in haproxy.cfg

        """);

    [Fact]
    public void Message_OfSeveralWords_WantsQuotes() => ExpectReport(
        ".notice hello world",
        """
        [ERROR] haproxy.cfg:1:15: '.notice' takes one message
          1 | .notice hello world
            |               ^~~~~
          help: put the message in double quotes
        1 error in haproxy.cfg

        """);

    [Fact]
    public void BrokenCondition_IsUnderlined_AndMasksItsBlock() => ExpectReport(
        "  .if feature(SPLICE) && featur(X)\n a\n.else\n b\n.endif",
        """
        [ERROR] haproxy.cfg:1:26: there is no predicate 'featur'
          1 |   .if feature(SPLICE) && featur(X)
            |                          ^~~~~~
          help: did you mean 'feature'?
        1 error in haproxy.cfg

        """);

    [Fact]
    public void BrokenQuote_InACondition_IsTheOnlyError() => ExpectReport(
        ".if streq(\"$A,1)\n a\n.elif 1\n b\n.endif",
        """
        [ERROR] haproxy.cfg:1:11: this double quote is never closed
          1 | .if streq("$A,1)
            |           ^
          help: close it before the end of the line, or write \" for the character itself
        1 error in haproxy.cfg

        """);

    [Fact]
    public void BrokenQuote_InAnElifThatDecides_IsReported() =>
        Assert.Equal(1, Reading.Of(".if 0\n.elif streq(\"a,a)\nx\n.endif").Diagnostics.Errors);

    [Fact]
    public void OpenBlock_AtTheEndOfTheFile_PointsAtItsIf() => ExpectReport(
        "a\n.if 1\nb",
        """
        [ERROR] haproxy.cfg:2:1: this '.if' is never closed
          2 | .if 1
            | ^~~
          help: add '.endif' before the end of the file
        1 error in haproxy.cfg

        """);

    [Theory]
    [InlineData(".else", "1:1: '.else' without an open '.if'")]
    [InlineData(".elif 1", "1:1: '.elif' without an open '.if'")]
    [InlineData(".endif", "1:1: '.endif' without an open '.if'")]
    [InlineData(".if 1\n.else\n.else\n.endif", "3:1: '.else' after '.else': the block that began at line 1 can only be closed")]
    [InlineData(".if 1\n.else\n.elif 1\n.endif", "3:1: '.elif' after '.else': the block that began at line 1 can only be closed")]
    [InlineData(".if 1\n.else 1\n.endif", "2:7: '.else' takes no argument")]
    [InlineData(".if 1\n.endif if", "2:8: '.endif' takes no argument")]
    [InlineData(".ifdef A", "1:1: there is no directive '.ifdef'")]
    public void Structure_Broken_IsOneError(string text, string error)
    {
        Reading reading = Reading.Of(text);
        Assert.StartsWith($"[ERROR] haproxy.cfg:{error}\n", reading.Report);
        Assert.Equal(1, reading.Diagnostics.Errors);
    }

    [Fact]
    public void VeryDeepNesting_IsRefused()
    {
        string text = string.Concat(Enumerable.Repeat(".if 1\n", 1025)) + string.Concat(Enumerable.Repeat(".endif\n", 1025));
        Assert.Contains("'.if' is nested more than 1024 deep", Reading.Exactly(text).Report);
    }

    private static void Expect(string text, string words)
    {
        Reading reading = Reading.Of(text);
        Assert.Equal("", reading.Report);
        Assert.Equal(words, reading.Words);
    }

    private static void ExpectReport(string text, string report) =>
        Assert.Equal(report.ReplaceLineEndings("\n"), Reading.Of(text, "A=1").Report);
}
