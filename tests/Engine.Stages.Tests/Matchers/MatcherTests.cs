using System.Collections.Generic;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Matchers;

/// <summary>Every way of matching, against the value of a header (CFG 7.1.1 to 7.1.6).</summary>
public sealed class MatcherTests
{
    /// <summary>CFG 7.1.3: the path that the manual takes apart.</summary>
    private const string Logo = "/images/png/logo/32x32.png";

    private const string Url = "http://www1.dc-eu.example.com:80/blah";

    [Theory]
    [InlineData("-m found", "anything", true)]
    [InlineData("-m found", "", true)]
    [InlineData("-m bool", "0", false)]
    [InlineData("-m bool", "7", true)]
    [InlineData("-m str value", "value", true)]
    [InlineData("-m str value", "Value", false)]
    [InlineData("-m str -i VALUE", "Value", true)]
    [InlineData("-m str one two three", "two", true)]
    [InlineData("-m str one two three", "tw", false)]
    [InlineData("-m str -- -i", "-i", true)]
    [InlineData("-m beg /api /static", "/api/v1", true)]
    [InlineData("-m beg /api /static", "/ap", false)]
    [InlineData("-m beg -i /API", "/api/v1", true)]
    [InlineData("-m end .png .jpg", "a.jpg", true)]
    [InlineData("-m end .png .jpg", "jpg", false)]
    [InlineData("-m end -i .PNG", "a.pNg", true)]
    [InlineData("-m sub curl wget", "Mozilla wget/1.2", true)]
    [InlineData("-m sub curl wget", "Mozilla cur wge", false)]
    [InlineData("-m sub -i CURL", "libcurl/7", true)]
    [InlineData("-m sub he she his hers", "ushers", true)]
    [InlineData("-m reg ^/a+$", "/aaa", true)]
    [InlineData("-m reg ^/a+$", "/aab", false)]
    [InlineData("-m reg -i ^/A+$", "/aaa", true)]
    [InlineData("-m len 5", "12345", true)]
    [InlineData("-m len gt 4", "1234", false)]
    [InlineData("-m len gt 4", "12345", true)]
    [InlineData("-m len 2:4", "12345", false)]
    public void Text_IsMatched(string test, string value, bool expected) => Check(test, value, expected);

    [Theory]
    [InlineData("/images", true)]
    [InlineData("/images/png", true)]
    [InlineData("images/png", true)]
    [InlineData("/png/logo", true)]
    [InlineData("logo/32x32.png", true)]
    [InlineData("32x32.png", true)]
    [InlineData("png", true)]
    [InlineData("32x32", false)]
    [InlineData("image", false)]
    [InlineData("mages/png", false)]
    public void Directory_IsMatchedBetweenSlashes(string pattern, bool expected) => Check($"-m dir {pattern}", Logo, expected);

    [Theory]
    [InlineData("http")]
    [InlineData("www1")]
    [InlineData(".www1")]
    [InlineData("dc-eu")]
    [InlineData("example")]
    [InlineData("com")]
    [InlineData("80")]
    [InlineData("dc-eu.example")]
    [InlineData("blah")]
    [InlineData(":www1:")]
    [InlineData("dc-eu.example.com:80")]
    [InlineData("eu", false)]
    [InlineData("dc", false)]
    [InlineData("exampl", false)]
    public void Domain_IsMatchedBetweenDelimiters(string pattern, bool expected = true) => Check($"-m dom {pattern}", Url, expected);

    [Fact]
    public void Domain_IgnoresCaseWhenAsked()
    {
        Check("-m dom -i EXAMPLE.com", "www.Example.COM", true);
        Check("-m dom EXAMPLE.com", "www.Example.COM", false);
    }

    [Theory]
    [InlineData("42", "42", true)]
    [InlineData("42", "43", false)]
    [InlineData("1024:65535", "1024", true)]
    [InlineData("1024:65535", "65535", true)]
    [InlineData("1024:65535", "1023", false)]
    [InlineData("1024:", "70000", true)]
    [InlineData(":1023", "1024", false)]
    [InlineData(":1023", "-5", true)]
    [InlineData("eq 3 5", "5", true)]
    [InlineData("ge 10", "10", true)]
    [InlineData("gt 10", "10", false)]
    [InlineData("le 10", "10", true)]
    [InlineData("lt 10", "10", false)]
    [InlineData("lt 0", "-1", true)]
    [InlineData("400:499 503", "503", true)]
    [InlineData("5", "five", false)]
    public void Integer_IsMatched(string patterns, string value, bool expected) => Check($"-m int {patterns}", value, expected);

    [Theory]
    [InlineData("48656c6c6f", true)]
    [InlineData("48656C6C6F", true)]
    [InlineData("48656c6c", false)]
    public void Binary_IsMatchedAsHexadecimal(string pattern, bool expected) => Check($"-m bin {pattern}", "Hello", expected);

    [Fact]
    public void APatternOfEveryKind_MayBeEmpty()
    {
        Dictionary<string, string> none = new() { ["/empty"] = "# nothing\n\n" };
        foreach (string way in new[] { "str", "beg", "end", "sub", "dir", "dom", "reg", "int", "ip", "bin", "len" })
        {
            Assert.False(SampleStand.Holds($"{{ req.hdr(x) -m {way} -f /empty }}", RequestOf("1"), files: none));
        }
    }

    /// <summary>Observed on HAProxy 2.6; its manual names the slash only.</summary>
    [Fact]
    public void AQuestionMark_EndsADirectory()
    {
        Check("-m dir b", "a?b", true);
        Check("-m dir b", "a/b?c", true);
        Check("-m dir b", "abc", false);
    }

    private static void Check(string test, string value, bool expected) =>
        Assert.Equal(expected, SampleStand.Holds($"{{ req.fhdr(x) {test} }}", RequestOf(value)));

    private static string RequestOf(string value) => $"GET / HTTP/1.1\r\nHost: a\r\nX: {value}\r\n\r\n";
}
