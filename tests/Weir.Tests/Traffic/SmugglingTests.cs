using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>
/// Requests that two readers could take for different ones: refused and the connection closed, with nothing of them at the origin
/// (RFC 9112 sections 6.3 and 11.2).
/// </summary>
public sealed class SmugglingTests
{
    private const string Hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";

    [Theory]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 6\r\n\r\nhello!")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551621\r\n\r\nhello")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\nhello")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\nhello")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\n Content-Length: 5\r\n\r\nhello")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(400, "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(422, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(413, "GET / HTTP/1.0\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")]
    public Task Length_ThatCanBeReadTwoWays_IsRefused(int status, string request) => RefusedAsync(status, request);

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost:\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n")]
    [InlineData("GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET a HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET * HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("CONNECT a HTTP/1.1\r\nHost: a\r\n\r\n")]
    public Task Destination_ThatIsNotOne_IsRefused(string request) => RefusedAsync(400, request);

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n: empty\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX(: 1\r\n\r\n")]
    [InlineData("\rG")]
    [InlineData("GET / HTTP/1.1\rH")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX: a\rb")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX Y")]
    [InlineData("GET / HTTP/1.1 \r\nHost: a\r\n\r\n")]
    [InlineData(" GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /#a HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.2\r\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/2.0\r\nHost: a\r\n\r\n")]
    [InlineData("GET / http/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("G(T / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    public Task Head_ThatIsNotOne_IsRefused(string request) => RefusedAsync(400, request);

    [Fact]
    public async Task Head_ThatDoesNotFit_IsRefused()
    {
        // tune.bufsize less tune.maxrewrite: 16384 - 1024. RFC 6585 section 5; RFC 9110 section 15.5.15.
        string fields = $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('x', 15400)}\r\n\r\n";
        string target = $"GET /{new string('x', 15400)} HTTP/1.1\r\nHost: a\r\n\r\n";
        string many = "GET / HTTP/1.1\r\nHost: a\r\n" + string.Concat(System.Linq.Enumerable.Repeat("X: y\r\n", 101)) + "\r\n";
        using TestStand stand = await TestStand.StartAsync();
        await RefusedAsync(stand, 431, fields);
        await RefusedAsync(stand, 414, target);
        await RefusedAsync(stand, 400, many);
    }

    [Fact]
    public async Task LengthAndChunks_Together_ChunksCountAndTheConnectionEnds()
    {
        // RFC 9112 section 6.1: Transfer-Encoding overrides, Content-Length goes, and what follows is not another request.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + Hidden);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        await client.ExpectEndAsync();
        await server.ExpectGoneAsync();
        Assert.False(stand.Origin.HasVisitor);
    }

    [Theory]
    [InlineData("x\r\n")]
    [InlineData("5 \r\nhello\r\n0\r\n\r\n")]
    [InlineData("5\nhello\r\n0\r\n\r\n")]
    [InlineData("5\r\nhello!\r\n0\r\n\r\n")]
    [InlineData("5;\0\r\nhello\r\n0\r\n\r\n")]
    [InlineData("0x5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("0\r\nBad Trailer: 1\r\n\r\n")]
    public async Task BrokenChunk_EndsBothConnections(string chunks)
    {
        // RFC 9112 section 7.1: the head may have gone ahead, but the server never sees an end of the body, nor what hides behind it.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + Hidden);
        Assert.Equal(400, (await client.ReceiveReplyAsync()).Status);
        await client.ExpectEndAsync();

        using Wire server = await stand.AcceptAsync();
        string seen = await server.ReceiveUntilEndAsync();
        Assert.DoesNotContain("hidden", seen);
        Assert.DoesNotContain("\r\n0\r\n\r\n", seen);
    }

    [Fact]
    public async Task BodyOnGet_IsABody()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        string request = $"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}";
        await client.SendAsync(request);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(request);
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await stand.ExchangeAsync(client, server);
    }

    [Fact]
    public async Task AbsoluteForm_ThatAgreesWithHost_Passes()
    {
        // RFC 9112 section 3.2.2.
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET http://a:80/x HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        Assert.StartsWith("GET ", await server.ReceiveHeadAsync());
    }

    private static async Task RefusedAsync(int status, string request)
    {
        using TestStand stand = await TestStand.StartAsync();
        await RefusedAsync(stand, status, request);
    }

    private static async Task RefusedAsync(TestStand stand, int status, string request)
    {
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(request + Hidden);
        Reply reply = await client.ReceiveReplyAsync();
        Assert.Equal((status, "close"), (reply.Status, reply["Connection"]));
        await client.ExpectEndAsync();
        Assert.False(stand.Origin.HasVisitor);
    }
}
