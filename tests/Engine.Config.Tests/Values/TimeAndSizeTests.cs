using Engine.Config.Text;
using Engine.Config.Values;
using Xunit;

namespace Engine.Config.Tests.Values;

/// <summary>CFG 2.5, compared with haproxy 2.6.</summary>
public sealed class TimeAndSizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("10", 10)]
    [InlineData("10ms", 10)]
    [InlineData("10s", 10_000)]
    [InlineData("5m", 300_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("24d", 2_073_600_000)]
    [InlineData("0us", 0)]
    [InlineData("1us", 1)]
    [InlineData("1000us", 1)]
    [InlineData("1001us", 2)]
    [InlineData("2147483647", 2147483647)]
    [InlineData("0000000000000000000000000000005s", 5_000)]
    public void Time_IsInMilliseconds(string text, int valueMs)
    {
        Assert.True(TimeValue.TryParse(text, TimeUnit.Milliseconds, out int actual, out ValueIssue? issue));
        Assert.Null(issue);
        Assert.Equal(valueMs, actual);
    }

    [Fact]
    public void Time_WithoutUnit_HasTheUnitOfTheKeyword()
    {
        Assert.True(TimeValue.TryParse("10", TimeUnit.Seconds, out int valueMs, out _));
        Assert.Equal(10_000, valueMs);
    }

    [Theory]
    [InlineData("", 0, 0, "a time is missing", "write a whole number with a unit, such as 10s")]
    [InlineData("-5", 0, 1, "a time cannot be negative", "write a whole number with a unit, such as 10s")]
    [InlineData("+5", 0, 1, "a time cannot start with '+'", "write a whole number with a unit, such as 10s")]
    [InlineData("10.5s", 2, 1, "unexpected '.' in a time", "times are whole numbers: take a smaller unit, such as 1500ms for 1.5s")]
    [InlineData("10S", 2, 1, "unexpected 'S' in a time", "units are written in small letters: us, ms, s, m, h or d")]
    [InlineData("5 s", 1, 1, "unexpected ' ' in a time", "units are us, ms, s, m, h or d")]
    [InlineData("5w", 1, 1, "unexpected 'w' in a time", "units are us, ms, s, m, h or d")]
    [InlineData("25d", 0, 3, "the time is too long: at most 2147483647 ms, about 24.8 days", "leave the timeout out to wait without end")]
    [InlineData("2147483648", 0, 10, "the time is too long: at most 2147483647 ms, about 24.8 days", "leave the timeout out to wait without end")]
    [InlineData("99999999999999999999999999d", 0, 27, "the time is too long: at most 2147483647 ms, about 24.8 days", "leave the timeout out to wait without end")]
    public void Time_Wrong_IsExplained(string text, int offset, int length, string message, string fix)
    {
        Assert.False(TimeValue.TryParse(text, TimeUnit.Milliseconds, out _, out ValueIssue? issue));
        Assert.Equal(new ValueIssue(offset, length, message, fix), issue);
    }

    [Fact]
    public void Time_WithLettersAfterItsUnit_IsTakenWithAWarning()
    {
        Assert.True(TimeValue.TryParse("10sec", TimeUnit.Milliseconds, out int valueMs, out ValueIssue? issue));
        Assert.Equal(10_000, valueMs);
        Assert.Equal(new ValueIssue(3, 2, "'ec' after the unit is ignored", "write '10s'"), issue);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("100", 100)]
    [InlineData("16k", 16_384)]
    [InlineData("16K", 16_384)]
    [InlineData("4m", 4_194_304)]
    [InlineData("1g", 1_073_741_824)]
    [InlineData("1G", 1_073_741_824)]
    public void Size_UnitsArePowersOf1024(string text, int value)
    {
        Assert.True(SizeValue.TryParse(text, out int actual, out ValueIssue? issue));
        Assert.Null(issue);
        Assert.Equal(value, actual);
    }

    [Theory]
    [InlineData("", 0, 0, "a size is missing")]
    [InlineData("k", 0, 1, "a size cannot start with 'k'")]
    [InlineData("-1", 0, 1, "a size cannot be negative")]
    [InlineData("1kb", 2, 1, "unexpected 'b' in a size")]
    [InlineData("1.5k", 1, 3, "unexpected '.5k' in a size")]
    [InlineData("1t", 1, 1, "unexpected 't' in a size")]
    [InlineData("2g", 0, 2, "the size is too large: at most 2147483647")]
    [InlineData("99999999999999999999g", 0, 21, "the size is too large: at most 2147483647")]
    public void Size_Wrong_IsExplained(string text, int offset, int length, string message)
    {
        Assert.False(SizeValue.TryParse(text, out _, out ValueIssue? issue));
        Assert.Equal((offset, length, message), (issue!.Offset, issue.Length, issue.Message));
    }

    [Fact]
    public void Size_HasTheLimitOfItsKeyword()
    {
        Assert.True(SizeValue.TryParse("3g", 4L << 30, out long value, out _));
        Assert.Equal(3L << 30, value);
    }
}
