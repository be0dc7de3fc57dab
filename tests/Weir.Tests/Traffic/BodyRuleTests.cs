using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Rules that look into bodies: <c>option http-buffer-request</c>, <c>wait-for-body</c>, and what becomes of the body behind them.</summary>
public sealed class BodyRuleTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task BufferedRequest_IsSentOnceItIsWhole()
    {
        using TestStand stand = await TestStand.StartAsync(frontend: "option http-buffer-request\n    http-request set-header X-Body %[req.body]\n    http-request set-header X-Size %[req.body_len]/%[req.body_size]");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
        await Task.Delay(50);
        Assert.False(stand.Origin.HasVisitor);
        await client.SendAsync("cd");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nX-Body: abcd\r\nX-Size: 4/4\r\n\r\nabcd");
        await server.SendAsync(Ok);
        await client.ExpectAsync(Ok);

        // The same connections serve on, without a body and with one that comes along.
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST /q HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nz");
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Body: \r\nX-Size: 0/0\r\n\r\n");
        await server.SendAsync(Ok);
        await server.ExpectAsync("POST /q HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nX-Body: z\r\nX-Size: 1/1\r\n\r\nz");
        await server.SendAsync(Ok);
        await client.ExpectAsync(Ok + Ok);
    }

    [Fact]
    public async Task ABodyWithLineEnds_CannotBeginAnotherField()
    {
        using TestStand stand = await TestStand.StartAsync(frontend: "option http-buffer-request\n    http-request set-header V %[req.body]");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\na\r\nX: 1\r\n\t");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nV: a%0D%0AX: 1%0D%0A\t\r\n\r\na\r\nX: 1\r\n\t");
        await server.SendAsync(Ok);
        await client.ExpectAsync(Ok);
    }

    [Fact]
    public async Task BufferedChunks_AreDecodedForTheRules_AndGoOnAsChunks()
    {
        using TestStand stand = await TestStand.StartAsync(backend: "option http-buffer-request\n    http-request set-header X-Param %[req.body_param(b)]\n    http-request set-header X-Size %[req.body_len]/%[req.body_size]");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na=1&b\r\n3;x=y\r\n=");
        await Task.Delay(50);
        Assert.False(stand.Origin.HasVisitor);
        await client.SendAsync("xy\r\n0\r\nT: t\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nX-Param: xy\r\nX-Size: 8/8\r\n\r\n5\r\na=1&b\r\n3\r\n=xy\r\n0\r\nT: t\r\n\r\n");
        await server.SendAsync(Ok);
        await client.ExpectAsync(Ok);
    }

    [Fact]
    public async Task ABodyLargerThanTheBlock_IsSentWhenTheBlockIsFull()
    {
        using TestStand stand = await TestStand.StartAsync(frontend: "option http-buffer-request\n    http-request set-header X-Size %[req.body_len]/%[req.body_size]");
        using Wire client = await stand.ConnectAsync();
        string body = new('x', 40000);
        await client.SendAsync("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 40000\r\n\r\n" + body[..20000]);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 40000\r\nX-Size: 16384/40000\r\n\r\n");
        await client.SendAsync(body[20000..]);
        Assert.Equal(body, await server.ReceiveAsync(40000));
        await server.SendAsync(Ok);
        await client.ExpectAsync(Ok);
    }

    [Fact]
    public async Task AClientThatExpectsContinue_IsToldToGoOn_AndTheServerIsNotAsked()
    {
        using TestStand stand = await TestStand.StartAsync(frontend: "option http-buffer-request");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST /p HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 100 Continue\r\n\r\n");
        Assert.False(stand.Origin.HasVisitor);
        await client.SendAsync("ab");
        await Task.Delay(20);
        await client.SendAsync("cd");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd");
        await server.SendAsync(Ok);
        await client.ExpectAsync(Ok);

        // Nobody waits for what is there: the server decides as if there were no rules.
        await client.SendAsync("POST /p HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx");
        await server.ExpectAsync("POST /p HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx");
    }

    [Theory]
    [InlineData("option http-buffer-request\n    timeout http-request 150ms")]
    [InlineData("http-request wait-for-body time 150ms")]
    [InlineData("http-request wait-for-body time 150ms at-least 3")]
    public async Task ABodyThatDoesNotCome_IsAnsweredWith408(string frontend)
    {
        using TestStand stand = await TestStand.StartAsync(frontend: frontend);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
        Reply reply = await client.ReceiveReplyAsync();
        Assert.Equal((408, "close"), (reply.Status, reply["Connection"]));
        await client.ExpectEndAsync();
        Assert.False(stand.Origin.HasVisitor);
    }

    [Fact]
    public async Task ABodyThatIsCut_IsAnsweredWith400()
    {
        using TestStand stand = await TestStand.StartAsync(frontend: "option http-buffer-request");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
        client.FinishSending();
        Assert.Equal(400, (await client.ReceiveReplyAsync()).Status);
        await client.ExpectEndAsync();

        using Wire broken = await stand.ConnectAsync();
        await broken.SendAsync("POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        await Task.Delay(20);
        await broken.SendAsync("zz\r\n");
        Assert.Equal(400, (await broken.ReceiveReplyAsync()).Status);
        await broken.ExpectEndAsync();
        Assert.False(stand.Origin.HasVisitor);
    }

    [Fact]
    public async Task WaitForBody_AtLeast_WaitsForNoMore()
    {
        using TestStand stand = await TestStand.StartAsync(frontend: "http-request wait-for-body time 10s at-least 3\n    http-request set-header X-Size %[req.body_len]/%[req.body_size]");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab");
        await Task.Delay(50);
        Assert.False(stand.Origin.HasVisitor);
        await client.SendAsync("c");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nX-Size: 3/9\r\n\r\nabc");
        await client.SendAsync("defghi");
        await server.ExpectAsync("defghi");
        await server.SendAsync(Ok);
        await client.ExpectAsync(Ok);
    }

    [Fact]
    public async Task ARefusedRequest_WhoseBodyIsThere_LeavesTheConnectionToTheNext()
    {
        using TestStand stand = await TestStand.StartAsync(frontend: "http-request wait-for-body time 10s\n    http-request deny");
        using Wire client = await stand.ConnectAsync();
        for (int i = 0; i < 2; i++)
        {
            await client.SendAsync("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
            await Task.Delay(20);
            await client.SendAsync("cd");
            Assert.Equal((403, null), await StatusAndConnectionAsync());
            await client.SendAsync("POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n");
            Assert.Equal((403, null), await StatusAndConnectionAsync());
        }

        async Task<(int, string?)> StatusAndConnectionAsync()
        {
            Reply reply = await client.ReceiveReplyAsync();
            return (reply.Status, reply["Connection"]);
        }
    }

    [Theory]
    [InlineData("Content-Length: 4\r\n", "ab", "cd", "abcd", "4/4")]
    [InlineData("Transfer-Encoding: chunked\r\n", "2\r\nab\r\n", "2\r\ncd\r\n0\r\n\r\n", "2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n", "4/4")]
    public async Task AResponseThatRulesWaitFor_GoesOnAsItCame(string framing, string first, string second, string body, string sizes)
    {
        using TestStand stand = await TestStand.StartAsync(frontend: "http-response wait-for-body time 10s\n    http-response set-header X-Body %[res.body]\n    http-response set-header X-Size %[res.body_len]/%[res.body_size]");
        using Wire client = await stand.ConnectAsync();
        Wire? server = null;
        for (int i = 0; i < 2; i++)
        {
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            server ??= await stand.AcceptAsync();
            await server.ReceiveHeadAsync();
            await server.SendAsync($"HTTP/1.1 200 OK\r\n{framing}\r\n{first}");
            await Task.Delay(50);
            Assert.True(client.IsSilent);
            await server.SendAsync(second);
            await client.ExpectAsync($"HTTP/1.1 200 OK\r\n{framing}X-Body: abcd\r\nX-Size: {sizes}\r\n\r\n{body}");
        }

        server!.Dispose();
    }

    [Fact]
    public async Task AResponseThatDoesNotCome_IsAnsweredWith504_AndOneThatIsCutGoesAsFarAsItCame()
    {
        using TestStand stand = await TestStand.StartAsync(frontend: "http-response wait-for-body time 150ms\n    http-response set-header X-Size %[res.body_len]/%[res.body_size]");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire slow = await stand.AcceptAsync();
        await slow.ReceiveHeadAsync();
        await slow.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab");
        Assert.Equal(504, (await client.ReceiveReplyAsync()).Status);
        await slow.ExpectGoneAsync();

        using Wire other = await stand.ConnectAsync();
        await other.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using (Wire server = await stand.AcceptAsync())
        {
            await server.ReceiveHeadAsync();
            await server.SendAsync("HTTP/1.1 200 OK\r\n\r\nab");
        }

        await other.ExpectAsync("HTTP/1.1 200 OK\r\nX-Size: 2/2\r\nConnection: close\r\n\r\nab");
        await other.ExpectEndAsync();
    }
}
