using System;
using System.Collections.Generic;
using System.Text;
using Xunit;

namespace Engine.Http.Tests;

/// <summary>RFC 9110 sections 5.6.1 and 5.6.4.</summary>
public sealed class QuotedListTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" , ,", "")]
    [InlineData("a", "a")]
    [InlineData(" a ,, b=c ", "a|b=c")]
    [InlineData("a=\"b,c\", d", "a=\"b,c\"|d")]
    [InlineData("\"a,b\"", "\"a,b\"")]
    [InlineData("a=\"b\\\",c\",d", "a=\"b\\\",c\"|d")]
    [InlineData("a=\"b\\\\\",c", "a=\"b\\\\\"|c")]
    [InlineData("a=\"\",b", "a=\"\"|b")]
    [InlineData("a\"b,c\"d\"e,f\",g", "a\"b,c\"d\"e,f\"|g")]
    [InlineData("a\\,b", "a\\|b")]
    [InlineData("a=\"b,c", "a=\"b,c!")]
    [InlineData("a, \"", "a|\"!")]
    [InlineData("a,b=\"c\\", "a|b=\"c\\!")]
    [InlineData("a,b=\"c\\\"", "a|b=\"c\\\"!")]
    public void Elements_AreWhatCommasOutsideQuotesSeparate(string list, string expected)
    {
        List<string> elements = [];
        ReadOnlySpan<byte> rest = Encoding.ASCII.GetBytes(list);
        while (QuotedList.TryNext(ref rest, out ReadOnlySpan<byte> element, out bool isClosed))
        {
            elements.Add(Encoding.ASCII.GetString(element) + (isClosed ? "" : "!"));
        }

        Assert.Equal(expected, string.Join('|', elements));
    }
}
