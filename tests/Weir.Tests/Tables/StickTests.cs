using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Tables;

/// <summary>Servers kept in stick tables (CFG 4.2 stick on, match, store-request, store-response).</summary>
public sealed class StickTests
{
    private const string Table = "stick-table type string len 32 size 1k expire 10m\n";

    [Fact]
    public async Task StickOn_KeepsTheServerOfAKey()
    {
        using TestStand stand = await TestStand.StartAsync(backend: Table + " stick on req.hdr(x-user)", origins: 2);
        await ExpectAtAsync(stand, 0, "X-User: ann");
        await ExpectAtAsync(stand, 1, "X-User: bob");
        await ExpectAtAsync(stand, 0, "X-User: ann");
        await ExpectAtAsync(stand, 0, "X-User: ann");
        await ExpectAtAsync(stand, 1, "X-User: bob");
        await ExpectAtAsync(stand, 0, "X-Other: none");
        await ExpectAtAsync(stand, 1, "X-Other: none");
    }

    [Fact]
    public async Task StoreResponse_LearnsWhatTheServerGave_AndMatchFindsIt()
    {
        using TestStand stand = await TestStand.StartAsync(backend: Table + " stick store-response res.hdr(x-session)\n stick match req.hdr(x-session)", origins: 2);
        await ExpectAtAsync(stand, 0, "X-User: ann");
        await ExpectAtAsync(stand, 1, "X-User: bob", "X-Session: 4711\r\n");
        await ExpectAtAsync(stand, 1, "X-Session: 4711");
        await ExpectAtAsync(stand, 1, "X-Session: 4711");

        // Matching alone keeps nothing.
        await ExpectAtAsync(stand, 0, "X-Session: unknown");
        await ExpectAtAsync(stand, 1, "X-Session: unknown");
    }

    [Fact]
    public async Task StickRules_HaveConditions_AndTablesOfOthers()
    {
        using TestStand stand = await TestStand.StartAsync(
            "use_backend app\nbackend shared\n " + Table + "frontend web2\n bind 127.0.0.1:{second}",
            " stick on req.hdr(x-user) table shared if { req.hdr(x-stick) yes }",
            origins: 2);
        await ExpectAtAsync(stand, 0, "X-User: ann\r\nX-Stick: yes");
        await ExpectAtAsync(stand, 1, "X-User: ann");
        await ExpectAtAsync(stand, 0, "X-User: ann\r\nX-Stick: yes");
        await ExpectAtAsync(stand, 0, "X-User: ann");
        await ExpectAtAsync(stand, 0, "X-User: ann\r\nX-Stick: yes");
    }

    [Fact]
    public async Task MqttClients_AreKeptByTheirIdentifier_AndWhatIsNotMqttIsTurnedAway()
    {
        using TestStand stand = await TestStand.StartAsync(
            "tcp-request inspect-delay 10s\ntcp-request content reject unless { req.payload(0,0),mqtt_is_valid }",
            Table + " stick on req.payload(0,0),mqtt_field_value(connect,client_identifier)",
            defaults: "mode tcp",
            origins: 2);
        foreach ((string name, int origin) in ((string, int)[])[("a", 0), ("b", 1), ("a", 0), ("a", 0), ("b", 1)])
        {
            string connect = "\x10\x0d\0\x04MQTT\x04\x02\0\x3c\0\x01" + name;
            using Wire client = await stand.ConnectAsync();
            await client.SendAsync(connect[..9]);
            await client.SendAsync(connect[9..]);
            using Wire server = await stand.Origins[origin].AcceptAsync();
            await server.ExpectAsync(connect);
        }

        using Wire other = await stand.ConnectAsync();
        await other.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await other.ExpectGoneAsync();
    }

    [Fact]
    public async Task AServerThatIsDown_IsNotKept_NorOneThatTablesAreNotToKnow()
    {
        using TestStand stand = await TestStand.StartAsync(backend: Table + " stick on req.hdr(x-user)\n server s0 127.0.0.1:1 disabled", server: "non-stick", origins: 2);
        await ExpectAtAsync(stand, 0, "X-User: ann");
        await ExpectAtAsync(stand, 1, "X-User: ann");
    }

    [Fact]
    public async Task InModeTcp_AConnectionIsEnough()
    {
        using TestStand stand = await TestStand.StartAsync(
            "stick-table type ip size 1k\n tcp-request inspect-delay 10s\n tcp-request content accept if { req.len ge 3 }",
            Table + " stick on req.payload(0,3)",
            defaults: "mode tcp",
            origins: 2);
        foreach ((string said, int at) in new[] { ("ann", 0), ("bob", 1), ("ann", 0), ("bob", 1), ("bob", 1) })
        {
            using Wire client = await stand.ConnectAsync();
            await client.SendAsync(said);
            using Wire server = await stand.Origins[at].AcceptAsync();
            await server.ExpectAsync(said);
        }
    }

    private static async Task ExpectAtAsync(TestStand stand, int origin, string field, string answer = "")
    {
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync($"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{field}\r\n\r\n");
        using Wire server = await stand.Origins[origin].AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n{answer}Connection: close\r\n\r\n");
        await client.ReceiveReplyAsync();
    }
}
