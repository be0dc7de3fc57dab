using System;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary>Commands that change something, with the texts that HAProxy 2.6 answers with (MGT 9.3).</summary>
public sealed class CommandTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Fact]
    public async Task Servers_AreSet_AndMistakesAreNamed()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Server = "weight 10" });
        int port = stand.Origin.Port;
        await ExpectAsync(
            stand,
            ("get weight app/s1", "10 (initial 10)\n"),
            ("get weight app/nope", "No such server.\n"),
            ("get weight nope/s1", "No such backend.\n"),
            ("get weight", "Require 'backend/server'.\n"),
            ("set weight app/s1 50%", ""),
            ("get weight app/s1", "5 (initial 10)\n"),
            ("set weight app/s1 x", "Empty weight string empty or preceded by garbage\n"),
            ("set weight app/s1 300", "Absolute weight can only be between 0 and 256 inclusive.\n"),
            ("set weight app/s1", "Require <weight> or <weight%>.\n"),
            ("set server app/s1 state drain", ""),
            ("show servers state app", "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change*\n3 app 1 s1 127.0.0.1 2 8 5 10 *"),
            ("set server app/s1 state ready", ""),
            ("set server app/s1 state asleep", "'set server <srv> state' expects 'ready', 'drain' and 'maint'.\n"),
            ("set server app/s1 health down", ""),
            ("set server app/s1 health up", ""),
            ("set server app/s1 health well", "'set server <srv> health' expects 'up', 'stopping', or 'down'.\n"),
            ("set server app/s1 addr 127.0.0.2 port 1", $"IP changed from '127.0.0.1' to '127.0.0.2', port changed from '{port}' to '1' by 'stats socket command'\n"),
            ($"set server app/s1 addr 127.0.0.1 port {port}", $"IP changed from '127.0.0.2' to '127.0.0.1', port changed from '1' to '{port}' by 'stats socket command'\n"),
            ("set server app/s1 addr 127.0.0.1", "no need to change the addr by 'stats socket command'\n"),
            ("set server app/s1 addr there", "Invalid addr 'there' by 'stats socket command'\n"),
            ("set maxconn server app/s1", "Require <maxconn>.\n"),
            ("set maxconn server app/s1 7", ""),
            ("disable server app/s1", ""),
            ("show backend", "# name\napp\n"));
        Assert.Equal(("7", "MAINT"), (await stand.Proxy.StatAsync("app,s1", "slim"), await stand.Proxy.StatAsync("app,s1", "status")));

        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        Assert.Equal(503, (await client.ReceiveReplyAsync()).Status);
        await ExpectAsync(stand, ("enable server app/s1", ""));
        using Wire server = await stand.ExchangeAsync(client);
    }

    [Fact]
    public async Task Frontends_ArePaused_AndGoOn()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        await ExpectAsync(
            stand,
            ("disable frontend", "A frontend name is expected.\n"),
            ("disable frontend nope", "No such frontend.\n"),
            ("enable frontend web", "All sockets are already enabled.\n"),
            ("disable frontend web", ""),
            ("disable frontend web", "All sockets are already disabled.\n"));
        Assert.Equal("PAUSED", await stand.Proxy.StatAsync("web,FRONTEND", "status"));
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => ConnectUntilRefusedAsync(stand));
        await ExpectAsync(stand, ("enable frontend web", ""));
        while (!Ports.IsListening(stand.Proxy.PortOf("front")))
        {
            await Task.Delay(5);
        }

        using Wire client = await stand.ConnectAsync();
        using Wire server = await stand.ExchangeAsync(client);
        await ExpectAsync(
            stand,
            ("set maxconn frontend web", "Integer value expected.\n"),
            ("set maxconn frontend web 5", ""),
            ("set maxconn global 999999999", "Value out of range.\n"),
            ("set maxconn global", "Expects an integer value.\n"),
            ("shutdown frontend web", ""),
            ("shutdown frontend web", "Frontend was already shut down.\n"));
        Assert.Equal(("5", "STOP"), (await stand.Proxy.StatAsync("web,FRONTEND", "slim"), await stand.Proxy.StatAsync("web,FRONTEND", "status")));
    }

    [Fact]
    public async Task Sessions_AreListed_AndEnded()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        string list = await stand.Proxy.AskAsync("show sess");
        string id = list[..list.IndexOf(':', StringComparison.Ordinal)];
        Assert.StartsWith($"{id}: proto=tcpv4 src=127.0.0.1:{client.Port} fe=web be=app srv=s1 ts=00 epoch=0 age=", list, StringComparison.Ordinal);
        Assert.Contains("request=\"GET / HTTP/1.1\"", await stand.Proxy.AskAsync("show sess " + id), StringComparison.Ordinal);
        await ExpectAsync(
            stand,
            ("shutdown session", "Session pointer expected (use 'show sess').\n"),
            ("shutdown session 0x1", "No such session (use 'show sess').\n"),
            ("show sess 0x1", "Session not found.\n"),
            ("shutdown session " + id, ""));
        await client.ExpectGoneAsync();
        Assert.Equal("", await stand.Proxy.AskAsync("show sess"));
    }

    [Fact]
    public async Task Errors_ShowTheLastInvalidMessages()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        Assert.EndsWith("] : 0\n", await stand.Proxy.AskAsync("show errors"), StringComparison.Ordinal);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nbad\theader\x01\r\n\r\n");
        await client.ReceiveReplyAsync();
        using Wire other = await stand.ConnectAsync();
        await other.SendAsync(Get);
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/9 what\r\n\r\n");
        Assert.Equal(502, (await other.ReceiveReplyAsync()).Status);
        string errors = await stand.Proxy.AskAsync("show errors");
        Assert.Contains("] : 2\n", errors, StringComparison.Ordinal);
        Assert.Contains("] frontend web (#2): invalid request\n  backend <NONE>, server <NONE>, event #0, src 127.0.0.1:", errors, StringComparison.Ordinal);
        Assert.Contains("\n  00000  GET / HTTP/1.1\\r\\n\n  00016  bad\\theader\\x01\\r\\n\n", errors, StringComparison.Ordinal);
        Assert.Contains("] backend app (#3): invalid response\n  backend app, server s1, event #1, src 127.0.0.1:", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("invalid request", await stand.Proxy.AskAsync("show errors app"), StringComparison.Ordinal);
        await ExpectAsync(stand, ("show errors nope", "No such proxy.\n"));
    }

    [Fact]
    public async Task Patterns_AreEdited_AndReplacedAsAWhole()
    {
        const string Rule = "http-request deny if { path -m str -u 7 /a }";
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Frontend = Rule });
        await ExpectAsync(
            stand,
            ("show acl", "# id (file) description\n7 () acl *curr_ver=0 next_ver=0 entry_cnt=1\n"),
            ("show acl #7", "0x1 /a\n"),
            ("show acl #8", "Unknown ACL identifier. Please use #<id> or <file>.\n"),
            ("show map #7", "Unknown map identifier. Please use #<id> or <file>.\n"),
            ("get acl #7 /a", "type=str, case=sensitive, match=yes, idx=tree, pattern=\"/a\"\n"),
            ("get acl #7 /b", "type=str, case=sensitive, match=no\n"),
            ("add acl #7 /b", ""),
            ("add acl #7", "'add acl' expects two parameters: ACL identifier and pattern.\n"),
            ("add acl @3 #7 /b", "Version number in the future, please use 'prepare acl' before.\n"),
            ("del acl #7 /c", "Key not found.\n"),
            ("del acl #7 #0x1", ""),
            ("show acl #7", "0x2 /b\n"),
            ("prepare acl #7", "New version created: 1\n"),
            ("add acl @1 #7 <<\n/x\n/y\n", ""),
            ("show acl #7", "0x2 /b\n"),
            ("commit acl @1 #7", ""),
            ("show acl #7", "0x3 /x\n0x4 /y\n"));
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /y HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(403, (await client.ReceiveReplyAsync()).Status);
        await ExpectAsync(stand, ("clear acl #7", ""), ("show acl #7", ""), ("wait 20ms; show cli level", "\nadmin\n"));
    }

    [Fact]
    public async Task Patterns_AreListed_WithTheLinesThatReadThem_InTheOrderOfReading()
    {
        using Processes.Workplace place = new();
        string list = place.Write("list", "a\nb\n");
        string map = place.Write("map", "a 1\n");
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = Console.Socket,
            Frontend = $"http-request set-map({map}) k v if {{ path -i /a }}\n http-request deny if {{ path -f {list} }}\n http-request deny if {{ hdr(x) -f {list} }} {{ path,map({map}) -m found }}",
        });
        await ExpectAsync(
            stand,
            ("show acl", $"# id (file) description\n0 () acl 'path' file '*' line *. curr_ver=0 next_ver=0 entry_cnt=1\n1 ({list}) pattern loaded from file '{list}' used by acl at file '*' line *, by acl at file '*' line *. curr_ver=0 next_ver=0 entry_cnt=2\n"),
            ("show map", $"# id (file) description\n2 ({map}) pattern loaded from file '{map}' used by map at file '*' line *. curr_ver=0 next_ver=0 entry_cnt=1\n"));
    }

    [Fact]
    public async Task NameServers_HaveStatisticsOfTheirOwn()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket + "\nresolvers r\n nameserver n 127.0.0.1:1" });
        await ExpectAsync(
            stand,
            ("show stat domain resolvers", "# id,pid,sent,send_error,valid,update,cname,cname_error,any_err,nx,timeout,refused,other,invalid,too_big,truncated,outdated,\nn,r,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\n"),
            ("show stat domain resolvers typed", "N.0.id:CGP:str:n\nN.1.pid:CGP:str:r\nN.2.sent:MGP:u64:0\n*"),
            ("show stat domain resolvers json", "[[{\"field\":{\"pos\":0,\"name\":\"id\"},*}]]\n"),
            ("show stat domain proxy 3 4 1", "# pxname,*\napp,s1,*"),
            ("show stat domain nope", "Invalid statistics domain.\n"));
    }

    [Fact]
    public async Task Variables_AreSet_InExperimentalMode()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Frontend = "http-request return status 200 content-type text/plain lf-string \"<%[var(proc.known)]>\"" });
        await ExpectAsync(
            stand,
            ("set var proc.known int(3)", "This command is restricted to experimental mode only.\n"),
            ("experimental-mode on; set var proc.known int(3); get var proc.known", "\n\nproc.known: type=sint value=<3>\n"),
            ("experimental-mode on; set var proc.new str(its); get var proc.new", "\n\nproc.new: type=str value=<its>\n"),
            ("experimental-mode on; set var proc.new fmt a%[int(3)]b; get var proc.new", "\n\nproc.new: type=str value=<a3b>\n"),
            ("experimental-mode on; set var sess.a int(3)", "\n'set var': cannot set variable 'sess.a', only scope 'proc' is permitted here.\n"),
            ("experimental-mode on; set var proc.a foo", "\n*foo*"),
            ("show cache", ""));
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync(Get);
        Assert.Equal("<3>", (await client.ReceiveReplyAsync()).Body);
    }

    /// <summary>An asterisk in what is expected stands for anything.</summary>
    private static async Task ExpectAsync(TestStand stand, params (string Command, string Answer)[] dialogue)
    {
        foreach ((string command, string answer) in dialogue)
        {
            string got = await stand.Proxy.AskAsync(command);
            int at = 0;
            foreach (string part in answer.Split('*'))
            {
                int found = got.IndexOf(part, at, StringComparison.Ordinal);
                Assert.True(found >= 0 && (at > 0 || found == 0), $"{command}\nexpected: {answer}\nanswered: {got}");
                at = found + part.Length;
            }

            Assert.True(answer.Contains('*', StringComparison.Ordinal) || got == answer, $"{command}\nexpected: {answer}\nanswered: {got}");
        }
    }

    /// <summary>The order to pause reaches the loop a moment after the answer.</summary>
    private static async Task ConnectUntilRefusedAsync(TestStand stand)
    {
        while (true)
        {
            using Wire client = await stand.ConnectAsync();
        }
    }
}
