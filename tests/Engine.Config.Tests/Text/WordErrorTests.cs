using System.Linq;
using Xunit;

namespace Engine.Config.Tests.Text;

/// <summary>Lines that cannot be split, and exactly what the operator is told about them.</summary>
public sealed class WordErrorTests
{
    [Fact]
    public void DoubleQuote_NeverClosed_PointsAtTheOpeningQuote() => Expect(
        """  stats realm "My site""",
        """
        [ERROR] haproxy.cfg:1:15: this double quote is never closed
          1 |   stats realm "My site
            |               ^
          help: close it before the end of the line, or write \" for the character itself
        """);

    [Fact]
    public void SingleQuote_InAnApostrophe_PointsAtIt() => Expect(
        """description Bob's proxy""",
        """
        [ERROR] haproxy.cfg:1:16: this single quote is never closed
          1 | description Bob's proxy
            |                ^
          help: close it before the end of the line, or write \' for the character itself
        """);

    [Theory]
    [InlineData("a \\xZ1", 3, "^~~~")]
    [InlineData("a \\x4", 3, "^~~")]
    [InlineData("a \\x", 3, "^~")]
    [InlineData("a \"b\\x4\"", 5, "^~~~")]
    public void HexEscape_WithoutTwoDigits_IsUnderlined(string text, int column, string underline)
    {
        Reading reading = Reading.Of(text);
        Assert.StartsWith($"[ERROR] haproxy.cfg:1:{column}: '\\x' needs two hexadecimal digits", reading.Report);
        Assert.Contains(" " + underline + "\n", reading.Report);
    }

    [Fact]
    public void HexEscape_OfNul_IsRefused() =>
        Assert.Contains("1:2: a NUL character cannot stand in a configuration", Reading.Of("a\\x00b").Report);

    [Fact]
    public void EmptyWord_BeforeOthers_IsRefused() => Expect(
        """bind "" :80""",
        """
        [ERROR] haproxy.cfg:1:6: word 2 is empty, but more words follow
          1 | bind "" :80
            |      ^~
          help: remove the empty word, or put a value into it
        """);

    [Fact]
    public void EmptyWord_OfAnUnsetVariable_NamesTheVariable() => Expect(
        """acl known hdr(host) "${HOST_IP}" localhost""",
        """
        [ERROR] haproxy.cfg:1:21: word 4 is empty because the variable 'HOST_IP' is not set, and more words follow
          1 | acl known hdr(host) "${HOST_IP}" localhost
            |                     ^~~~~~~~~~~~
          help: set it, or give a default: "${HOST_IP-default}"
        """);

    [Fact]
    public void SixtyFiveWords_AreTooMany()
    {
        string line = string.Join(' ', Enumerable.Repeat("w", 65));
        Assert.Contains("haproxy.cfg:1:129: too many words: a line holds at most 64\n", Reading.Of(line).Report);
        Assert.Equal("", Reading.Of(line).Words);
    }

    [Fact]
    public void ListOfSixtyFiveWords_IsTooMany()
    {
        string list = "LIST=" + string.Join(' ', Enumerable.Repeat("w", 65));
        Assert.Contains("haproxy.cfg:1:1: too many words", Reading.Of("\"${LIST[*]}\"", list).Report);
    }

    [Fact]
    public void Backslash_AtTheEnd_WarnsThatItContinuesNothing() => Expect(
        "server a 10.0.0.1:80 \\",
        """
        [WARNING] haproxy.cfg:1:22: a backslash at the end of a line does not continue it
          1 | server a 10.0.0.1:80 \
            |                      ^
          help: write the whole statement on one line
        """);

    [Fact]
    public void CarriageReturn_InsideALine_IsShownAndRefused() => Expect(
        "mode http\rbalance first",
        """
        [ERROR] haproxy.cfg:1:10: a carriage return stands in the middle of the line
          1 | mode http\x0dbalance first
            |          ^~~~
          help: end lines with LF or CRLF; write \r to mean the character
        """);

    [Theory]
    [InlineData("a \"$\"", 5, "'$' begins the name of a variable here, but no name follows")]
    [InlineData("a \"^/(x|y)$\"", 12, "'$' begins the name of a variable here, but no name follows")]
    [InlineData("a \"$1\"", 5, "'$' begins the name of a variable here, but no name follows")]
    [InlineData("a \"${}\"", 6, "'$' begins the name of a variable here, but no name follows")]
    [InlineData("a \"${A\"", 5, "this brace is never closed")]
    [InlineData("a \"${A-x\"", 5, "this brace is never closed")]
    [InlineData("a \"${A b}\"", 7, "' ' cannot stand in the name of a variable")]
    [InlineData("a \"${A:-x}\"", 7, "a default value follows a dash, without a colon")]
    [InlineData("a \"${A[0]}\"", 7, "only '[*]' may follow a variable's name")]
    [InlineData("a \"${.LIME}\"", 6, "there is no pseudo variable '.LIME'")]
    public void Variable_Misspelled_PointsAtTheMistake(string text, int column, string message) =>
        Assert.StartsWith($"[ERROR] haproxy.cfg:1:{column}: {message}\n", Reading.Of(text).Report);

    [Fact]
    public void Dollar_InADoubleQuotedRegex_IsExplained() => Expect(
        "path_reg \"^/a$\"",
        """
        [ERROR] haproxy.cfg:1:15: '$' begins the name of a variable here, but no name follows
          1 | path_reg "^/a$"
            |               ^
          help: write \$ for a dollar sign, or put the text in single quotes
        """);

    [Fact]
    public void FaultyLines_DoNotHideOthers()
    {
        Reading reading = Reading.Of("good 1\nbad \"\ngood 2\nbad \\xq\ngood 3");
        Assert.Equal("good|1\ngood|2\ngood|3", reading.Words);
        Assert.EndsWith("2 errors in haproxy.cfg\n", reading.Report);
    }

    private static void Expect(string text, string report)
    {
        string actual = Reading.Of(text).Report;
        int summary = actual.LastIndexOf('\n', actual.Length - 2);
        Assert.Equal(report.ReplaceLineEndings("\n"), actual[..summary]);
    }
}
