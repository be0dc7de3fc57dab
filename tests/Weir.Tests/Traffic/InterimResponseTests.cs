using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>1xx responses and Expect (RFC 9110 sections 10.1.1 and 15.2): the server's to send, the client's to have.</summary>
public sealed class InterimResponseTests
{
    private const string Waiting = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task Expect_ThatTheServerGrants_BringsTheBody()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Waiting);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Waiting);
        await server.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 100 Continue\r\n\r\n");
        await client.SendAsync("hello");
        await server.ExpectAsync("hello");
        await server.SendAsync(Ok);
        await client.ExpectAsync(Ok);
        await stand.ExchangeAsync(client, server);
    }

    [Fact]
    public async Task Expect_ThatTheServerRefuses_EndsTheClient_WhoMayNeverSendItsBody()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Waiting);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Waiting);
        await server.SendAsync("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 417 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await client.ExpectEndAsync();
        await server.ExpectGoneAsync();
    }

    [Fact]
    public async Task Expect_OfSomethingElse_IsTheServersToJudge()
    {
        const string Request = "GET / HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n";
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Request);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Request);
    }

    [Fact]
    public async Task RequestThatAKeptConnectionBeganToAnswer_IsNotSentAgain()
    {
        const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        const string Hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using (Wire server = await stand.AcceptAsync())
        {
            await server.ExpectAsync(Get);
            await server.SendAsync(Ok);
            await client.ExpectAsync(Ok);
            await client.SendAsync(Get);
            await server.ExpectAsync(Get);
            await server.SendAsync(Hints);
            await client.ExpectAsync(Hints);
        }

        Assert.Equal(502, (await client.ReceiveReplyAsync()).Status);
        Assert.Equal(1, stand.Origin.Accepted);
    }

    [Fact]
    public async Task Hints_PassBeforeTheResponse()
    {
        const string Hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n";
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync(Hints);
        await client.ExpectAsync(Hints);
        await server.SendAsync(Ok);
        await client.ExpectAsync(Ok);
        await stand.ExchangeAsync(client, server);
    }

    /// <summary>RFC 9110 section 8.6: a client that believed such a length would take the response for content.</summary>
    [Theory]
    [InlineData("Content-Length: 5\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n")]
    public async Task LengthOfAnInterimResponse_IsTakenOut(string framing)
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 103 Early Hints\r\n" + framing + "Link: </a>\r\n\r\n" + Ok);
        await client.ExpectAsync("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + Ok);
        await stand.ExchangeAsync(client, server);
    }

    [Fact]
    public async Task OldClient_IsSparedThem()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.0\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + Ok);
        await client.ExpectAsync(Ok);
        await client.ExpectEndAsync();
    }
}
