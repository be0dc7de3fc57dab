using System;
using Engine.Config.Text;
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
        Assert.True(regex.IsMatch(text));
        const int Times = 50_000;
        int matched = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Times; i++)
        {
            matched += regex.IsMatch(text) ? 1 : 0;
        }

        // Less than a byte for each: what a collection takes from a thread is charged to it.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Times);
        Assert.Equal(Times, matched);
    }
}
