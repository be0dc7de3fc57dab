using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Xunit;

namespace Engine.Stages.Tests.Stand;

/// <summary>What the stand can show.</summary>
public sealed class SampleStandTests
{
    private const string Request = "GET /Index.HTML?a=1 HTTP/1.1\r\nHost: example.com\r\nAccept: text/html, image/png\r\n\r\n";

    [Fact]
    public void AnExpression_IsEvaluatedAgainstARequest()
    {
        using SampleStand stand = new();
        stand.Next(Request);
        Assert.Equal("/index.html", stand.Text("path,lower"));
        Assert.Equal(new Answer(SampleType.Text, "GET"), stand.Evaluate("method"));
        Assert.Null(stand.Evaluate("req.hdr(cookie)"));
        Assert.Equal(["text/html", "image/png"], stand.Values("req.hdr(accept)"));
    }

    [Fact]
    public void AnExpression_IsEvaluatedAgainstAResponse()
    {
        using SampleStand stand = new();
        stand.Next(Request).Respond("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n");
        Assert.Equal("text/plain", stand.Text("hdr(content-type)", RulePoints.HttpResponse));
    }

    [Fact]
    public void TheEndsOfTheConnection_AreTheTestsChoice()
    {
        using SampleStand stand = new();
        stand.Connect("[2001:db8::1]:1234", "10.0.0.1:443");
        Assert.Equal(new Answer(SampleType.IPv6, "2001:db8::1"), stand.Evaluate("src"));
        Assert.Equal(new Answer(SampleType.Integer, "1234"), stand.Evaluate("src_port"));
        Assert.Equal(new Answer(SampleType.IPv4, "10.0.0.1"), stand.Evaluate("dst"));
    }

    [Fact]
    public void AFormat_IsRendered()
    {
        using SampleStand stand = new();
        Assert.Equal("for 192.0.2.1: GET", stand.Format("for %[src]: %[method]"));
    }

    [Fact]
    public void Rules_AreRun()
    {
        using SampleStand stand = new("""
            acl has-cookie req.hdr(cookie) -m found
            http-request set-header X-Path %[path] unless has-cookie
            http-request deny if has-cookie
            """);
        Assert.Equal(RuleVerdictKind.Continue, stand.Next(Request).RunRequestRules().Kind);
        Assert.Equal("/Index.HTML", stand.Text("req.hdr(x-path)"));
        Assert.Equal(403, stand.Next("GET / HTTP/1.1\r\nHost: a\r\nCookie: b=c\r\n\r\n").RunRequestRules().Reply!.Status);
    }

    [Fact]
    public void ACondition_HoldsOrNot()
    {
        Assert.True(SampleStand.Holds("{ req.hdr(accept) -m found }", Request));
        Assert.False(SampleStand.Holds("{ req.hdr(cookie) -m found }", Request));
    }

    [Fact]
    public void Findings_AreRendered() =>
        Assert.Contains("no such ACL: 'nobody'", SampleStand.Diagnose("http-request deny if nobody"), System.StringComparison.Ordinal);
}
