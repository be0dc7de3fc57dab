using System;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>CFG 4.2 dispatch, transparent: one address for all that no server is known for. What is expected here was seen with HAProxy 2.6.</summary>
public sealed class DispatchTests
{
    private const string Sections = """
        global
            nbthread 1
        defaults
            mode http
            timeout connect 10s
            timeout client 30s
            timeout server 30s
        frontend other
            bind 127.0.0.1:{other}
            http-request return content-type text/plain string other
        frontend a
            bind 127.0.0.1:{a}
            http-request return content-type text/plain string a
        frontend web
            bind 127.0.0.1:{front}
            http-response set-header X-Server %s
            default_backend app
        """;

    [Fact]
    public async Task Dispatch_WithoutServers_TakesEverything_UnderNoName()
    {
        using ProxyProcess proxy = await StartAsync("dispatch 127.0.0.1:{other}");
        for (int i = 0; i < 2; i++)
        {
            Reply reply = await AskAsync(proxy, "");
            Assert.Equal("other", reply.Body);
            Assert.Equal("<NOSRV>", reply["x-server"]);
        }
    }

    [Fact]
    public async Task Dispatch_ServersAreForThoseWhoseCookieNamesThem()
    {
        using ProxyProcess proxy = await StartAsync("dispatch 127.0.0.1:{other}\n    cookie S insert\n    server a 127.0.0.1:{a} cookie one");
        Reply first = await AskAsync(proxy, "");
        Assert.Equal("other", first.Body);
        Assert.Null(first["set-cookie"]);
        Reply known = await AskAsync(proxy, "Cookie: S=one\r\n");
        Assert.Equal("a", known.Body);
        Assert.Equal("a", known["x-server"]);
    }

    [Fact]
    public async Task Dispatch_FailsAlone()
    {
        // The server would answer; nobody is sent there.
        using ProxyProcess proxy = await StartAsync($"dispatch 127.0.0.1:{Ports.Free()}\n    option redispatch\n    retries 1\n    server a 127.0.0.1:{{a}}");
        Assert.Equal(503, (await AskAsync(proxy, "")).Status);
    }

    [Fact]
    public async Task Balance_StandsAboveDispatch()
    {
        using ProxyProcess proxy = await StartAsync("balance roundrobin\n    dispatch 127.0.0.1:{other}\n    server a 127.0.0.1:{a}");
        Assert.Equal("a", (await AskAsync(proxy, "")).Body);
    }

    [Theory]
    [InlineData("transparent")]
    [InlineData("option transparent")]
    public async Task Transparent_GoesWhereTheClientWantedToGo(string line)
    {
        using ProxyProcess proxy = await StartAsync("http-request set-dst ipv4(127.0.0.1)\n    http-request set-dst-port int({other})\n    " + line);
        Reply reply = await AskAsync(proxy, "");
        Assert.Equal("other", reply.Body);
        Assert.Equal("<NOSRV>", reply["x-server"]);
    }

    private static Task<ProxyProcess> StartAsync(string backend) => ProxyProcess.StartAsync(Sections + "\nbackend app\n    " + backend);

    private static async Task<Reply> AskAsync(ProxyProcess proxy, string fields)
    {
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        await client.SendAsync($"GET / HTTP/1.1\r\nHost: a\r\n{fields}\r\n");
        return await client.ReceiveReplyAsync();
    }
}
