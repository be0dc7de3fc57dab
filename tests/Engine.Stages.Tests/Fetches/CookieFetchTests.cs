using System.Collections.Generic;
using Engine.Proxy.Samples;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Fetches;

/// <summary>Cookie lines, expression, value. The values are those of HAProxy where nothing else is said.</summary>
public sealed class CookieFetchTests
{
    [Theory]
    [InlineData("a=1; b=2; a=3", "req.cook(a)", "3")]
    [InlineData("a=1; b=2; a=3", "cook(b)", "2")]
    [InlineData("a=1; b=2; a=3", "req.cook", "1")]
    [InlineData("a=1; b=2; a=3", "cookie(a)", "3")]
    [InlineData("a=; b=", "req.cook(a)", "")]
    [InlineData("b=x; a=", "req.cook(a)", "")]
    [InlineData("a = 1 ; b", "req.cook(a)", "1")]
    [InlineData("a = 1 ; b", "req.cook(b)", null)]
    [InlineData("$Version=1; a=1", "req.cook", "1")]
    [InlineData("a=1,2; b=3", "req.cook(a)", "1")]
    [InlineData("a=1,2; b=3", "req.cook(b)", "3")]
    [InlineData("a=1,b=4", "req.cook(b)", "4")]
    [InlineData("a=\"x;y\"; b=3", "req.cook(a)", "\"x;y\"")]
    [InlineData("a=\"x\\\";y\"; b=3", "req.cook(b)", "3")]
    [InlineData("A=1; aa=2", "req.cook(a)", null)]
    [InlineData("a=b=c", "req.cook(a)", "b=c")]
    [InlineData("a", "req.cook", null)]
    [InlineData(";a=1", "req.cook(a)", "1")]
    [InlineData("=5; a=6", "req.cook", "5")]
    [InlineData("a=x y ; b=1", "req.cook(a)", "x y")]

    // The manual: an empty cookie is a cookie. HAProxy 2.6 misses one at the end of a line that holds nothing else.
    [InlineData("a=", "req.cook(a)", "")]
    public void Value(string line, string expression, string? value) => Expect("Cookie: " + line, expression, value);

    [Theory]
    [InlineData("Cookie: a=1\r\nCookie: a=2; b=9", "req.cook(a)", "2")]
    [InlineData("Cookie: a=1\r\nCookie: a=2; b=9", "req.cook", "1")]
    [InlineData("Cookie: a=1\r\nCookie: a=2; b=9", "req.cook_cnt(a)", "2")]
    [InlineData("Cookie: a=1\r\nCookie: a=2; b=9", "cook_cnt", "3")]
    [InlineData("Cookie: a=1\r\nCookie: a=2; b=9", "req.cook_names", "a,a,b")]
    [InlineData("Cookie: a=1\r\nCookie: a=2; b=9", "req.cook_names(;)", "a;a;b")]
    [InlineData("X: a=1", "req.cook_cnt", "0")]
    [InlineData("X: a=1", "req.cook_names", null)]
    [InlineData("X: a=1", "req.cook", null)]
    public void SeveralLines(string lines, string expression, string? value) => Expect(lines, expression, value);

    [Theory]
    [InlineData("a=17", "17")]
    [InlineData("a=17b", "17")]
    [InlineData("a=; b=1", "0")]
    [InlineData("b=1", null)]
    public void Number(string line, string? value)
    {
        Expect("Cookie: " + line, "req.cook_val(a)", value);
        Expect("Cookie: " + line, "cook_val(a)", value);
    }

    [Fact]
    public void InAnAcl_EveryValueIsTried()
    {
        using SampleStand stand = new();
        stand.Next("GET / HTTP/1.1\r\nHost: h\r\nCookie: a=1; b=2; a=3\r\nCookie: c=4; a=5\r\n\r\n");
        Assert.Equal((IEnumerable<string>)["1", "3", "5"], stand.Values("req.cook(a)"));
        Assert.Equal((IEnumerable<string>)["1", "2", "3", "4", "5"], stand.Values("req.cook"));
        Assert.Equal((IEnumerable<string>)["1", "3", "5"], stand.Values("req.cook_val(a)"));
    }

    /// <summary>Attributes are no cookies, and each line sets one.</summary>
    [Theory]
    [InlineData("res.cook(a)", "3")]
    [InlineData("scook(b)", "2")]
    [InlineData("cookie(b)", "2")]
    [InlineData("res.cook", "1")]
    [InlineData("res.cook(Path)", null)]
    [InlineData("res.cook_cnt(a)", "2")]
    [InlineData("scook_cnt", "3")]
    [InlineData("res.cook_val(b)", "2")]
    [InlineData("scook_val(a)", "3")]
    [InlineData("res.cook_names(|)", "a|b|a")]
    public void OfTheResponse(string expression, string? value)
    {
        using SampleStand stand = new();
        stand.Respond("HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT\r\nSet-Cookie: b = 2 ;HttpOnly\r\nSet-Cookie: a=3\r\nSet-Cookie: none; Path=/x\r\n\r\n");
        Assert.Equal(value, stand.Text(expression, RulePoints.HttpResponse));
    }

    private static void Expect(string lines, string expression, string? value)
    {
        using SampleStand stand = new();
        Assert.Equal(value, stand.Next($"GET / HTTP/1.1\r\nHost: h\r\n{lines}\r\n\r\n").Text(expression));
    }
}
