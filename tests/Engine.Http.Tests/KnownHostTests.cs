using System.Text;
using Xunit;

namespace Engine.Http.Tests;

/// <summary>RFC 9112 section 3.2: a Host is judged in each request, also where one head serves many of them, one after the other.</summary>
public class KnownHostTests
{
    [Theory]
    [InlineData("a.example", "a.example", HttpFault.None)]
    [InlineData("a.example", "A.example:80", HttpFault.None)]
    [InlineData("a.example", "a.exam le", HttpFault.HostInvalid)]
    [InlineData("a.example", "a.example:x", HttpFault.HostInvalid)]
    [InlineData("a.example", "", HttpFault.HostEmpty)]
    [InlineData("a,b", "a,b", HttpFault.HostInvalid)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", "0123456789012345678901234567890123456789012345678901234567890123,", HttpFault.HostInvalid)]
    public void Host_OfTheNextRequest_IsJudgedByItself(string first, string second, HttpFault expected)
    {
        RequestHead head = new();
        Parse(head, first);
        Assert.Equal(expected, Parse(head, second));
        Assert.Equal(HttpFault.None, Parse(head, "a.example"));
        Assert.Equal(expected, Parse(head, second));
    }

    private static HttpFault Parse(RequestHead head, string host)
    {
        head.Reset();
        return RequestParser.Parse(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"), head, HeadLimits.Default).Fault;
    }
}
