using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>X-Forwarded-For and X-Original-To (CFG 4.2 option forwardfor, option originalto), as the server sees them.</summary>
public sealed class AddressHeaderTests
{
    [Theory]
    [InlineData("option forwardfor", "", "", "X-Forwarded-For: 127.0.0.1\r\n")]
    [InlineData("", "option forwardfor", "", "X-Forwarded-For: 127.0.0.1\r\n")]
    [InlineData("option forwardfor", "", "X-Forwarded-For: 1.2.3.4\r\n", "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: 127.0.0.1\r\n")]
    [InlineData("option forwardfor if-none", "", "X-Forwarded-For: 1.2.3.4\r\n", "X-Forwarded-For: 1.2.3.4\r\n")]
    [InlineData("option forwardfor if-none", "", "", "X-Forwarded-For: 127.0.0.1\r\n")]
    [InlineData("option forwardfor if-none", "option forwardfor", "X-Forwarded-For: 1.2.3.4\r\n", "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: 127.0.0.1\r\n")]
    [InlineData("option forwardfor if-none", "option forwardfor if-none", "x-forwarded-for: 1.2.3.4\r\n", "x-forwarded-for: 1.2.3.4\r\n")]
    [InlineData("option forwardfor except 127.0.0.0/8", "", "", "")]
    [InlineData("option forwardfor except 127.0.0.1", "", "", "")]
    [InlineData("option forwardfor except 10.0.0.0/8", "", "", "X-Forwarded-For: 127.0.0.1\r\n")]
    [InlineData("option forwardfor except 127.0.0.0/8", "option forwardfor", "", "")]
    [InlineData("option forwardfor header X-Client", "", "", "X-Client: 127.0.0.1\r\n")]
    [InlineData("option forwardfor header X-Front", "option forwardfor header X-Back", "", "X-Back: 127.0.0.1\r\n")]
    [InlineData("option forwardfor header X-Front", "option forwardfor", "", "X-Forwarded-For: 127.0.0.1\r\n")]
    [InlineData("option forwardfor header X-Client if-none", "", "X-Client: b\r\n", "X-Client: b\r\n")]
    [InlineData("option originalto", "", "", "X-Original-To: 127.0.0.1\r\n")]
    [InlineData("option originalto header X-To", "", "", "X-To: 127.0.0.1\r\n")]
    [InlineData("option originalto except 127.0.0.1", "", "", "")]
    [InlineData("option originalto header X-To", "option originalto", "", "X-Original-To: 127.0.0.1\r\n")]
    [InlineData("", "option originalto\n    option forwardfor", "", "X-Forwarded-For: 127.0.0.1\r\nX-Original-To: 127.0.0.1\r\n")]
    [InlineData("", "", "X-Forwarded-For: 1.2.3.4\r\n", "X-Forwarded-For: 1.2.3.4\r\n")]
    public async Task Lines(string frontend, string backend, string sent, string received)
    {
        using TestStand stand = await TestStand.StartAsync(frontend, backend);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n" + sent + "\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: a\r\n" + received + "\r\n");
    }

    [Fact]
    public async Task EveryRequestOfAConnection_HasThem()
    {
        const string Request = "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n";
        using TestStand stand = await TestStand.StartAsync("option forwardfor");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        for (int i = 0; i < 2; i++)
        {
            await server.ExpectAsync(Request);
            await server.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
            await client.ExpectAsync("HTTP/1.1 204 No Content\r\n\r\n");
        }
    }
}
