using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>
/// Who is told what about its connection, and who keeps it, in the three modes (CFG 4, "option http-keep-alive", "option
/// http-server-close", "option httpclose") between clients and servers of both versions (RFC 9112 section 9.3).
/// </summary>
public sealed class ConnectionModeTests
{
    private const string Keep = "option http-keep-alive";
    private const string ServerClose = "option http-server-close";
    private const string Close = "option httpclose";

    /// <summary>Keep-alive on both sides: each side's own word decides about its own connection.</summary>
    [Theory]
    [InlineData("HTTP/1.1", "", "HTTP/1.1", "", "", "", true, true)]
    [InlineData("HTTP/1.1", "close", "HTTP/1.1", "", "", "close", false, true)]
    [InlineData("HTTP/1.1", "keep-alive", "HTTP/1.1", "", "", "", true, true)]
    [InlineData("HTTP/1.1", "", "HTTP/1.1", "close", "", "", true, false)]
    [InlineData("HTTP/1.1", "", "HTTP/1.0", "", "", "keep-alive", true, false)]
    [InlineData("HTTP/1.1", "", "HTTP/1.0", "keep-alive", "", "keep-alive", true, true)]
    [InlineData("HTTP/1.1", "close", "HTTP/1.0", "", "", "close", false, false)]
    [InlineData("HTTP/1.0", "", "HTTP/1.1", "", "keep-alive", "", false, true)]
    [InlineData("HTTP/1.0", "keep-alive", "HTTP/1.1", "", "keep-alive", "keep-alive", true, true)]
    [InlineData("HTTP/1.0", "close", "HTTP/1.1", "", "keep-alive", "", false, true)]
    [InlineData("HTTP/1.0", "keep-alive", "HTTP/1.0", "", "keep-alive", "keep-alive", true, false)]
    [InlineData("HTTP/1.0", "", "HTTP/1.0", "keep-alive", "keep-alive", "", false, true)]
    public Task KeepAlive(string client, string asked, string server, string said, string toServer, string toClient, bool clientStays, bool serverStays) =>
        RunAsync(Keep, Keep, new Case(client, asked, server, said, toServer, toClient, clientStays, serverStays));

    /// <summary>The server side is closed after each exchange, and is told so where its version lets it think otherwise.</summary>
    [Theory]
    [InlineData("HTTP/1.1", "", "HTTP/1.1", "", "close", "", true)]
    [InlineData("HTTP/1.1", "close", "HTTP/1.1", "", "close", "close", false)]
    [InlineData("HTTP/1.1", "", "HTTP/1.1", "close", "close", "", true)]
    [InlineData("HTTP/1.1", "", "HTTP/1.0", "", "close", "keep-alive", true)]
    [InlineData("HTTP/1.0", "", "HTTP/1.1", "", "", "", false)]
    [InlineData("HTTP/1.0", "keep-alive", "HTTP/1.1", "", "", "keep-alive", true)]
    [InlineData("HTTP/1.0", "keep-alive", "HTTP/1.0", "keep-alive", "", "keep-alive", true)]
    public async Task HttpServerClose(string client, string asked, string server, string said, string toServer, string toClient, bool clientStays)
    {
        Case row = new(client, asked, server, said, toServer, toClient, clientStays, ServerStays: false);
        await RunAsync(ServerClose, Keep, row);
        await RunAsync(Keep, ServerClose, row);
    }

    /// <summary>In a frontend it closes the client side, in a backend the server side; in both, both.</summary>
    [Theory]
    [InlineData("HTTP/1.1", "", "HTTP/1.1", "", "", "close", false, true, Close, Keep)]
    [InlineData("HTTP/1.1", "", "HTTP/1.1", "", "close", "", true, false, Keep, Close)]
    [InlineData("HTTP/1.1", "", "HTTP/1.1", "", "close", "close", false, false, Close, Close)]
    [InlineData("HTTP/1.0", "keep-alive", "HTTP/1.1", "", "", "", false, false, Close, Close)]
    [InlineData("HTTP/1.1", "keep-alive", "HTTP/1.0", "keep-alive", "close", "close", false, false, Close, Close)]
    [InlineData("HTTP/1.1", "", "HTTP/1.1", "", "close", "close", false, false, Close, ServerClose)]
    public Task Httpclose(
        string client, string asked, string server, string said, string toServer, string toClient, bool clientStays, bool serverStays, string frontend, string backend) =>
        RunAsync(frontend, backend, new Case(client, asked, server, said, toServer, toClient, clientStays, serverStays));

