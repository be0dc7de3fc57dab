using System;
using Engine.Config.Text;
using Engine.IO.Tests;
using Engine.Stages.Regexes;
using Xunit;

namespace Engine.Stages.Tests.Regexes;

/// <summary>Expressions as PCRE writes them, over bytes.</summary>
public sealed class ByteRegexTests
{
    [Theory]
    [InlineData("^abc$", "abc", true)]
    [InlineData("b", "abc", true)]
    [InlineData(@"^\w+$", "a_9", true)]
    [InlineData(@"^\w$", "\u00e9", false)]
    [InlineData(@"^\W$", "\u00e9", true)]
    [InlineData(@"^[\w.]+$", "a.b", true)]
    [InlineData(@"^[^\w]$", "\u00e9", true)]
    [InlineData(@"^[^\s]$", "\u00a0", true)]
    [InlineData("^[[:alpha:]][[:digit:]]$", "a1", true)]
    [InlineData("^[[:space:]_]$", "_", true)]
    [InlineData("^[^[:alnum:]]$", "x", false)]
    [InlineData("^[[:^alpha:]]+$", "1_", true)]
    [InlineData("^[[:^alpha:]]+$", "1a", false)]
    [InlineData("^[]a]$", "]", true)]
    [InlineData("^[^]a]$", "b", true)]
    [InlineData("^[a[]$", "[", true)]
    [InlineData("^[a-z-[aeiou]]$", "b]", true)]
    [InlineData(@"^\Qa.b\E$", "a.b", true)]
    [InlineData(@"^\Qa.b\E$", "axb", false)]
    [InlineData(@"^\h$", "\t", true)]
    [InlineData(@"^\x41\x{42}$", "AB", true)]
    [InlineData("^(?P<first>a)b$", "ab", true)]
    [InlineData("(?i)ABC", "abc", true)]
    [InlineData(@"^\/a\.b\-c$", "/a.b-c", true)]
    [InlineData(@"^a\Rb$", "a\r\nb", true)]
    public void AnExpression_IsMatched(string pattern, string text, bool expected)
    {
        Assert.True(ByteRegex.TryCreate(pattern, ignoreCase: false, out ByteRegex? regex, out string? error), error);
        Assert.Equal(expected, regex.IsMatch(ByteText.ToBytes(text)));
    }

