using System;
using System.Text;
using System.Text.RegularExpressions;
using Engine.Config.Text;
using Engine.IO.Tests;
using Engine.Stages.Regexes;
using Xunit;

namespace Engine.Stages.Tests.Regexes;

/// <summary>Looking ahead from behind ^ and literal characters, without going back; the judge is an engine that does go back.</summary>
public sealed class LookaheadTests
{
    private static readonly string[] Begins = ["^", "^/", @"^/a\.", "(?i)^/", "^ab"];
    private static readonly string[] Aheads = ["(?!a)", "(?=b)", "(?!a|/b)", "(?!(a|b)/)", @"(?!.*\.b$)", "(?=.*[)a])(?!bb)", "(?!$)", "(?!(?:a(b))+)"];
    private static readonly string[] Rests = ["", ".*", "(a|b)*$", "([^/]*)/(.*)", "b", @"(\.)?[^.]", ".+?/"];

    [Theory]
    [InlineData("^/(?!static/|api/).*", "/index", true)]
    [InlineData("^/(?!static/|api/).*", "/api/x", false)]
    [InlineData(@"^(?!.*\.(css|js|png)$).*$", "/a.css", false)]
    [InlineData(@"^(?!.*\.(css|js|png)$).*$", "/a.cssx", true)]
    [InlineData(@"^/wp-(?=admin|login\.php)", "/wp-login.php", true)]
    [InlineData(@"^/wp-(?=admin|login\.php)", "/wp-content", false)]
    [InlineData(@"^www\.(?!cdn\.)(?!img\.)[a-z]+\.example$", "www.imgs.example", true)]
    [InlineData(@"^www\.(?!cdn\.)(?!img\.)[a-z.]+\.example$", "www.img.a.example", false)]
    public void AnExpression_IsMatched(string pattern, string text, bool expected) => Assert.Equal(expected, Create(pattern).IsMatch(ByteText.ToBytes(text)));

    [Fact]
    public void AllOfItsKind_MatchAndCatchWhatAnEngineThatGoesBackDoes()
    {
        var random = new Random(1);
        foreach (string begin in Begins)
        {
            foreach (string ahead in Aheads)
            {
                foreach (string rest in Rests)
                {
                    string pattern = begin + ahead + rest;
                    ByteRegex regex = Create(pattern);
                    var judge = new Regex(pattern, RegexOptions.CultureInvariant);
                    for (int i = 0; i < 60; i++)
                    {
                        Compare(regex, judge, TextOf(random));
                    }
                }
            }
        }
    }

    /// <summary>From such places it would depend on the text before them what is looked at.</summary>
    [Theory]
    [InlineData("/(?!a)b")]
    [InlineData("^a+(?!a)b")]
    [InlineData("^[ab](?!a)b")]
    [InlineData("^(a)(?!a)b")]
    [InlineData("^/(?!a)b|c")]
    [InlineData("^/(?!(?<n>a))b")]
    [InlineData("^/b(?!a)+")]
    [InlineData("^/.*(?!a)")]
    [InlineData("^/(?!a(?!b))c")]
    [InlineData("^/(?<!a)c")]
    [InlineData(@"^\w(?!a)c")]
    public void FromElsewhere_ItIsRefused(string pattern)
    {
        Assert.False(ByteRegex.TryCreate(pattern, ignoreCase: false, out _, out string? error));
        Assert.Contains("cannot be done in time linear in the text", error, StringComparison.Ordinal);
    }

    private static ByteRegex Create(string pattern)
    {
        Assert.True(ByteRegex.TryCreate(pattern, ignoreCase: false, out ByteRegex? regex, out string? error), pattern + ": " + error);
        return regex;
    }

    private static string TextOf(Random random)
    {
        StringBuilder text = new(random.Next(3) switch { 0 => "/", 1 => "/a.", _ => "ab" });
        for (int length = random.Next(7); length > 0; length--)
        {
            text.Append("ab/.)A"[random.Next(6)]);
        }

        return text.ToString();
    }

    private static void Compare(ByteRegex regex, Regex judge, string text)
    {
        byte[] bytes = ByteText.ToBytes(text);
        Match expected = judge.Match(text);
        Assert.True(expected.Success == regex.IsMatch(bytes), $"{judge} {text}");
        Regex.ValueMatchEnumerator matches = regex.Matches(text);
        Assert.True(expected.Success == matches.MoveNext(), $"{judge} {text}");
        if (expected.Success)
        {
            Assert.True((expected.Index, expected.Length) == (matches.Current.Index, matches.Current.Length), $"{judge} {text}");
            Span<RegexGroup> groups = stackalloc RegexGroup[RegexGroup.CountMax];
            string? copy = null;
            regex.Catch(bytes, matches.Current, groups, ref copy);
            for (int i = 0; i < judge.GetGroupNumbers().Length; i++)
            {
                Assert.True((expected.Groups[i].Success ? expected.Groups[i].Value : "") == text.Substring(Math.Max(groups[i].Start, 0), groups[i].Length), $"{judge} {text} \\{i}");
            }
        }
    }
}
