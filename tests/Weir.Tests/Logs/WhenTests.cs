using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Logs;

/// <summary>The converter when: log lines that say more about some exchanges only (CFG 7.3.1 when).</summary>
public sealed class WhenTests
{
    private const string Format = """
        log-format "%HU: %[str(error),when(error)] %[str(normal),when(!error)] %[str(forwarded),when(forwarded)] %[str(applet),when(toapplet)] %[str(processed),when(processed)] %[str(odd),when(acl,odd)] %[str(even),when(!acl,odd)] %[str(stopping),when(stopping)]"
         acl odd var(txn.odd) -m found
         stats uri /stats
         http-request set-var(txn.odd) int(1) if { req.hdr(x-odd) -m found }
         http-request deny if { path /denied }
        """;

    [Fact]
    public async Task AValuePasses_WhileItsConditionHolds()
    {
        using SyslogReceiver log = SyslogReceiver.Udp();
        using TestStand stand = await TestStand.StartAsync($"log {log.Address} format raw local0\n {Format}");
        using Wire client = await stand.ConnectAsync();

        await client.SendAsync("GET /forwarded HTTP/1.1\r\nHost: a\r\nX-Odd: 1\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await client.ReceiveReplyAsync();
        await log.ExpectAsync("/forwarded: - normal forwarded - processed odd - -\n");

        await client.SendAsync("GET /failed HTTP/1.1\r\nHost: a\r\n\r\n");
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
        await client.ReceiveReplyAsync();
        await log.ExpectAsync("/failed: error - forwarded - processed - even -\n");

        await client.SendAsync("GET /stats;csv HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReceiveReplyAsync();
        await log.ExpectAsync("/stats;csv: - normal - applet processed - even -\n");

        await client.SendAsync("GET /denied HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReceiveReplyAsync();
        await log.ExpectAsync("/denied: error - - - - - even -\n");
    }
}
