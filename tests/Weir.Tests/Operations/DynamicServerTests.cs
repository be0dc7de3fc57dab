using System;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary>Servers that come and go, and checks that change, while clients are served (MGT 9.3 add server, del server, set server).</summary>
public sealed class DynamicServerTests
{
    [Fact]
    public async Task AServer_IsAdded_Serves_AndGoes()
    {
        using Origin more = new();
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Backend = "use-server s1 if { path /x }" });
        await ExpectAsync(
            stand,
            ("add server", "Require 'backend/server'.\n"),
            ("add server app/s2", "'server' expects <name> and <addr>[:<port>] as arguments.\n"),
            ("add server nope/s2 127.0.0.1:1", "No such backend.\n"),
            ("add server app/s1 127.0.0.1:1", "Already exists a server with the same name in backend.\n"),
            ("add server app/s2 127.0.0.1:1 cookie x", "'cookie' option is not accepted for dynamic server\n"),
            ("add server app/s2 127.0.0.1:1 id 1", "'id' : custom id 1 already used by another server of 'app'.\n"),
            ("add server app/s2 127.0.0.1:1 wait 5", "unknown option 'wait' of 'server'*"),
            ($"add server app/s2 127.0.0.1:{more.Port} weight 20 maxconn 3", "New server registered.\n"),
            ("show servers state app", "*\n3 app 2 s2 127.0.0.1 0 1 20 20 *"),
            ("del server app/s1", "This server cannot be removed at runtime due to other configuration elements pointing to it.\n"),
            ("disable server app/s1", ""),
            ("del server app/s1", "This server cannot be removed at runtime due to other configuration elements pointing to it.\n"));
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(503, (await client.ReceiveReplyAsync()).Status);

        await ExpectAsync(stand, ("enable server app/s2", ""), ("del server app/s2", "Only servers in maintenance mode can be deleted.\n"));
        using Wire next = await stand.ConnectAsync();
        await next.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await more.AcceptAsync();
        await server.ReceiveHeadAsync();
        await ExpectAsync(stand, ("disable server app/s2", ""), ("del server app/s2", "Server still has connections attached to it, cannot remove it.\n"));
        await stand.ExchangeEndAfterHeadAsync(next, server);
        Assert.Equal(("1", "3"), (await stand.Proxy.StatAsync("app,s2", "stot"), await stand.Proxy.StatAsync("app,s2", "slim")));
        await ExpectAsync(stand, ("del server app/s2", "Server deleted.\n"), ("del server app/s2", "No such server.\n"));
        Assert.DoesNotContain("s2", await stand.Proxy.AskAsync("show servers state"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServer_IsChecked_OnceThatIsAsked_AndAtAnotherPort()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket });
        await ExpectAsync(
            stand,
            ("set server app/s1 check-port 1", "health checks are not enabled on this server\n"),
            ("set server app/s1 agent-send x", "agent checks are not enabled on this server.\n"),
            ("set server app/s1 fqdn x", "set server <b>/<s> fqdn failed because no resolution is configured.\n"),
            ($"add server app/s2 127.0.0.1:{stand.Origin.Port} check inter 10ms rise 1 fall 1", "New server registered.\n"),
            ("enable health app/s2", ""),
            ("enable server app/s2", ""));
        await WaitAsync(stand, "UP", "L4OK");
        Assert.Equal(("1", "1", "0"), (await stand.Proxy.StatAsync("app,s2", "check_rise"), await stand.Proxy.StatAsync("app,s2", "check_fall"), await stand.Proxy.StatAsync("app,s2", "chkdown")));

        await ExpectAsync(
            stand,
            ("set server app/s2 check-port x", "provided port is not an integer\n"),
            ("set server app/s2 check-port", "set server <b>/<s> check-port requires a port.\n"),
            ("set server app/s2 check-addr x", "invalid addr 'x'\n"),
            ("set server app/s2 check-addr 127.0.0.1 port 1", ""));
        await WaitAsync(stand, "DOWN", "L4CON");
        Assert.Equal("1", await stand.Proxy.StatAsync("app,s2", "chkdown"));
        Assert.Contains(" 1 127.0.0.1 - 0\n", await stand.Proxy.AskAsync("show servers state app"), StringComparison.Ordinal);
        await ExpectAsync(stand, ($"set server app/s2 check-port {stand.Origin.Port}", ""));
        await WaitAsync(stand, "UP", "L4OK");
    }

    [Fact]
    public async Task CookiesOfAddresses_AreMadeOfAnotherKey_OrNotAtAll()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Backend = "cookie S insert dynamic\n    dynamic-cookie-key one" });
        string first = await CookieAsync(stand);
        Assert.Equal(first, await CookieAsync(stand));
        await ExpectAsync(
            stand,
            ("set dynamic-cookie-key backend app", "String value expected.\n"),
            ("set dynamic-cookie-key backend nope x", "No such backend.\n"),
            ("set dynamic-cookie-key backend app two", ""));
        string second = await CookieAsync(stand);
        Assert.NotEqual(first, second);
        Assert.NotEqual("", second);
        await ExpectAsync(stand, ("disable dynamic-cookie backend", "A backend name is expected.\n"), ("disable dynamic-cookie backend app", ""));
        Assert.Equal("", await CookieAsync(stand));
        await ExpectAsync(stand, ("enable dynamic-cookie backend app", ""), ("set dynamic-cookie-key backend app one", ""));
        Assert.Equal(first, await CookieAsync(stand));
    }

    /// <summary>What a client without a cookie is given; "" for none.</summary>
    private static async Task<string> CookieAsync(TestStand stand)
    {
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        string head = await client.ReceiveUntilEndAsync();
        int at = head.IndexOf("et-cookie: S=", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : head[(at + 13)..head.IndexOf(';', at)];
    }

    private static async Task WaitAsync(TestStand stand, string status, string check)
    {
        while (await stand.Proxy.StatAsync("app,s2", "status") != status || !(await stand.Proxy.StatAsync("app,s2", "check_status")).EndsWith(check, StringComparison.Ordinal))
        {
            await Task.Delay(5);
        }
    }

    /// <summary>An asterisk at either end of what is expected stands for anything.</summary>
    private static async Task ExpectAsync(TestStand stand, params (string Command, string Answer)[] dialogue)
    {
        foreach ((string command, string answer) in dialogue)
        {
            string got = await stand.Proxy.AskAsync(command);
            string text = answer.Trim('*');
            bool good = answer.StartsWith('*') ? got.Contains(text, StringComparison.Ordinal) : answer.EndsWith('*') ? got.StartsWith(text, StringComparison.Ordinal) : got == answer;
            Assert.True(good, $"{command}\nexpected: {answer}\nanswered: {got}");
        }
    }
}
