using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary><c>http-err-codes</c> and <c>http-fail-codes</c> (CFG 3.1).</summary>
public sealed class StatusLineTests
{
    [Theory]
    [InlineData("maxconn 1", "400-499", "500 502-504 506-599")]
    [InlineData("http-err-codes 400,402-444,446-480,490", "400 402-444 446-480 490", "500 502-504 506-599")]
    [InlineData("http-err-codes 400-499 -450 +500", "400-449 451-500", "500 502-504 506-599")]
    [InlineData("http-err-codes -450-459", "400-449 460-499", "500 502-504 506-599")]
    [InlineData("http-fail-codes +501,505", "400-499", "500-599")]
    [InlineData("http-fail-codes 500\n http-fail-codes +599", "400-499", "500 599")]
    [InlineData("http-err-codes 100 200", "200", "500 502-504 506-599")]
    [InlineData("http-err-codes -100-599", "", "500 502-504 506-599")]
    public void Words_ReplaceAddAndRemove(string lines, string errors, string failures)
    {
        GlobalConfig global = Configured.Valid("global\n " + lines + "\n").Configuration.Global;
        Assert.Equal((errors, failures), (RangesOf(global.ErrorStatuses), RangesOf(global.FailureStatuses)));
        Assert.False(global.ErrorStatuses.Contains(99) || global.ErrorStatuses.Contains(600) || global.ErrorStatuses.Contains(int.MinValue) || global.ErrorStatuses.Contains(int.MaxValue));
    }

    [Theory]
    [InlineData("99", "99")]
    [InlineData("600", "600")]
    [InlineData("+400,", "")]
    [InlineData("499-400", "499-400")]
    [InlineData("+-400", "-400")]
    [InlineData("-4xx", "4xx")]
    public void WhatIsNoRange_IsAFault(string word, string range) =>
        Assert.Contains($"error 2: '{range}' is not a range of statuses between 100 and 599 (write it as: http-err-codes 400-499 -404 +500,502)", Configured.Read($"global\n http-err-codes {word}\n").Messages(), StringComparer.Ordinal);

    [Fact]
    public void NoWord_IsAFault() => Assert.StartsWith("error 2: 'http-fail-codes' needs ", Assert.Single(Configured.Read("global\n http-fail-codes\n").Messages()), StringComparison.Ordinal);

    private static string RangesOf(StatusSet set)
    {
        List<string> ranges = [];
        for (int first = 0; first < 1000; first++)
        {
            int last = first;
            while (set.Contains(last))
            {
                last++;
            }

            if (last > first)
            {
                ranges.Add(last - 1 > first ? $"{first}-{last - 1}" : $"{first}");
                first = last;
            }
        }

        return string.Join(' ', ranges);
    }
}
