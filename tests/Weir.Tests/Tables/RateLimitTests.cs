using System.Net.Sockets;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Tables;

/// <summary>What HAProxy's manual does with stick tables: limits on connections, requests and errors, and lists of abusers (CFG 4.3, 7.3.3).</summary>
public sealed class RateLimitTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    /// <summary>CFG tcp-request connection: reject more than so many connections from one address.</summary>
    [Fact]
    public async Task ConnectionsOfAnAddress_BeyondTheLimit_AreRejected_UntilOneEnds()
    {
        using TestStand stand = await TestStand.StartAsync("stick-table type ip size 100k expire 30s store conn_cur\n tcp-request connection track-sc0 src\n tcp-request connection reject if { sc0_conn_cur gt 1 }");
        using Wire first = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(first);
        await ExpectRejectedAsync(stand);
        first.Dispose();
        await server.ExpectEndAsync();
        using Wire third = await stand.ConnectAsync();
        using Wire again = await stand.ExchangeAsync(third);
    }

    /// <summary>CFG http-request track-sc0: a rate of requests.</summary>
    [Fact]
    public async Task RequestsOfAnAddress_BeyondTheRate_AreRefused()
    {
        using TestStand stand = await TestStand.StartAsync("stick-table type ip size 100k expire 10m store http_req_rate(10m)\n http-request track-sc0 src\n http-request deny deny_status 429 if { sc_http_req_rate(0) gt 2 }");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        await stand.ExchangeAsync(client, server);
        await client.SendAsync(Get);
        Assert.StartsWith("HTTP/1.1 429 ", (await client.ReceiveReplyAsync()).Head, System.StringComparison.Ordinal);
    }

    /// <summary>CFG: what the server answers with 4xx counts as the client's error, refused requests too.</summary>
    [Fact]
    public async Task ErrorsOfAClient_CountAgainstIt()
    {
        using TestStand stand = await TestStand.StartAsync("stick-table type string len 32 size 1k expire 10m store http_err_cnt,http_fail_cnt,http_req_cnt\n http-request track-sc0 hdr(x-key)\n http-response set-header X-Counts \"%[sc0_http_req_cnt] %[sc0_http_err_cnt] %[sc0_http_fail_cnt]\"\n http-request deny if { path /no }");
        using Wire client = await stand.ConnectAsync();
        using Wire server = await AskAsync(stand, client, null, "404 Not Found", "1 1 0");
        await AskAsync(stand, client, server, "200 OK", "2 1 0");
        await client.SendAsync("GET /no HTTP/1.1\r\nHost: a\r\nX-Key: k\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 403 ", (await client.ReceiveReplyAsync()).Head, System.StringComparison.Ordinal);
        await AskAsync(stand, client, server, "503 Service Unavailable", "4 2 1");
        await AskAsync(stand, client, server, "501 Not Implemented", "5 2 1");
        await AskAsync(stand, client, server, "505 HTTP Version Not Supported", "6 2 1");
    }

    /// <summary>CFG 3.1 http-err-codes, http-fail-codes: the operator says what counts; a status may count as both, and what rules refuse counts all the same.</summary>
    [Fact]
    public async Task TheCodesThatCount_AreWhatIsWritten()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = "http-err-codes -404 +500\n http-fail-codes 500,503-505\n http-err-codes +200",
            Frontend = "stick-table type string len 32 size 1k expire 10m store http_err_cnt,http_fail_cnt,http_req_cnt\n http-request track-sc0 hdr(x-key)\n http-response set-header X-Counts \"%[sc0_http_req_cnt] %[sc0_http_err_cnt] %[sc0_http_fail_cnt]\"\n http-request deny if { path /no }",
        });
        using Wire client = await stand.ConnectAsync();
        using Wire server = await AskAsync(stand, client, null, "404 Not Found", "1 0 0");
        await AskAsync(stand, client, server, "405 Method Not Allowed", "2 1 0");
        await AskAsync(stand, client, server, "200 OK", "3 2 0");
        await AskAsync(stand, client, server, "500 Oops", "4 3 1");
        await AskAsync(stand, client, server, "502 Bad Gateway", "5 3 1");
        await AskAsync(stand, client, server, "505 HTTP Version Not Supported", "6 3 2");
        await client.SendAsync("GET /no HTTP/1.1\r\nHost: a\r\nX-Key: k\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 403 ", (await client.ReceiveReplyAsync()).Head, System.StringComparison.Ordinal);
        await AskAsync(stand, client, server, "204 No Content", "8 4 2");
    }

    /// <summary>CFG sc0_inc_gpc0: abusers are marked in one place and blocked in another, in a table that both share.</summary>
    [Fact]
    public async Task AnAbuser_IsMarkedOnce_AndBlockedFromThenOn()
    {
        using TestStand stand = await TestStand.StartAsync(
            "tcp-request connection track-sc0 src table abuse\n http-request deny deny_status 429 if { sc0_get_gpc0 gt 0 }\n http-request sc-inc-gpc0(0) if { path_beg /admin }\n http-request deny if { path_beg /admin }\nbackend abuse\n stick-table type ip size 1k expire 10m store gpc0\nfrontend other\n bind 127.0.0.1:{second}\n http-request return status 200 content-type text/plain lf-string \"%[src_get_gpc0(abuse)]\"\nfrontend web2\n bind 127.0.0.1:{third}");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /admin HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 403 ", (await client.ReceiveReplyAsync()).Head, System.StringComparison.Ordinal);
        await client.SendAsync(Get);
        Assert.StartsWith("HTTP/1.1 429 ", (await client.ReceiveReplyAsync()).Head, System.StringComparison.Ordinal);
        using Wire other = await Wire.ConnectAsync(stand.Proxy.PortOf("second"));
        await other.SendAsync(Get);
        Assert.Equal("1", (await other.ReceiveReplyAsync()).Body);
    }

    /// <summary>CFG bytes_out_cnt, and what is seen while the exchange is under way and after it.</summary>
    [Fact]
    public async Task Bytes_AreCountedWithHeads_AndTrackersLetGoAtTheEnd()
    {
        using TestStand stand = await TestStand.StartAsync("stick-table type string size 1k expire 10m store bytes_in_cnt,bytes_out_cnt,conn_cur\n http-request return status 200 content-type text/plain lf-string \"%[str(k),table_kbytes_in(web)] %[str(k),table_kbytes_out(web)] %[str(k),table_conn_cur(web)] %[str(k),table_trackers(web)]\" if { path /ask }\n http-request track-sc0 str(k)");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\n\r\n" + new string('x', 3000));
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.ReceiveAsync(3000);
        using Wire second = await stand.ConnectAsync();
        await second.SendAsync("GET /ask HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal("0 0 1 1", (await second.ReceiveReplyAsync()).Body);
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + new string('y', 5000));
        Assert.Equal(5000, (await client.ReceiveReplyAsync()).Body.Length);
        await second.SendAsync("GET /ask HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal("2 4 0 0", (await second.ReceiveReplyAsync()).Body);
    }

    private static async Task ExpectRejectedAsync(TestStand stand)
    {
        try
        {
            using Wire client = await stand.ConnectAsync();
            await client.ExpectGoneAsync();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The reset was there before the client knew that it was connected.
        }
    }

    private static async Task<Wire> AskAsync(TestStand stand, Wire client, Wire? known, string answer, string counts)
    {
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Key: k\r\n\r\n");
        Wire server = known ?? await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n");
        Assert.Contains($"X-Counts: {counts}\r\n", (await client.ReceiveReplyAsync()).Head, System.StringComparison.Ordinal);
        return server;
    }
}
