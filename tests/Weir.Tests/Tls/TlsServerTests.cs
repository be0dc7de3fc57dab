using System;
using System.Globalization;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Tls;

/// <summary>TLS with servers (CFG 5.2): who is believed, which name is asked for, whose connections are shared.</summary>
public sealed class TlsServerTests
{
    [ProgramFact("/usr/bin/curl", "curl")]
    public async Task Verified_ByAuthorityAndName_AndKeptAlive()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new(folder.Make("server.pem", "CN=server", names: "server.example.com"));
        using ProxyProcess proxy = await StartAsync(origin, $"ssl ca-file {folder.Authority} verifyhost server.example.com");
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal($"GET /{i} 0 ", await Tool.CurlAsync($"{Url(proxy)}/{i}"));
        }

        Assert.InRange(origin.Connections, 1, 5);
        Assert.Equal("200 2000000", await Tool.CurlAsync($"-o /dev/null -w \"%{{http_code}} %{{size_download}}\" {Url(proxy)}/bytes/2000000"));
    }

    [Theory]
    [InlineData("ssl", "is not accepted (unable to get local issuer certificate)")]
    [InlineData("ssl ca-file CA verifyhost other.example.com", "is made out to other names")]
    [InlineData("ssl ca-file CA sni str(other.example.com)", "is made out to other names")]
    public async Task Refused_AndTheLogSaysWhy(string options, string told)
    {
        using TlsFolder folder = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        using HttpOrigin origin = new(folder.Make("server.pem", "CN=server", names: "server.example.com"));
        using ProxyProcess proxy = await StartAsync(origin, options.Replace("CA", folder.Authority, StringComparison.Ordinal), $"log {log.Address} local0\n option httplog\n retries 0");
        Assert.StartsWith("503", await Tool.CurlAsync($"-o /dev/null -w \"%{{http_code}}\" {Url(proxy)}/"), StringComparison.Ordinal);
        string line = await log.ReceiveAsync();
        Assert.Contains("Server app/s: the server's certificate", line, StringComparison.Ordinal);
        Assert.Contains(told, line, StringComparison.Ordinal);
        Assert.Contains(" SC-- ", await log.ReceiveAsync(), StringComparison.Ordinal);
    }

    /// <summary>CFG 5.2 sni: what one name led to is not to be used for another.</summary>
    [Fact]
    public async Task Connections_WithDifferentNames_AreNotMixed()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new(folder.Make("server.pem", "CN=server"));
        using ProxyProcess proxy = await StartAsync(origin, "ssl verify none sni req.hdr(host)", "http-reuse always");
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        foreach (string host in (string[])["a.example.com", "b.example.com", "a.example.com", "b.example.com:80"])
        {
            await client.SendAsync($"GET /x HTTP/1.1\r\nHost: {host}\r\n\r\n");
            string head = await client.ReceiveHeadAsync();
            Assert.StartsWith("HTTP/1.1 200", head, StringComparison.Ordinal);
            await client.ExpectAsync($"GET /x 0 {host.Replace(":80", "", StringComparison.Ordinal)}");
        }

        Assert.Equal(2, origin.Connections);
    }

    /// <summary>A server of another make, which asks for a certificate of ours.</summary>
    [ProgramFact("/usr/sbin/nginx", "nginx")]
    public async Task Nginx_WithClientCertificates_AndBothVersions()
    {
        using TlsFolder folder = new();
        using NginxOrigin origin = await NginxOrigin.StartAsync(folder, folder.Make("server.pem", "CN=server", names: "server.example.com"));
        string ours = folder.Make("ours.pem", "CN=proxy");
        foreach (string version in (string[])["TLSv1.2", "TLSv1.3"])
        {
            using ProxyProcess proxy = await StartAsync(origin.Port, $"ssl ca-file {folder.Authority} crt {ours} sni str(server.example.com) alpn http/1.1 ssl-min-ver {version} ssl-max-ver {version}", "http-reuse never", "http-response set-header X-Tls %[ssl_bc_protocol]/%[ssl_bc_alpn]/%[ssl_bc_is_resumed]/%[ssl_s_s_dn(cn)]");
            Assert.Equal($"CN=proxy {version} {version}/http/1.1/0/server", await AskAsync(proxy));

            // Another connection, and no second full handshake.
            Assert.Equal($"CN=proxy {version} {version}/http/1.1/1/server", await AskAsync(proxy));
        }

        static Task<string> AskAsync(ProxyProcess proxy) => Tool.CurlAsync($"-w \" %header{{x-tls}}\" {Url(proxy)}/");
    }

    [Fact]
    public async Task ServerThatSpeaksNoTls_IsNoServer()
    {
        using HttpOrigin origin = new();
        using ProxyProcess proxy = await StartAsync(origin, "ssl verify none", "retries 0\n timeout connect 300ms");
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 503", await client.ReceiveHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TcpMode_BothSidesByTls()
    {
        using TlsFolder folder = new();
        string certificate = folder.Make("server.pem", "CN=server", names: "127.0.0.1");
        using HttpOrigin origin = new(certificate);
        using ProxyProcess proxy = await ProxyProcess.StartAsync($$"""
            defaults
                mode tcp
                timeout connect 10s
                timeout client 30s
                timeout server 30s
            listen web
                bind 127.0.0.1:{front} ssl crt {{certificate}}
                server s 127.0.0.1:{{origin.Port}} ssl ca-file {{folder.Authority}} verifyhost 127.0.0.1
            """);
        Assert.Equal("GET /x 0 ", await Tool.CurlAsync($"--cacert {folder.Authority} https://127.0.0.1:{proxy.PortOf("front")}/x"));
    }

    private static string Url(ProxyProcess proxy) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{proxy.PortOf("front")}");

    private static Task<ProxyProcess> StartAsync(HttpOrigin origin, string server, string defaults = "") => StartAsync(origin.Port, server, defaults);

    private static Task<ProxyProcess> StartAsync(int port, string server, string defaults, string backend = "") => ProxyProcess.StartAsync($$"""
        global
            nbthread 1
        defaults
            mode http
            timeout connect 10s
            timeout client 30s
            timeout server 30s
            {{defaults}}
        frontend web
            bind 127.0.0.1:{front}
            default_backend app
        backend app
            {{backend}}
            server s 127.0.0.1:{{port}} {{server}}
        """);
}
