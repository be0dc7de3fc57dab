using Xunit;

namespace Engine.Config.Tests.Text;

/// <summary>CFG 2.2: how a line is cut into words. Raw text left, words with | between them right; each line was compared with haproxy 2.6.</summary>
public sealed class WordSplittingTests
{
    [Theory]
    [InlineData("bind :80", "bind|:80")]
    [InlineData("  \t bind \t :80 \t ", "bind|:80")]
    [InlineData("bind :80 # the front door", "bind|:80")]
    [InlineData("global#x", "global")]
    [InlineData("\"nok\"#x", "nok")]
    [InlineData("# only a comment", "")]
    [InlineData("   ", "")]
    [InlineData("a\vb\fc", "a|b|c")]
    public void Line_SpacesAndComments_SeparateWords(string text, string words) => Expect(text, words);

    [Theory]
    [InlineData("stats realm Haproxy\\ Statistics", "stats|realm|Haproxy Statistics")]
    [InlineData("a \\# \\\\ \\' \\\"", "a|#|\\|'|\"")]
    [InlineData("a\\nb\\rc\\td", "a\nb\rc\td")]
    [InlineData("a\\x41\\x7a", "aAz")]
    [InlineData("no\\q\\$ \\.", "no\\q\\$|\\.")]
    [InlineData("a\\\tb", "a\\|b")]
    public void Escape_OutsideQuotes_NamesOneCharacter(string text, string words) => Expect(text, words);

    [Theory]
    [InlineData("\"a b\"", "a b")]
    [InlineData("\"a#b 'c'\"", "a#b 'c'")]
    [InlineData("\"\\\" \\\\ \\# \\' \\  \\t \\x41 \\$ \\q\"", "\" \\ # '   \t A $ \\q")]
    [InlineData("\"a\\\tb\"", "a\\\tb")]
    public void DoubleQuotes_ProtectSpaces_ResolveEscapes(string text, string words) => Expect(text, words);

    [Theory]
    [InlineData("'a b'", "a b")]
    [InlineData("'\\n \\x41 $HOME ${X} # \"'", "\\n \\x41 $HOME ${X} # \"")]
    [InlineData("path_reg '^/(a|b)$'", "path_reg|^/(a|b)$")]
    public void SingleQuotes_ProtectEverything(string text, string words) => Expect(text, words);

    [Theory]
    [InlineData("\"a\"' b'\\ c", "a b c")]
    [InlineData("%{+Q}o\\ %t\\ %s", "%{+Q}o %t %s")]
    [InlineData("\"%{+Q}o %t\"' %s'", "%{+Q}o %t %s")]
    [InlineData("a\"b\"c'd'e", "abcde")]
    public void Quotes_GluedToText_MakeOneWord(string text, string words) => Expect(text, words);

    [Theory]
    [InlineData("setenv A \"\"", "setenv|A|")]
    [InlineData("setenv A ''", "setenv|A|")]
    [InlineData("\"\"", "")]
    public void EmptyWord_AtTheEnd_IsAWord(string text, string words) => Expect(text, words);

    [Fact]
    public void CarriageReturn_BeforeLineFeed_EndsTheLine() => Expect("mode http\r\nbalance roundrobin\r", "mode|http\nbalance|roundrobin");

    [Fact]
    public void Bytes_NotUtf8_ReachTheWordUnchanged()
    {
        Reading reading = Reading.Of("a caf\u00e9");
        Assert.Equal("caf\u00c3\u00a9", reading.Statements[0].Words[1].Text);
    }

    [Fact]
    public void Words_KnowTheirPlaceInTheRawLine()
    {
        Reading reading = Reading.Of("\tlog-format \"%ci\\ %t\" 'x' a\\ b # c");
        Assert.Equal("log-format 2 10;%ci %t 13 9;x 23 3;a b 27 4;", Places(reading));
    }

    [Fact]
    public void Words_OfOneList_ShareItsPlace()
    {
        Reading reading = Reading.Of("cpus \"${CPUS[*]}\" end", "CPUS=1 2 3");
        Assert.Equal("cpus 1 4;1 6 12;2 6 12;3 6 12;end 19 3;", Places(reading));
    }

    [Fact]
    public void SixtyFourWords_Fit()
    {
        string line = string.Join(' ', System.Linq.Enumerable.Repeat("w", 64));
        Expect(line, line.Replace(' ', '|'));
    }

    private static void Expect(string text, string words)
    {
        Reading reading = Reading.Of(text);
        Assert.Equal("", reading.Report);
        Assert.Equal(words, reading.Words);
    }

    private static string Places(Reading reading)
    {
        string places = "";
        foreach (Engine.Config.Text.Word word in reading.Statements[0].Words)
        {
            places += $"{word.Text} {word.Column} {word.Length};";
        }

        return places;
    }
}
