using System;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>URLs, parameters, hosts and languages (CFG 7.3.1).</summary>
public sealed class UrlConverterTests(ConverterStand stand) : IClassFixture<ConverterStand>
{
    [Theory]
    [InlineData("str(a%20b+c),url_dec", "a b+c")]
    [InlineData("str(a%20b+c),url_dec(1)", "a b c")]
    [InlineData("str(a+b?c+d),url_dec", "a+b?c d")]
    [InlineData("str(a+b?c+d),url_dec(0)", "a+b?c d")]
    [InlineData("str(a+b),url_dec(2)", "a b")]
    [InlineData("str(a%2),url_dec", null)]
    [InlineData("str(a%zz),url_dec", null)]
    [InlineData("str(%41%4a),url_dec", "AJ")]
    [InlineData("str(a%00b),url_dec,length", "3")]
    [InlineData("str('a b/c?d=\u00c3\u00a9&e_f-g.h~i'),url_enc", "a%20b%2Fc%3Fd%3D%C3%A9%26e_f-g.h~i")]
    [InlineData("str(a!*'%'),url_enc(query)", "a%21%2A%25")]
    [InlineData("str(),url_enc", "")]
    public void Urls_AreDecodedAndEncoded(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("str(a=b&c=d&a=r),param(a)", "b")]
    [InlineData("str(a&b=c),param(a)", "")]
    [InlineData("str(a=&b&c=a),param(b)", "")]
    [InlineData("str(a=1;b=2;c=4),param(b,;)", "2")]
    [InlineData("str(a=1),param(b)", null)]
    [InlineData("str(),param(b)", null)]
    [InlineData("str(ab=1&b=2),param(b)", "2")]
    public void Parameters_AreFound(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("str(example.com:80),host_only", "example.com")]
    [InlineData("str(EXAMPLE.com),host_only", "example.com")]
    [InlineData("str([::1]:80),host_only", "[::1]")]
    [InlineData("str([::1]),host_only", "[::1]")]
    [InlineData("str(1.2.3.4:80),host_only", "1.2.3.4")]
    [InlineData("str(::1),host_only", ":")]
    [InlineData("str(a:),host_only", "a")]
    [InlineData("str(a:b:80),host_only", "a:b")]
    [InlineData("str(example.com:80),port_only", "80")]
    [InlineData("str(example.com),port_only", "0")]
    [InlineData("str([::1]:80),port_only", "80")]
    [InlineData("str([::1]),port_only", "0")]
    [InlineData("str(a:),port_only", "0")]
    [InlineData("str(a:b),port_only", "0")]
    [InlineData("str(a:70000),port_only", "0")]
    public void Hosts_AreTakenApart(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("str('fr, en;q=0.8, de;q=0.9'),language(en;de)", "de")]
    [InlineData("str('fr, en;q=0.8, de;q=0.9'),language(es)", null)]
    [InlineData("str('fr, en;q=0.8, de;q=0.9'),language(es,en)", "en")]
    [InlineData("str('en-GB, fr;q=0.5'),language(fr;en)", "en")]
    [InlineData("str('en-GB, fr;q=0.5'),language(fr;en-GB)", "en-GB")]
    [InlineData("str('en;q=0'),language(en)", null)]
    [InlineData("str(EN),language(en)", null)]
    [InlineData("str('en;q=1.001'),language(en)", "en")]
    [InlineData("str('en ; q = 0.3 , fr;q=0.4'),language(en;fr)", "fr")]
    [InlineData("str(*),language(en;fr)", null)]
    [InlineData("str('da;q=0.5, en;q=0.5'),language(en;da)", "da")]
    [InlineData("str(),language(en,de)", "de")]
    public void Languages_AreChosen(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("ipv4(127.0.0.1),ipmask(8)", "127.0.0.0")]
    [InlineData("ipv4(127.0.0.1),ipmask(255.255.0.0)", "127.0.0.0")]
    [InlineData("ipv4(10.1.2.3),ipmask(0)", "0.0.0.0")]
    [InlineData("ipv4(10.1.2.3),ipmask(32)", "10.1.2.3")]
    [InlineData("ipv6(2001:db8:1:2::5),ipmask(24)", null)]
    [InlineData("ipv6(2001:db8:1:2::5),ipmask(24,64)", "2001:db8:1:2::")]
    [InlineData("ipv6(2001:db8:1:2::5),ipmask(24,ffff::)", "2001::")]
    [InlineData("ipv6(2001:db8::5),ipmask(24,128)", "2001:db8::5")]
    [InlineData("ipv4(10.1.2.3),ipmask(24,64)", "10.1.2.0")]
    [InlineData("str(10.1.2.3),ipmask(24)", "10.1.2.0")]
    [InlineData("str(::ffff:10.1.2.3),ipmask(24)", "10.1.2.0")]
    [InlineData("str(::1),ipmask(24)", null)]
    [InlineData("str(x),ipmask(24)", null)]
    public void Networks_AreMasked(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("str(a),url_enc(x)", "no form of encoding")]
    [InlineData("str(a),param(a,bc)", "more than one delimiter")]
    [InlineData("src,ipmask(33)", "no IPv4 mask")]
    [InlineData("src,ipmask(24,129)", "no IPv6 mask")]
    [InlineData("src,ipmask(::1)", "no IPv4 mask")]
    public void WhatCannotWork_IsReported(string expression, string message) =>
        Assert.Contains(message, ConverterStand.Diagnose(expression), StringComparison.Ordinal);
}
