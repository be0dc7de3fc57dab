using Engine.Proxy.Samples;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Fetches;

/// <summary>Status line, expression, value.</summary>
public sealed class ResponseFetchTests
{
    [Theory]
    [InlineData("HTTP/1.1 302 Found", "status", "302")]
    [InlineData("HTTP/1.1 302 Found", "txn.status", "302")]
    [InlineData("HTTP/1.1 302 Found", "res.ver", "1.1")]
    [InlineData("HTTP/1.0 200 OK", "resp_ver", "1.0")]
    [InlineData("HTTP/1.1 200 OK", "res.comp", "0")]
    [InlineData("HTTP/1.1 200 OK", "res.comp_algo", null)]
    public void OfTheResponse(string line, string expression, string? value)
    {
        using SampleStand stand = new();
        stand.Respond($"{line}\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal(value, stand.Text(expression, RulePoints.HttpResponse));
    }

    [Fact]
    public void WithoutServer_ThereIsNoStatusOfAServer()
    {
        using SampleStand stand = new();
        Assert.Null(stand.Text("server_status", RulePoints.Log));
        Assert.Null(stand.Text("status", RulePoints.Log));
    }
}