    [Fact]
    public Task NoMode_IsKeepAlive() =>
        RunAsync("", "", new Case("HTTP/1.1", "", "HTTP/1.1", "", "", "", true, true));

    [Fact]
    public async Task LaterMode_OverridesAnEarlierOne()
    {
        // CFG 4.2 option httpclose: within a section the last of the three is meant; a section's own outweighs its defaults.
        using TestStand stand = await TestStand.StartAsync(defaults: Close, frontend: Keep, backend: ServerClose + "\n    " + Keep);
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        await stand.ExchangeAsync(client, server);
    }

    [Fact]
    public async Task PretendKeepalive_TheServerIsNotToldAndClosedAllTheSame()
    {
        using TestStand stand = await TestStand.StartAsync(backend: ServerClose + "\n    option http-pretend-keepalive");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await server.ExpectGoneAsync();
    }

    [Fact]
    public async Task ProxysOwnAnswer_KeepsTheClientAsItsRequestAsks()
    {
        using TestStand stand = await TestStand.StartAsync(frontend: "http-request deny");
        using Wire modern = await stand.ConnectAsync();
        for (int i = 0; i < 3; i++)
        {
            await modern.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            Reply reply = await modern.ReceiveReplyAsync();
            Assert.Equal((403, null), (reply.Status, reply["Connection"]));
        }

        await modern.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        Assert.Equal("close", (await modern.ReceiveReplyAsync())["Connection"]);
        await modern.ExpectEndAsync();

        using Wire old = await stand.ConnectAsync();
        await old.SendAsync("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        Assert.Equal("keep-alive", (await old.ReceiveReplyAsync())["Connection"]);
        await old.SendAsync("GET / HTTP/1.0\r\n\r\n");
        Assert.Equal(403, (await old.ReceiveReplyAsync()).Status);
        await old.ExpectEndAsync();
    }

    [Fact]
    public async Task MaxReuse_ClosesTheServerConnectionAfterSoManyFurtherRequests()
    {
        using TestStand stand = await TestStand.StartAsync(server: "max-reuse 2");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        await stand.ExchangeAsync(client, server);
        await stand.ExchangeAsync(client, server);
        await server.ExpectGoneAsync();
        using Wire next = await stand.ExchangeAsync(client);
    }

    private static async Task RunAsync(string frontend, string backend, Case row)
    {
        using TestStand stand = await TestStand.StartAsync(frontend: frontend, backend: "http-reuse always\n    " + backend);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"GET / {row.Client}\r\nHost: a\r\n{Field(row.Asked)}\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync($"GET / {row.Client}\r\nHost: a\r\n{Field(row.ToServer)}\r\n");
        await server.SendAsync($"{row.Server} 200 OK\r\nContent-Length: 2\r\n{Field(row.Said)}\r\nok");
        await client.ExpectAsync($"{row.Server} 200 OK\r\nContent-Length: 2\r\n{Field(row.ToClient)}\r\nok");

        if (!row.ServerStays)
        {
            await server.ExpectGoneAsync();
        }

        if (!row.ClientStays)
        {
            await client.ExpectEndAsync();
        }

        using Wire next = row.ClientStays ? client : await stand.ConnectAsync();
        await next.SendAsync("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire used = row.ServerStays ? server : await stand.AcceptAsync();
        Assert.StartsWith("GET /next ", await used.ReceiveHeadAsync());
        Assert.False(stand.Origin.HasVisitor);
    }

    private static string Field(string value) => value.Length == 0 ? "" : $"Connection: {value}\r\n";

    /// <param name="Asked">The client's Connection field; empty = none.</param>
    /// <param name="Said">The server's.</param>
    /// <param name="ToServer">What the server gets to read.</param>
    /// <param name="ToClient">What the client gets to read.</param>
    private sealed record Case(
        string Client, string Asked, string Server, string Said, string ToServer, string ToClient, bool ClientStays, bool ServerStays);
}
