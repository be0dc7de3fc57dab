using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>What the proxy answers by itself: rules, monitor-uri, error pages (CFG 4.2 and 4.4).</summary>
public sealed class LocalReplyTests
{
    private const string Get = "GET /a?b=c HTTP/1.1\r\nHost: h:81\r\n\r\n";

    [Theory]
    [InlineData("return", "200 OK\r\nContent-Length: 0", "")]
    [InlineData("return status 404 content-type text/plain string no", "404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 2", "no")]
    [InlineData("return status 204", "204 No Content", "")]
    [InlineData("return hdr X-A b hdr X-C d", "200 OK\r\nX-A: b\r\nX-C: d\r\nContent-Length: 0", "")]
    [InlineData("redirect location /x", "302 Found\r\nCache-Control: no-cache\r\nLocation: /x\r\nContent-Length: 0", "")]
    [InlineData("redirect location /x code 301", "301 Moved Permanently\r\nLocation: /x\r\nContent-Length: 0", "")]
    [InlineData("redirect prefix http://o", "302 Found\r\nCache-Control: no-cache\r\nLocation: http://o/a?b=c\r\nContent-Length: 0", "")]
    [InlineData("redirect prefix http://o drop-query append-slash", "302 Found\r\nCache-Control: no-cache\r\nLocation: http://o/a/\r\nContent-Length: 0", "")]
    [InlineData("redirect scheme https code 308", "308 Permanent Redirect\r\nLocation: https://h:81/a?b=c\r\nContent-Length: 0", "")]
    public async Task Rule_AnswersAndKeepsTheClient(string rule, string head, string body)
    {
        using TestStand stand = await TestStand.StartAsync("http-request " + rule);
        using Wire client = await stand.ConnectAsync();
        for (int i = 0; i < 2; i++)
        {
            await client.SendAsync(Get);
            await client.ExpectAsync("HTTP/1.1 " + head + "\r\n\r\n" + body);
        }

        Assert.False(stand.Origin.HasVisitor);
    }

    [Theory]
    [InlineData("deny", 403)]
    [InlineData("deny deny_status 429", 429)]
    public async Task Deny_AnswersWithTheErrorPage(string rule, int status)
    {
        using TestStand stand = await TestStand.StartAsync("http-request " + rule);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        Reply reply = await client.ReceiveReplyAsync();
        Assert.Equal((status, "no-cache", null), (reply.Status, reply["Cache-Control"], reply["Connection"]));
    }

    [Fact]
    public async Task Head_GetsNoBody()
    {
        using TestStand stand = await TestStand.StartAsync("http-request return content-type text/plain string body");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\n");
        await client.SendAsync(Get);
        Assert.Equal("body", (await client.ReceiveReplyAsync()).Body);
    }

    [Fact]
    public async Task RequestWithABody_IsAnswered_AndItsConnectionEndsUnlessTheBodyIsThere()
    {
        using TestStand stand = await TestStand.StartAsync("http-request return");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel");
        await client.ExpectAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await client.ExpectEndAsync();
    }

    [Theory]
    [InlineData("/up", "GET /up HTTP/1.1", 200)]
    [InlineData("/up", "POST /up HTTP/1.1", 200)]
    [InlineData("/up?x=1", "GET /up?x=1 HTTP/1.1", 200)]
    [InlineData("/up", "GET http://a/up HTTP/1.1", 200)]
    [InlineData("/up", "GET /up?x=1 HTTP/1.1", 403)]
    [InlineData("/up", "GET /upper HTTP/1.1", 403)]
    public async Task MonitorUri_ComesBeforeRules(string uri, string line, int status)
    {
        using TestStand stand = await TestStand.StartAsync("http-request deny\n    monitor-uri " + uri);
        using Wire client = await stand.ConnectAsync();
        for (int i = 0; i < 2; i++)
        {
            await client.SendAsync(line + "\r\nHost: a\r\n\r\n");
            Assert.Equal(status, (await client.ReceiveReplyAsync()).Status);
        }
    }

    [Theory]
    [InlineData("errorloc 503 http://o/sorry", "302 Found")]
    [InlineData("errorloc302 503 http://o/sorry", "302 Found")]
    [InlineData("errorloc303 503 http://o/sorry", "303 See Other")]
    public async Task Errorloc_SendsElsewhere(string line, string status)
    {
        using TestStand stand = await TestStand.StartAsync(backend: line, server: "disabled");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        await client.ExpectAsync("HTTP/1.1 " + status + "\r\nCache-Control: no-cache\r\nLocation: http://o/sorry\r\nContent-Length: 0\r\n\r\n");
    }

    [Fact]
    public async Task Errorfile_TheBackendsWins_ThenTheFrontends_AndItsStatusMayDiffer()
    {
        string front = Write("HTTP/1.0 503 Front\r\nX-Of: front\r\nConnection: close\r\nContent-Length: 5\r\n\r\nfront");
        string back = Write("HTTP/1.1 200 Fine\r\nX-Of: back\r\n\r\nback");
        try
        {
            using (TestStand stand = await TestStand.StartAsync("errorfile 503 " + front, server: "disabled"))
            {
                using Wire client = await stand.ConnectAsync();
                await client.SendAsync(Get);
                await client.ExpectAsync("HTTP/1.1 503 Front\r\nX-Of: front\r\nContent-Length: 5\r\n\r\nfront");
            }

            using (TestStand stand = await TestStand.StartAsync("errorfile 503 " + front, "errorfile 503 " + back, "disabled"))
            {
                using Wire client = await stand.ConnectAsync();
                await client.SendAsync(Get);
                await client.ExpectAsync("HTTP/1.1 200 Fine\r\nX-Of: back\r\nContent-Length: 4\r\n\r\nback");
            }
        }
        finally
        {
            File.Delete(front);
            File.Delete(back);
        }
    }

    [Fact]
    public async Task Errorfile_DevNull_ClosesWithoutAWord()
    {
        using TestStand stand = await TestStand.StartAsync("errorfile 400 /dev/null");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("nonsense\r\n\r\n");
        await client.ExpectEndAsync();
    }

    private static string Write(string text)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        return file;
    }
}
