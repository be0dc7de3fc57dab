using System;
using System.Threading.Tasks;
using Weir.Tests.Operations;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>CFG 4: until HAProxy 3.3 a frontend and a backend could be called alike. What is expected here was seen with HAProxy 2.6.</summary>
public sealed class NamesakeTests
{
    private const string Sections = """
        global
            nbthread 1
            stats socket ipv4@127.0.0.1:{cli} level admin
        defaults
            mode http
            timeout connect 10s
            timeout client 30s
            timeout server 30s
        frontend web
            bind 127.0.0.1:{front}
            capture request header Host len 10
            http-request set-header X-Up %[nbsrv(web)]
            http-after-response set-header X-Names "%f %b/%s %hr"
            default_backend web
        backend web
            http-request return status 200 hdr X-Up "%[req.hdr(x-up)]" unless { path /held }
            server s1 127.0.0.1:1
            server s2 127.0.0.1:1 disabled
        """;

    [Fact]
    public async Task AFrontendAndABackend_MayHaveOneName()
    {
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Sections);
        Assert.Equal(("web web/<NOSRV> {a.example}", "1"), await AskAsync(proxy));
        Assert.Equal("1", await proxy.StatAsync("web,FRONTEND", "req_tot"));
        Assert.Equal("1", await proxy.StatAsync("web,BACKEND", "req_tot"));
        Assert.Equal("", (await proxy.AskAsync("set server web/s2 state ready")).Trim());
        Assert.Equal(("web web/<NOSRV> {a.example}", "2"), await AskAsync(proxy));
    }

    [Fact]
    public async Task Both_LiveOnAfterAReload()
    {
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Sections);
        await AskAsync(proxy);
        await proxy.AskAsync("set server web/s2 state ready");
        Assert.StartsWith("Success=1\n", await proxy.AskAsync("reload"), StringComparison.Ordinal);
        Assert.Equal(("web web/<NOSRV> {a.example}", "2"), await AskAsync(proxy));
        Assert.Equal("2", await proxy.StatAsync("web,FRONTEND", "req_tot"));
        Assert.Equal("2", await proxy.StatAsync("web,BACKEND", "req_tot"));
    }

    private static async Task<(string? Names, string? Up)> AskAsync(ProxyProcess proxy)
    {
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        Reply reply = await client.ReceiveReplyAsync();
        return (reply["x-names"], reply["x-up"]);
    }
}
