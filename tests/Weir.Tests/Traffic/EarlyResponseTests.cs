using System.Globalization;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Responses that come before the request has ended.</summary>
public sealed class EarlyResponseTests
{
    private const string Begun = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc";
    private const string Accepted = "HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task ServerThatKeepsItsConnection_GetsTheRestOfTheBody()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Begun);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Begun);
        await server.SendAsync(Accepted);
        await client.ExpectAsync(Accepted);
        await client.SendAsync("defghij");
        await server.ExpectAsync("defghij");
        await stand.ExchangeAsync(client, server);
    }

    [Fact]
    public async Task BothBodies_MayGoAtOnce()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.ExpectAsync("3\r\nabc\r\n");
        await server.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nABC\r\n");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nABC\r\n");
        for (int i = 0; i < 10; i++)
        {
            string chunk = string.Create(CultureInfo.InvariantCulture, $"1\r\n{i}\r\n");
            await client.SendAsync(chunk);
            await server.ExpectAsync(chunk);
            await server.SendAsync(chunk);
            await client.ExpectAsync(chunk);
        }

        await server.SendAsync("0\r\n\r\n");
        await client.ExpectAsync("0\r\n\r\n");
        await client.SendAsync("0\r\n\r\n");
        await server.ExpectAsync("0\r\n\r\n");
        await stand.ExchangeAsync(client, server);
    }

    [Fact]
    public async Task ServerThatSaysClose_GetsNoMore_AndTheClientIsTold()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Begun);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Begun);
        await server.SendAsync("HTTP/1.1 413 Too much\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno");
        await client.ExpectAsync("HTTP/1.1 413 Too much\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
        await client.ExpectEndAsync();
        await server.ExpectGoneAsync();
    }

    [Fact]
    public async Task ServerThatAnswersAndCloses_IsHeard_ThoughTheClientIsStillSending()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + new string('a', 100_000));
        using (Wire server = await stand.AcceptAsync())
        {
            await server.ReceiveHeadAsync();
            await server.ReceiveAsync(100_000);
            await server.SendAsync("HTTP/1.1 413 Too much\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno");
        }

        await client.SendAsync(new string('a', 100_000));
        Assert.Equal(413, (await client.ReceiveReplyAsync()).Status);
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task ClientThatLeavesBehindTheResponse_TakesTheServersConnectionWithIt()
    {
        using TestStand stand = await TestStand.StartAsync();
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Begun);
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync(Begun);
        await server.SendAsync(Accepted);
        await client.ExpectAsync(Accepted);
        client.FinishSending();
        await server.ExpectGoneAsync();
        await client.ExpectEndAsync();
    }
}