    [Theory]
    [InlineData("(a)\\1")]
    [InlineData("(?=a)b")]
    [InlineData("(?!a)b")]
    [InlineData("(?<=a)b")]
    [InlineData("(?>a+)b")]
    public void WhatNeedsBacktracking_IsRefused(string pattern)
    {
        Assert.False(ByteRegex.TryCreate(pattern, ignoreCase: false, out _, out string? error));
        Assert.Contains("cannot be done in time linear in the text", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[:letter:]]", "names a class of characters that there is not")]
    [InlineData("(a", "(InsufficientClosingParentheses)")]
    [InlineData("[a", "(UnterminatedBracket)")]
    [InlineData("*a", "(QuantifierAfterNothing)")]
    public void WhatIsFaulty_IsRefused(string pattern, string reason)
    {
        Assert.False(ByteRegex.TryCreate(pattern, ignoreCase: false, out _, out string? error));
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheExpressionThatRunsAwayElsewhere_IsDoneInOnePass()
    {
        Assert.True(ByteRegex.TryCreate("^(a+)+$", ignoreCase: false, out ByteRegex? regex, out _));
        byte[] text = new byte[60000];
        Array.Fill(text, (byte)'a');
        text[^1] = (byte)'!';

        // Backtracking would take 2^60000 steps: this test would not end.
        Assert.False(regex.IsMatch(text));
    }

    [Fact]
    public void AMatch_AllocatesNothing()
    {
        Assert.True(ByteRegex.TryCreate("^/(api|static)/[a-z0-9]+(/|$)", ignoreCase: true, out ByteRegex? regex, out _));
        byte[] text = "/API/users/17"u8.ToArray();
        Assert.Equal(0, Allocations.LeastOf(10_000, () => Assert.True(regex.IsMatch(text))));
    }

    [Theory]
    [InlineData("a(b)?c", "xac", "1:2 none")]
    [InlineData("a(b)?c", "xabcy", "1:3 2:1")]
    [InlineData("^/(api|static)/([a-z]+)", "/static/js", "0:10 1:6 8:2")]
    [InlineData("(a|ab)(c|bcd)(d*)", "abcd", "0:4 0:1 1:3 4:0")]
    [InlineData("(.*)=(.*)", "a=b=c", "0:5 0:3 4:1")]
    [InlineData("(.*?)=(.*)", "a=b=c", "0:5 0:1 2:3")]
    [InlineData("(\\w+)\\.(\\w+)$", "www.example.com", "4:11 4:7 12:3")]
    [InlineData("(\u00e9)+x", "\u00e9\u00e9x", "0:3 1:1")]
    [InlineData("()a", "ba", "1:1 1:0")]
    [InlineData("b$()", "b\n", "0:1 1:0")]
    public void Groups_AreThoseOfPcre(string pattern, string text, string expected)
    {
        Assert.True(ByteRegex.TryCreate(pattern, ignoreCase: false, out ByteRegex? regex, out string? error), error);
        Assert.Equal(expected, Groups(regex, text, expected.Split(' ').Length));
    }

    /// <summary>What PCRE2 answers and what .NET answers, which is asked where PCRE2 is missing or gives up after its 10,000 steps.</summary>
    [Fact]
    public void Groups_AreTheSame_WhoeverIsAsked()
    {
        const string Long = "^((?:a|b|ab)*)(c?)$";
        Assert.True(ByteRegex.TryCreate(Long, ignoreCase: false, out ByteRegex? regex, out _));
        foreach (int length in new[] { 10, 100, 60_000 })
        {
            string text = new string('a', length) + "bc";
            Assert.Equal($"0:{length + 2} 0:{length + 1} {length + 1}:1", Groups(regex, text, 3));
        }
    }

    /// <summary>Nested quantifiers on a text that almost matches: step counts of backtracking have as many digits as the text has thousands of bytes.</summary>
    [Theory]
    [InlineData("^(a+)+$", 'a')]
    [InlineData("(a*)*b", 'a')]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$", 'a')]
    [InlineData("(.*)*x", 'y')]
    [InlineData("^(\\w+\\s?)*$", 'w')]
    public void AHostileText_IsReadInOnePass_WithGroupsAsWell(string pattern, char filling)
    {
        Assert.True(ByteRegex.TryCreate(pattern, ignoreCase: false, out ByteRegex? regex, out string? error), error);
        byte[] text = ByteText.ToBytes(new string(filling, 60_000) + "!");
        Assert.False(regex.IsMatch(text));
        byte[] other = ByteText.ToBytes(new string(filling, 60_000) + "\nbx");
        _ = Groups(regex, ByteText.FromBytes(other), 2);
    }

    [PcreFact]
    public void Groups_AllocateNothing()
    {
        Assert.True(ByteRegex.TryCreate("^/(api|static)/([a-z0-9]+)(/|$)", ignoreCase: true, out ByteRegex? regex, out _));
        byte[] text = "/API/users/17"u8.ToArray();
        RegexGroup[] groups = new RegexGroup[RegexGroup.CountMax];
        Assert.Equal(0, Allocations.LeastOf(10_000, () => CatchFirst(regex, text, groups)));
        Assert.Equal("users".Length, groups[2].Length);
    }

    private static void CatchFirst(ByteRegex regex, ReadOnlySpan<byte> text, Span<RegexGroup> groups)
    {
        Span<char> small = stackalloc char[64];
        string? copy = null;
        System.Text.RegularExpressions.Regex.ValueMatchEnumerator matches = regex.Matches(ByteRegex.Widen(text, small));
        Assert.True(matches.MoveNext());
        regex.Catch(text, matches.Current, groups, ref copy);
    }

    /// <summary>The first groups of the first match as start:length; "" when nothing matches.</summary>
    private static string Groups(ByteRegex regex, string text, int count)
    {
        byte[] bytes = ByteText.ToBytes(text);
        if (!regex.IsMatch(bytes))
        {
            return "";
        }

        RegexGroup[] groups = new RegexGroup[RegexGroup.CountMax];
        CatchFirst(regex, bytes, groups);
        return string.Join(' ', Array.ConvertAll(groups[..count], static group => group.Start < 0 ? "none" : $"{group.Start}:{group.Length}"));
    }
}
