using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Logs;

/// <summary>Captures by lines, rules and converters, where they can be read again, and the unique id (CFG 4.2 capture, declare capture, unique-id-format).</summary>
public sealed class CaptureTests
{
    [Fact]
    public async Task Headers_TheLastOfAName_CutToItsLength_InOrderOfDeclaration()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n capture request header X len 3\n capture response header Via len 20\n capture request header Y len 20\n log-format \"%hr %hs %hrl %hsl\"");
        await ExchangeAsync(stand, "X: one\r\nX: two, three\r\nY: {a|b}\"#\r\n", "Via: p\r\n");
        await log.ExpectAsync("{two|#7Ba#7Cb#7D#22#23} {p} two #7Ba#7Cb#7D#22#23 p\n");
    }

    [Fact]
    public async Task Rules_CaptureIntoSlotsOfTheirOwn_OrDeclaredOnes_AlsoFromTheBackend()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync(
            frontend: $"log {log.Address} format raw local0\n declare capture request len 10\n http-request capture req.hdr(host) len 4\n declare capture response len 10\n log-format \"%hr %hs %[capture.req.hdr(0)] %[capture.res.hdr(0)]\"",
            backend: "http-request capture req.hdr(x) id 0\n http-response capture method id 0");
        await ExchangeAsync(stand, "X: abc\r\n", "");
        await log.ExpectAsync("{abc|exam} {GET} abc GET\n");
    }

    [Fact]
    public async Task Converters_CaptureOnTheWay()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n declare capture request len 10\n http-request set-header Y %[req.hdr(x),upper,capture-req(0),lower]\n log-format %hr");
        await ExchangeAsync(stand, "X: aBc\r\n", "");
        await log.ExpectAsync("{ABC}\n");
    }

    [Fact]
    public async Task Fetches_OfTheRequestLine_AreThoseOfTheClient()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n log-format \"%[capture.req.method] %[capture.req.uri] %[capture.req.ver] %[capture.res.ver]\"");
        await ExchangeAsync(stand, "", "");
        await log.ExpectAsync("GET /a?b HTTP/1.1 HTTP/1.1\n");
    }

    /// <summary>As haproxy 2.6: accepted in a rule for requests, where there is no response yet.</summary>
    [Fact]
    public async Task VersionOfTheResponse_BeforeThereIsOne_IsNothing()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n http-request set-var(txn.v) capture.res.ver\n log-format \"%[var(txn.v)] %[capture.res.ver]\"");
        await ExchangeAsync(stand, "", "");
        await log.ExpectAsync("- HTTP/1.1\n");
    }

    /// <summary>As haproxy 2.6: a request that cannot be read gets no id.</summary>
    [Fact]
    public async Task UniqueId_OfABadRequest_IsNone()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n unique-id-format id-%rt\n log-format \"%ID %ST\"");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n");
        await log.ExpectAsync("- 400\n");
    }

    [Fact]
    public async Task ASlotThatIsNotThere_IsRefused()
    {
        Xunit.Sdk.XunitException refused = await Assert.ThrowsAsync<Xunit.Sdk.XunitException>(() => TestStand.StartAsync("http-request capture req.hdr(x) id 0"));
        Assert.Contains("there is no slot 0 for requests", refused.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task UniqueId_GoesToTheServer_AndIntoTheLine_AndIsTheSameThere()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n unique-id-format %{{+X}}o\\ %ci:%cp_%rt\n unique-id-header X-Unique-ID\n log-format \"%ID %[unique-id]\"");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        string head = await server.ReceiveHeadAsync();
        Assert.Matches("\r\nX-Unique-ID: 7F000001:[0-9A-F]{4}_0000\r\n", head);
        await server.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
        await client.ReceiveHeadAsync();
        string[] ids = (await log.ReceiveAsync()).TrimEnd('\n').Split(' ');
        Assert.Equal(ids[0], ids[1]);
        Assert.Contains(ids[0], head, System.StringComparison.Ordinal);
    }

    /// <summary>CFG 4.2 capture cookie: the name is a beginning, and a cookie without a value is passed over.</summary>
    [Theory]
    [InlineData("SID", "SID; SIDE=1; SID=2", "SIDE=1")]
    [InlineData("SID=", "SID; SIDE=1; SID=2", "SID=2")]
    [InlineData("SID", "a=SID; SID", "-")]
    public async Task ACookie_IsCapturedWithItsValue(string name, string cookies, string expected)
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n capture cookie {name} len 20\n log-format \"%CC %CS\"");
        await ExchangeAsync(stand, $"Cookie: {cookies}\r\n", "Set-Cookie: SID; path=/\r\n");
        await log.ExpectAsync($"{expected} -\n");
    }

    /// <summary>What a client sends is harmless in it, and what is missing is nothing.</summary>
    [Fact]
    public async Task UniqueId_HoldsValuesAsTheyAre_ButForControlCharacters()
    {
        using TestStand stand = await TestStand.StartAsync("unique-id-format <%[path,url_dec]>%[req.hdr(none)]\n unique-id-header X-Unique-ID");
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /a%22%0d%0aX-B:%201 HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        Assert.Contains("\r\nX-Unique-ID: </a\"%0D%0AX-B: 1>\r\n", await server.ReceiveHeadAsync(), System.StringComparison.Ordinal);
        await server.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
        await client.ReceiveHeadAsync();
    }

    private static async Task ExchangeAsync(TestStand stand, string requestLines, string responseLines)
    {
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"GET /a?b HTTP/1.1\r\nHost: example.com\r\n{requestLines}\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n{responseLines}\r\n");
        await client.ReceiveHeadAsync();
    }
}
