using System;
using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Rules;

/// <summary>Lists in files that rules consult and edit, on the wire (CFG 7.1 -f, CFG 4.2 http-request deny, add-acl, set-map).</summary>
public sealed class DenyListTests : IDisposable
{
    private readonly string _list = Path.GetTempFileName();

    [Fact]
    public async Task AClientOnTheList_IsRefused_AndOthersPass()
    {
        await File.WriteAllTextAsync(_list, "# robots that take too much\nBadBot\nnikto\n\n  sqlmap\n");
        using TestStand stand = await TestStand.StartAsync(frontend: $"""
            acl private-network src 10.10.0.0/16
                acl deny_useragent hdr_sub(user-agent) -i -f {_list}
                http-request deny if deny_useragent !private-network
            """);
        using Wire client = await stand.ConnectAsync();
        foreach (string agent in new[] { "Mozilla/5.0 (compatible; badbot/2.1)", "NIKTO", "x sqlmap/1.7" })
        {
            await client.SendAsync($"GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: {agent}\r\n\r\n");
            Assert.Equal(403, (await client.ReceiveReplyAsync()).Status);
        }

        await client.SendAsync("GET /next HTTP/1.1\r\nHost: a\r\nUser-Agent: Mozilla/5.0\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET /next HTTP/1.1\r\nHost: a\r\nUser-Agent: Mozilla/5.0\r\n\r\n");
        Assert.Equal(1, stand.Origin.Accepted);
    }

    [Fact]
    public async Task ANetworkOnTheLine_IsMatchedAgainstTheClientsAddress()
    {
        using TestStand stand = await TestStand.StartAsync(frontend: """
            acl here src 127.0.0.0/8 ::1
                http-request deny if here { path_beg /private }
            """);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /private/x HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(403, (await client.ReceiveReplyAsync()).Status);
        await client.SendAsync("GET /public HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET /public HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    [Fact]
    public async Task AMap_NamesTheBackend()
    {
        await File.WriteAllTextAsync(_list, "shop.example  app\n");
        using TestStand stand = await TestStand.StartAsync(frontend: $"""
            use_backend %[req.hdr(host),lower,map({_list},nowhere)]
                http-request deny unless {"{"} req.hdr(host),lower,map({_list}) -m found {"}"}
            """);
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: other.example\r\n\r\n");
        Assert.Equal(403, (await client.ReceiveReplyAsync()).Status);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: Shop.Example\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ExpectAsync("GET / HTTP/1.1\r\nHost: Shop.Example\r\n\r\n");
    }

    [Fact]
    public async Task ARequest_PutsAClientOnTheList()
    {
        using TestStand stand = await TestStand.StartAsync(frontend: """
            acl banned req.hdr(x-key) -f virt@banned
                http-request deny if banned
                http-request add-acl(virt@banned) %[req.hdr(x-key)] if { path /trap }
                http-request del-acl(virt@banned) %[req.hdr(x-pardon)] if { path /pardon }
            """);
        using Wire client = await stand.ConnectAsync();
        using Wire server = await PassAsync(stand, client, "GET /trap HTTP/1.1\r\nHost: a\r\nX-Key: k\r\n\r\n", null);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nX-Key: k\r\n\r\n");
        Assert.Equal(403, (await client.ReceiveReplyAsync()).Status);
        await PassAsync(stand, client, "GET /pardon HTTP/1.1\r\nHost: a\r\nX-Pardon: k\r\n\r\n", server);
        await PassAsync(stand, client, "GET / HTTP/1.1\r\nHost: a\r\nX-Key: k\r\n\r\n", server);
    }

    public void Dispose() => File.Delete(_list);

    private static async Task<Wire> PassAsync(TestStand stand, Wire client, string request, Wire? known)
    {
        await client.SendAsync(request);
        Wire server = known ?? await stand.AcceptAsync();
        await server.ExpectAsync(request);
        await server.SendAsync("HTTP/1.1 204 No Content\r\n\r\n");
        Assert.Equal(204, (await client.ReceiveReplyAsync()).Status);
        return server;
    }
}
