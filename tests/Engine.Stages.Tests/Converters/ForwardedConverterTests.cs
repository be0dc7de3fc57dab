using System;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>The Forwarded field (RFC 7239, CFG 7.3.1 rfc7239_*).</summary>
public sealed class ForwardedConverterTests(ConverterStand stand) : IClassFixture<ConverterStand>
{
    [Theory]
    [InlineData("for=127.0.0.1;proto=http", "1")]
    [InlineData("for=127.0.0.1;proto=custom", "0")]
    [InlineData("For=\"[2001:db8:cafe::17]:4711\"", "1")]
    [InlineData("for=[2001:db8:cafe::17]", "0")]
    [InlineData("for=192.0.2.60;proto=http;by=203.0.113.43", "1")]
    [InlineData("for=192.0.2.43, for=198.51.100.17", "0")]
    [InlineData("for=_hidden;by=\"_SEVKISEK:_port\"", "1")]
    [InlineData("for=unknown", "1")]
    [InlineData("for=1.2.3.4;for=1.2.3.4", "0")]
    [InlineData("for=\"1.2.3.4:99999\"", "0")]
    [InlineData("for=\"1.2.3.4", "0")]
    [InlineData("for=", "0")]
    [InlineData("for", "0")]
    [InlineData("", "0")]
    [InlineData(";", "0")]
    [InlineData("for=a", "0")]
    [InlineData("host=\"example.com:80\";proto=https", "1")]
    [InlineData("host=\"a b\"", "0")]
    [InlineData("secret=x", "1")]
    [InlineData("for=1.2.3.4;", "0")]
    public void AnElement_IsValidOrNot(string text, string expected) => Assert.Equal(expected, On(text, "rfc7239_is_valid"));

    [Theory]
    [InlineData("for=127.0.0.1;proto=http", "proto", "http")]
    [InlineData("for=\"_name:_port\";host=\"example.com:80\"", "host", "example.com:80")]
    [InlineData("for=\"[2001:db8::1]:80\"", "for", "[2001:db8::1]:80")]
    [InlineData("by=_x;for=1.2.3.4", "by", "_x")]
    [InlineData("for=1.2.3.4", "by", null)]
    [InlineData("for=1.2.3.4;proto=x", "for", null)]
    public void AParameter_IsTakenOut(string text, string name, string? expected) => Assert.Equal(expected, On(text, $"rfc7239_field({name})"));

    [Theory]
    [InlineData("127.0.0.1", "rfc7239_n2nn", "127.0.0.1")]
    [InlineData("127.0.0.1:9999", "rfc7239_n2nn", "127.0.0.1")]
    [InlineData("[ab:cd:ff:ff:ff:ff:ff:ff]:9998", "rfc7239_n2nn", "ab:cd:ff:ff:ff:ff:ff:ff")]
    [InlineData("_name:_port", "rfc7239_n2nn", "_name")]
    [InlineData("unknown", "rfc7239_n2nn", "unknown")]
    [InlineData("::1", "rfc7239_n2nn", null)]
    [InlineData("_", "rfc7239_n2nn", null)]
    [InlineData("name", "rfc7239_n2nn", null)]
    [InlineData("[::1", "rfc7239_n2nn", null)]
    [InlineData("127.0.0.1:9999", "rfc7239_n2np", "9999")]
    [InlineData("_name:_port", "rfc7239_n2np", "_port")]
    [InlineData("unknown:80", "rfc7239_n2np", "80")]
    [InlineData("127.0.0.1", "rfc7239_n2np", null)]
    [InlineData("127.0.0.1:", "rfc7239_n2np", null)]
    public void ANode_IsTakenApart(string node, string converter, string? expected) => Assert.Equal(expected, On(node, converter));

    [Theory]
    [InlineData("ipv4(127.0.0.1),rfc7239_nn", "127.0.0.1")]
    [InlineData("ipv6(2001:db8::1),rfc7239_nn", "[2001:db8::1]")]
    [InlineData("str(),rfc7239_nn", "unknown")]
    [InlineData("str(name),rfc7239_nn", "_name")]
    [InlineData("str('a b'),rfc7239_nn", null)]
    [InlineData("int(80),rfc7239_np", "80")]
    [InlineData("str(name),rfc7239_np", "_name")]
    [InlineData("str(),rfc7239_np", null)]
    public void ANode_IsMade(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Fact]
    public void AnUnknownParameter_IsReported() =>
        Assert.Contains("no parameter of a Forwarded field", ConverterStand.Diagnose("str(x),rfc7239_field(port)"), StringComparison.Ordinal);

    private string? On(string text, string converter)
    {
        stand.Set("txn.text", text);
        return stand.Text($"str(),concat(,txn.text),{converter}");
    }
}
