using System.Collections.Generic;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Fetches;

/// <summary>Target, expression, value: parameters of the query (CFG 7.3.6 url_param).</summary>
public sealed class ParameterFetchTests
{
    [Theory]
    [InlineData("/?a=1&b=2", "url_param(a)", "1")]
    [InlineData("/?a=1&b=2", "urlp(b)", "2")]
    [InlineData("/?a=1&b=2", "urlp", "1")]
    [InlineData("/?a=1;b=2", "url_param(b)", "2")]
    [InlineData("/?a=1;b=2", "url_param(,;)", "2")]
    [InlineData("/?ab=1&b=2", "urlp(b)", "2")]
    [InlineData("/?ab=1&b=2", "urlp(a)", null)]
    [InlineData("/?b", "urlp(b)", null)]
    [InlineData("/?b", "urlp", null)]
    [InlineData("/?b&a=3", "urlp", "3")]
    [InlineData("/?a=", "urlp(a)", "")]
    [InlineData("/?=x", "urlp", "x")]
    [InlineData("/?x&=y&a=b=c", "urlp(a)", "b=c")]
    [InlineData("/?a=1&a=2", "urlp(a)", "1")]
    [InlineData("/?A=7", "urlp(a)", null)]
    [InlineData("/?A=7", "urlp(a,,i)", "7")]
    [InlineData("/?A=7&a=8", "urlp(a,?)", "8")]
    [InlineData("/?a=%41+b", "urlp(a)", "%41+b")]
    [InlineData("/p", "urlp(a)", null)]

    // The manual's examples: a session identifier in the query, and one behind a semicolon.
    [InlineData("/foo?PHPSESSIONID=some_id", "urlp(PHPSESSIONID)", "some_id")]
    [InlineData("/foo;JSESSIONID=some_id", "urlp(JSESSIONID,;)", "some_id")]
    [InlineData("/p;j=5?b=2", "urlp(j,;)", "5?b=2")]
    public void Text(string target, string expression, string? value) => Expect(target, expression, value);

    [Theory]
    [InlineData("/?a=12", "12")]
    [InlineData("/?a=12abc", "12")]
    [InlineData("/?a=-5", "-5")]
    [InlineData("/?a=", "0")]
    [InlineData("/?a=x", "0")]

    // HAProxy computes with whatever character it meets, in 32 bits.
    [InlineData("/?a=+5", "5")]
    [InlineData("/?a=99999999999", "99999999999")]
    [InlineData("/?a=99999999999999999999", "9223372036854775807")]
    [InlineData("/?a=-99999999999999999999", "-9223372036854775808")]
    [InlineData("/?b=1", null)]
    public void Number(string target, string? value) => Expect(target, "urlp_val(a)", value);

    [Fact]
    public void InAnAcl_EveryValueIsTried()
    {
        using SampleStand stand = new();
        stand.Next("GET /?a=1&b=2;a=3&c HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal((IEnumerable<string>)["1", "3"], stand.Values("urlp(a)"));
        Assert.Equal((IEnumerable<string>)["1", "2", "3"], stand.Values("urlp"));
        Assert.Equal((IEnumerable<string>)["1", "3"], stand.Values("urlp_val(a)"));
    }

    [Fact]
    public void AFlagThatMeansNothing_IsWarnedOf() =>
        Assert.Contains("'x' means nothing to 'urlp'", SampleStand.Diagnose("http-request set-header X %[urlp(a,,x)]"), System.StringComparison.Ordinal);

    private static void Expect(string target, string expression, string? value)
    {
        using SampleStand stand = new();
        Assert.Equal(value, stand.Next($"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n").Text(expression));
    }
}
