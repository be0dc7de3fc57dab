using System;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Logs;

/// <summary>The lines themselves, as they leave: the formats that options choose, and log-format with all its aliases (CFG 8.2).</summary>
public sealed class FormatTests
{
    private const string Response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: SID=xyz; path=/\r\nContent-Type: text/plain\r\n\r\nok";

    [Fact]
    public async Task Httplog()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} local0\n option httplog\n capture request header Host len 20\n capture request header User-Agent len 9\n capture response header Content-Type len 10\n capture response header X-None len 10\n capture cookie SID len 10");
        await ExchangeAsync(stand, "GET /ok?setcookie HTTP/1.1\r\nHost: www.example.com\r\nUser-Agent: Mozilla/5.0\r\nCookie: a=b; SID=abcdef\r\n\r\n");
        await log.ExpectAsync("<134>DATE weir[~]: 127.0.0.1:~ [DATE] web app/s1 ~/~/~/~/~ 200 95 SID=abcdef SID=xyz ---- 1/1/0/0/0 0/0 {www.example.com|Mozilla/5} {text/plain|} \"GET /ok?setcookie HTTP/1.1\"\n");
    }

    [Fact]
    public async Task HttplogClf()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n option httplog clf\n capture request header Host len 20\n capture response header X-None len 10\n capture cookie SID len 10");
        await ExchangeAsync(stand, "GET /clf?a=b HTTP/1.1\r\nHost: a\r\n\r\n");
        await log.ExpectAsync("127.0.0.1 - - [DATE] \"GET /clf?a=b HTTP/1.1\" 200 95 \"\" \"\" ~ ~ \"web\" \"app\" \"s1\" ~ ~ ~ ~ ~ ---- 1 1 0 0 0 0 0 \"\" \"SID=xyz\" \"a\" \"\"\n");
    }

    [Fact]
    public async Task HttplogClf_WithoutCaptures_EndsWithItsSeparator()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n option httplog clf");
        await ExchangeAsync(stand, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await log.ExpectAsync("127.0.0.1 - - [DATE] \"GET / HTTP/1.1\" 200 95 \"\" \"\" ~ ~ \"web\" \"app\" \"s1\" ~ ~ ~ ~ ~ ---- 1 1 0 0 0 0 0 \"\" \"\" \n");
    }

    [Fact]
    public async Task Httpslog_OfAClearConnection()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n option httpslog");
        await ExchangeAsync(stand, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await log.ExpectAsync("127.0.0.1:~ [DATE] web app/s1 ~/~/~/~/~ 200 95 - - ---- 1/1/0/0/0 0/0 \"GET / HTTP/1.1\" 0/-/-/-/0 -/-/-\n");
    }

    [Fact]
    public async Task HttplogJson_IsOneObject()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n option httplog json\n capture request header X-Odd len 40");
        await ExchangeAsync(stand, "GET /a HTTP/1.1\r\nHost: a\r\nX-Odd: a\"b\\c\xC3\xA9\xFF\r\n\r\n");
        string line = await log.ReceiveAsync();
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(System.Text.Encoding.Latin1.GetBytes(line));
        Assert.Equal("/a", json.RootElement.GetProperty("target").GetString());
        Assert.Equal(200, json.RootElement.GetProperty("status").GetInt32());
        Assert.Equal(95, json.RootElement.GetProperty("bytes_to_client").GetInt64());
        Assert.Equal("a\"b\\c\u00e9\u00ff", json.RootElement.GetProperty("request_captures")[0].GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, json.RootElement.GetProperty("request_cookie").ValueKind);
    }

    [Fact]
    public async Task TheUsersFormat()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} local0\n capture request header Host len 128\n capture request header User-Agent len 64\n capture request header Referrer len 64\n log-format \"%ci\\ [%trl]\\ %HM\\ \\\"%HU\\\"\\ \\\"%HV\\\"\\ %ST\\ %B\\ %hr\\ %s\\ %b\\ %TR/%Tw/%Tc/%Tr/%Ta\\ %ac/%fc/%bc/%sc/%rc\"");
        await ExchangeAsync(stand, "GET /a?b=c HTTP/1.1\r\nHost: example.com\r\nUser-Agent: curl/8 (x|y)\r\n\r\n");
        await log.ExpectAsync("<134>DATE weir[~]: 127.0.0.1 [DATE] GET \"/a?b=c\" \"HTTP/1.1\" 200 95 {example.com|curl/8 (x#7Cy)|} s1 app ~/~/~/~/~ 1/1/0/0/0\n");
    }

    [Fact]
    public async Task Tcplog_AndItsClf()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        foreach ((string option, string line) in new[]
        {
            ("option tcplog", "127.0.0.1:~ [DATE] web app/s1 ~/~/~ 5 -- 1/1/0/0/0 0/0\n"),
            ("option tcplog clf", "127.0.0.1 - - [DATE] \"TCP \" 000 5 \"\" \"\" ~ ~ \"web\" \"app\" \"s1\" ~ ~ ~ ~ 3 ---- 1 1 0 0 0 0 0 \"\" \"\" \n"),
        })
        {
            using TestStand stand = await TestStand.StartAsync(defaults: "mode tcp", frontend: $"log {log.Address} format raw local0\n {option}");
            using Wire client = await stand.ConnectAsync();
            using Wire server = await stand.AcceptAsync();
            await client.SendAsync("abc");
            await server.ExpectAsync("abc");
            await server.SendAsync("hello");
            await client.ExpectAsync("hello");
            server.FinishSending();
            await client.ExpectEndAsync();
            client.FinishSending();
            await server.ExpectEndAsync();
            await log.ExpectAsync(line);
        }
    }

    [Fact]
    public async Task WithoutAFormat_OneLineForEachConnectionOrRequest()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} local0");
        await ExchangeAsync(stand, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await log.ExpectAsync("<134>DATE weir[~]: Connect from 127.0.0.1:~ to 127.0.0.1:~ (web/HTTP)\n");
    }

    /// <summary>Whoever cuts a line at its spaces finds all fields in their places.</summary>
    [Fact]
    public async Task AQueryThatIsNotThere_IsAnEmptyField()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n log-format \"%HM %HQ %ST|%HQ|%HQ %hr %HQ\"");
        await ExchangeAsync(stand, "GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
        await log.ExpectAsync("GET  200|| \n");
    }

    [Theory]
    [InlineData("%{+X}o %ci:%cp:%fi:%fp:%Ts:%ms", @"^7F000001:[0-9A-F]{4}:7F000001:[0-9A-F]{4}:[0-9A-F]{8}:[0-9A-F]{2,3}$")]
    [InlineData("%ci %fi %si %sp %bi %f %ft %b %s", @"^127\.0\.0\.1 127\.0\.0\.1 127\.0\.0\.1 \d+ 127\.0\.0\.1 web web app s1$")]
    [InlineData("%Th/%Ti/%TR/%Tq/%Tw/%Tc/%Tr/%Td/%Ta/%Tt/%Tu", @"^0(/\d+){10}$")]
    [InlineData("%t|%tr", @"^\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d\.\d{3}\|\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d\.\d{3}$")]
    [InlineData("%T|%trg", @"^\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d \+0000\|\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d \+0000$")]
    [InlineData("%Tl|%trl", @"^\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\|\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}$")]
    [InlineData("%ms", @"^\d{3}$")]
    [InlineData("%HM %HU %HP %HPO %HQ %HV", @"^GET /a/b\?c=d&e /a/b /a/b \?c=d&e HTTP/1\.1$")]
    [InlineData("%{+Q}o %HM %HU %HP %HPO %HQ %HV %r", "^\"GET\" \"/a/b\\?c=d&e\" \"/a/b\" \"/a/b\" \"\\?c=d&e\" \"HTTP/1.1\" \"GET /a/b\\?c=d&e HTTP/1.1\"$")]
    [InlineData("%ST %B %U %ts %tsc", @"^200 95 39 -- ----$")]
    [InlineData("%ac/%fc/%bc/%sc/%rc %sq/%bq", @"^1/1/0/0/0 0/0$")]
    [InlineData("%lc %rt %pid", @"^0 0 \d+$")]
    [InlineData("%{+X}rt", "^0000$")]
    [InlineData("%ID|%CC|%CS|%sslv|%sslc", @"^-\|-\|-\|-\|-$")]
    [InlineData("%{+Q}ID %{+Q}CC", "^\"\" \"\"$")]
    [InlineData("%hr %hs   x%hrl %hsl%%", "^x %$")]
    [InlineData("%H", @"^\S+$")]
    [InlineData("%{+json}o %(a)HM %(b)ST %(c)CC %HU %(d:str)[method] x", "^{\"a\": \"GET\", \"b\": 200, \"c\": null, \"d\": \"GET\"}$")]
    [InlineData("%{+cbor}o %(a)HM %(b)ST %(c)CC", "^BF616163474554616218C86163F6FF$")]
    [InlineData("%{+json}[method] %{+cbor}HM", "^\"GET\" 63474554$")]
    public async Task Aliases(string format, string expected)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n log-format \"{format.Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        await ExchangeAsync(stand, "GET /a/b?c=d&e HTTP/1.1\r\nHost: abcd\r\n\r\n");
        Assert.Matches(expected, (await log.ReceiveAsync()).TrimEnd('\n'));
    }

    [Fact]
    public async Task TheDefaultPortOfAnAbsoluteTarget_IsNotPrinted()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n log-format \"%HU %HP %HPO %r\"");
        await ExchangeAsync(stand, "GET http://Foo.com:80/abc?d=e HTTP/1.1\r\nHost: foo.com\r\n\r\n");
        await log.ExpectAsync("http://Foo.com/abc?d=e http://Foo.com:80/abc /abc GET http://Foo.com/abc?d=e HTTP/1.1\n");
    }

    [Theory]
    [InlineData("GET   /a\t HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET\t/a\tHTTP/1.1\r\nHost: a\r\n\r\n")]
    public async Task BlanksBetweenThePartsOfTheRequestLine_ArePrintedAsOne(string request)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n log-format \"%{{+Q}}r %HM %HU %HV\"");
        await ExchangeAsync(stand, request);
        await log.ExpectAsync("\"GET /a HTTP/1.1\" GET /a HTTP/1.1\n");
    }

    [Fact]
    public async Task TheRequestLine_IsThatOfTheClient_AndForgesNothing()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n option httplog\n capture request header X len 60\n http-request set-header X rewritten");
        await ExchangeAsync(stand, "GET /a\"b#c{d}|e\x7f HTTP/1.1\r\nHost: a\r\nX: }} 200 \"GET / HTTP/1.1\"\t\xff\r\n\r\n", expectsForwarding: false);
        string line = await log.ReceiveAsync();
        Assert.Equal(1, line.Split('\n').Length - 1);
        Assert.Equal(2, line.Split('"').Length - 1);
    }

    /// <summary>RFC 9110 section 7.6.1: captures see of Connection what rules see, which HAProxy has rid of close and keep-alive.</summary>
    [Theory]
    [InlineData("keep-alive", "{}")]
    [InlineData("keep-alive, x-foo", "{x-foo}")]
    [InlineData("x-foo, keep-alive", "{x-foo}")]
    [InlineData("x-foo,keep-alive,y", "{x-foo,y}")]
    [InlineData("upgrade", "{upgrade}")]
    public async Task ACapturedConnection_IsThatOfTheRules(string connection, string captured)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync(
            $"log {log.Address} format raw local0\n log-format %hr\n capture request header Connection len 60\n http-request set-var(txn.seen) req.fhdr(connection)");
        await ExchangeAsync(stand, $"GET / HTTP/1.1\r\nHost: a\r\nConnection: {connection}\r\n\r\n");
        await log.ExpectAsync(captured + "\n");
    }

    private static async Task ExchangeAsync(TestStand stand, string request, bool expectsForwarding = true)
    {
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(request);
        if (!expectsForwarding && !stand.Origin.HasVisitor)
        {
            await client.ReceiveHeadAsync();
            return;
        }

        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync(Response);
        await client.ExpectAsync(Response);
    }
}
