using System.Globalization;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>Fetches about connections, timeouts and bytes (CFG 7.3.2, 7.3.3), on real connections.</summary>
public sealed class FigureTests
{
    [Theory]
    [InlineData("cur_server_timeout", "30000")]
    [InlineData("cur_tunnel_timeout", "7000")]
    [InlineData("cur_tarpit_timeout", "9000")]
    [InlineData("be_tarpit_timeout", "9000")]
    [InlineData("fe_tarpit_timeout", "10000")]
    [InlineData("res.cache_hit", "0")]
    [InlineData("req.bytes_out", "35")]
    [InlineData("res.bytes_in", "38")]
    [InlineData("fc_unacked,add(0)", "0")]
    public async Task Figures_OfAnExchange(string expression, string expected)
    {
        using TestStand stand = await TestStand.StartAsync(backend: $"timeout tunnel 7s\n timeout tarpit 9s\n http-response set-header X-Figure %[{expression}]");
        Assert.Equal(expected, await FigureAsync(stand));
    }

    [Theory]
    [InlineData("fc_rtt(us)")]
    [InlineData("bc_rtt(us)")]
    [InlineData("fc_rttvar(us)")]
    [InlineData("txn.id32")]
    [InlineData("uptime")]
    public async Task Figures_ThatNobodyCanForesee_AreNumbers(string expression)
    {
        using TestStand stand = await TestStand.StartAsync(backend: $"http-response set-header X-Figure %[{expression}]");
        Assert.True(long.Parse(await FigureAsync(stand), CultureInfo.InvariantCulture) >= 0);
    }

    private static async Task<string> FigureAsync(TestStand stand)
    {
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        string head = (await client.ReceiveReplyAsync()).Head;
        int at = head.IndexOf("X-Figure: ", System.StringComparison.Ordinal) + "X-Figure: ".Length;
        return head[at..head.IndexOf("\r\n", at, System.StringComparison.Ordinal)];
    }
}
