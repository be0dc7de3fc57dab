using System;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>Names of proxies and servers, numbers of certificate errors, and <c>debug</c> (CFG 7.3.1).</summary>
public sealed class NameConverterTests
{
    [Theory]
    [InlineData("str(front),fe_exists", "1")]
    [InlineData("str(back),fe_exists", "0")]
    [InlineData("str(),fe_exists", "0")]
    [InlineData("str(back),nbsrv", "2")]
    [InlineData("str(nope),nbsrv", null)]
    [InlineData("str(back/one),srv_is_up", "1")]
    [InlineData("str(back/down),srv_is_up", "0")]
    [InlineData("str(back/two),srv_is_up", null)]
    [InlineData("str(nope/one),srv_is_up", null)]
    [InlineData("str(one),srv_is_up", null)]
    [InlineData("str(back/one),srv_queue", "0")]
    [InlineData("str(back/two),srv_queue", null)]
    [InlineData("int(0),x509_v_err_str", "X509_V_OK")]
    [InlineData("int(18),x509_v_err_str", "X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT")]
    [InlineData("int(94),x509_v_err_str", "X509_V_ERR_EC_KEY_EXPLICIT_PARAMS")]
    [InlineData("int(95),x509_v_err_str", "95")]
    [InlineData("int(-1),x509_v_err_str", "-1")]
    [InlineData("str(abc),debug(prefix,stdout)", "abc")]
    [InlineData("str(abc),debug", "abc")]
    public void Names_AreLookedUp(string expression, string? expected)
    {
        using SampleStand stand = new(backend: "server more 192.0.2.11:80\n    server down 192.0.2.12:80 disabled");
        Assert.Equal(expected, stand.Text(expression));
    }

    [Fact]
    public void AServersNameAlone_IsLookedUpInTheBackendOfTheExchange()
    {
        using SampleStand stand = new();
        stand.Respond("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal("1", stand.Text("str(one),srv_is_up"));
    }

    [Fact]
    public void AnUnknownSink_IsReported() =>
        Assert.Contains("no event sink 'nowhere'", ConverterStand.Diagnose("str(x),debug(a,nowhere)"), StringComparison.Ordinal);
}
