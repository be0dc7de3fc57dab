using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Net.Security;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Tls;

/// <summary>TLS with clients (CFG 5.1): the real program, curl, openssl and the framework's client.</summary>
public sealed class TlsClientTests
{
    [ProgramFact("/usr/bin/curl", "curl")]
    public async Task EveryVersion_AndBigBodiesBothWays()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new();
        folder.Make("certs/a.pem", "CN=a.example.com", names: ["a.example.com", "127.0.0.1"]);
        folder.Make("certs/b.pem", "CN=b.example.com", rsa: true, names: "b.example.com");
        using ProxyProcess proxy = await StartAsync(folder, origin, "ssl crt certs");
        string url = Url(proxy);
        foreach (string version in (string[])["1.2", "1.3"])
        {
            Assert.Equal("GET /x 0 ", await Tool.CurlAsync($"--cacert {folder.Authority} --tlsv{version} --tls-max {version} {url}/x"));
        }

        string big = Path.Combine(folder.Path, "big");
        await File.WriteAllBytesAsync(big, new byte[3_000_000]);
        Assert.Equal("POST /up 3000000 ", await Tool.CurlAsync($"--cacert {folder.Authority} --data-binary @{big} -H Expect: {url}/up"));
        Assert.Equal("200 5000000", await Tool.CurlAsync($"--cacert {folder.Authority} -o /dev/null -w \"%{{http_code}} %{{size_download}}\" {url}/bytes/5000000"));

        string refused = await Tool.CurlAsync($"-S --cacert {folder.Authority} --tls-max 1.1 --ciphers DEFAULT@SECLEVEL=0 {url}/");
        Assert.Contains("protocol version", refused, System.StringComparison.Ordinal);
    }

    [ProgramFact("/usr/bin/openssl", "openssl")]
    public async Task NamesLeadToCertificates_FromListAndDirectory()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new();
        string first = folder.Make("first.pem", "CN=first");
        string second = folder.Make("second.pem", "CN=second", names: "second.example.com");
        folder.Make("pair.pem.rsa", "CN=pair-rsa", rsa: true, names: "pair.example.com");
        folder.Make("pair.pem.ecdsa", "CN=pair-ecdsa", names: "pair.example.com");
        string list = folder.Write("list", $"# comment\n{first} !*\n{second} [ssl-min-ver TLSv1.3 alpn http/1.1] *.wild.org !no.wild.org second.example.com\n{folder.Path}/pair.pem\n");
        using ProxyProcess proxy = await StartAsync(folder, origin, $"ssl crt-list {list}");
        Assert.Contains("CN = second", await AskAsync(proxy, "-servername x.wild.org"), System.StringComparison.Ordinal);
        Assert.Contains("CN = first", await AskAsync(proxy, "-servername no.wild.org"), System.StringComparison.Ordinal);
        Assert.Contains("CN = first", await AskAsync(proxy, "-servername first"), System.StringComparison.Ordinal);
        Assert.Contains("CN = pair-ecdsa", await AskAsync(proxy, "-servername pair.example.com"), System.StringComparison.Ordinal);
        Assert.Contains("CN = pair-rsa", await AskAsync(proxy, "-servername pair.example.com -tls1_2 -cipher aRSA"), System.StringComparison.Ordinal);
        Assert.Contains("alert protocol version", await AskAsync(proxy, "-servername second.example.com -tls1_2"), System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task HttpClient_KeepsItsConnection_AndRulesKnowThatItIsTls()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new();
        folder.Make("certs/a.pem", "CN=a.example.com", names: "127.0.0.1");
        using ProxyProcess proxy = await StartAsync(folder, origin, "ssl crt certs alpn http/1.1", "http-request add-header X-Forwarded-Proto https if { ssl_fc }\n http-request set-header X-Tls %[ssl_fc_protocol]/%[ssl_fc_alpn]/%[ssl_fc_has_sni]");
        using SocketsHttpHandler handler = new() { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is { Subject: "CN=a.example.com" } } };
        using HttpClient client = new(handler);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal($"GET /{i} 0 ", await client.GetStringAsync(new System.Uri($"{Url(proxy)}/{i}")));
        }

        Assert.Contains("X-Forwarded-Proto: https\r\n", origin.LastHead, System.StringComparison.Ordinal);
        Assert.Contains("X-Tls: TLSv1.3//0\r\n", origin.LastHead, System.StringComparison.Ordinal);
    }

    [ProgramFact("/usr/bin/curl", "curl")]
    public async Task PlainClients_AreSentToHttps()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new();
        folder.Make("certs/a.pem", "CN=a");
        using ProxyProcess proxy = await StartAsync(folder, origin, "ssl crt certs", "bind 127.0.0.1:{plain}\n http-request redirect scheme https if !{ ssl_fc }");
        Assert.Equal("302 https://a.example.com/x?y", await Tool.CurlAsync($"-o /dev/null -w \"%{{http_code}} %{{redirect_url}}\" -H \"Host: a.example.com\" http://127.0.0.1:{proxy.PortOf("plain")}/x?y"));
        Assert.Equal("GET /x 0 ", await Tool.CurlAsync($"-k {Url(proxy)}/x"));
    }

    [ProgramFact("/usr/bin/curl", "curl")]
    public async Task ClientCertificates_AskedFor_AndTold()
    {
        using TlsFolder folder = new();
        using TlsFolder strangers = new();
        using HttpOrigin origin = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        folder.Make("certs/a.pem", "CN=a");
        string good = folder.Make("good.pem", "CN=client, O=Acme, C=FR");
        string expired = folder.Make("expired.pem", "CN=old", expired: true);
        string strange = strangers.Make("strange.pem", "CN=stranger");
        using ProxyProcess proxy = await StartAsync(
            folder,
            origin,
            $"ssl crt certs verify required ca-file {folder.Authority}",
            $"log {log.Address} local0\n option httpslog\n http-request set-header X-Client %[ssl_c_s_dn(cn)]/%[ssl_c_s_dn]/%[ssl_c_verify]/%[ssl_c_used]");
        Assert.Equal("GET / 0 ", await Tool.CurlAsync($"-k --cert {good} {Url(proxy)}/"));
        Assert.Contains("X-Client: client//C=FR/O=Acme/CN=client/0/1\r\n", origin.LastHead, System.StringComparison.Ordinal);
        Assert.EndsWith(" 0/0000000000000000/0/0/0 -/TLSv1.3/TLS_AES_128_GCM_SHA256\n", await log.ReceiveAsync(), System.StringComparison.Ordinal);
        await Tool.CurlAsync($"-k --cert {expired} {Url(proxy)}/");
        Assert.EndsWith(" web/1: SSL client certificate not trusted\n", await log.ReceiveAsync(), System.StringComparison.Ordinal);
        await Tool.CurlAsync($"-k --cert {strange} {Url(proxy)}/");
        Assert.EndsWith(" web/1: SSL client certificate not trusted\n", await log.ReceiveAsync(), System.StringComparison.Ordinal);
        await Tool.CurlAsync($"-k {Url(proxy)}/");
        await log.ExpectAsync($"<134>DATE weir[~]: 127.0.0.1:~ [DATE] web/1: SSL handshake failure\n");
    }

    [Fact]
    public async Task HandshakeThatNeverEnds_IsCutOff_AndLogged()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new();
        using SyslogReceiver log = SyslogReceiver.Udp();
        folder.Make("certs/a.pem", "CN=a");
        using ProxyProcess proxy = await StartAsync(folder, origin, "ssl crt certs name secure", $"log {log.Address} local0\n timeout client-hs 100ms");
        using Wire client = await Wire.ConnectAsync(proxy.PortOf("front"));
        await client.SendAsync("\u0016\u0003\u0001");
        await client.ExpectEndAsync();
        Assert.EndsWith(" web/secure: Timeout during SSL handshake\n", await log.ReceiveAsync(), System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaxSslConn_LetsNoMoreIn_UntilOneLeaves()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new();
        folder.Make("certs/a.pem", "CN=a");
        using ProxyProcess proxy = await StartAsync(folder, origin, "ssl crt certs", global: "maxsslconn 1");
        using Wire first = await Wire.ConnectAsync(proxy.PortOf("front"));
        Task<string> second = Tool.CurlAsync($"-k {Url(proxy)}/2");
        await Task.Delay(100);
        Assert.False(second.IsCompleted);
        first.Dispose();
        Assert.Equal("GET /2 0 ", await second);
    }

    [ProgramFact("/usr/bin/openssl", "openssl")]
    public async Task Sessions_AreTakenUpAgain()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new();
        folder.Make("certs/a.pem", "CN=a");
        using ProxyProcess proxy = await StartAsync(folder, origin, "ssl crt certs", global: "nbthread 2");
        foreach (string version in (string[])["-tls1_2", "-tls1_3"])
        {
            string session = Path.Combine(folder.Path, "session" + version);
            Assert.Contains("New, TLSv1", await AskAsync(proxy, $"{version} -sess_out {session}", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), System.StringComparison.Ordinal);
            Assert.Contains("Reused, TLSv1", await AskAsync(proxy, $"{version} -sess_in {session}", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), System.StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ssl", "'ssl' needs a certificate")]
    [InlineData("ssl crt missing.pem", "missing.pem' cannot be read: no such file")]
    [InlineData("ssl crt ca.pem", "ca.pem' holds no private key")]
    [InlineData("ssl crt certs verify required", "'verify' needs the authorities")]
    [InlineData("ssl crt certs verify required ca-file certs/nothing", "cannot be read: no such file")]
    [InlineData("ssl crt certs ciphers NONSENSE", "openssl ciphers 'NONSENSE'")]
    [InlineData("ssl crt certs tls-ticket-keys ca.pem", "ticket keys: line 1 is not a key")]
    public async Task WhatIsWrong_IsToldWithItsPlace(string options, string told)
    {
        using TlsFolder folder = new();
        folder.Make("certs/a.pem", "CN=a");
        string file = folder.Write("bad.cfg", $"defaults\n timeout client 1s\n timeout connect 1s\n timeout server 1s\nglobal\n crt-base {folder.Path}\n ca-base {folder.Path}\nfrontend f\n bind :1 {options.Replace("keys ca.pem", $"keys {folder.Authority}", System.StringComparison.Ordinal)}\n");
        string said = await Tool.RunAsync(WeirBinary.UnderTest.Path, $"-c -f {file}");
        Assert.Contains(told, said, System.StringComparison.Ordinal);
        Assert.Contains("bad.cfg:9", said, System.StringComparison.Ordinal);
    }

    private static string Url(ProxyProcess proxy) => string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{proxy.PortOf("front")}");

    private static Task<string> AskAsync(ProxyProcess proxy, string options, string request = "Q\n") =>
        Tool.RunAsync("/usr/bin/openssl", string.Create(CultureInfo.InvariantCulture, $"s_client -connect 127.0.0.1:{proxy.PortOf("front")} {(request.Length > 2 ? "-ign_eof" : "")} {options}"), request);

    private static Task<ProxyProcess> StartAsync(TlsFolder folder, HttpOrigin origin, string bind, string frontend = "", string global = "nbthread 1") => ProxyProcess.StartAsync($$"""
        global
            crt-base {{folder.Path}}
            {{global}}
        defaults
            mode http
            timeout connect 10s
            timeout client 30s
            timeout server 30s
        frontend web
            bind 127.0.0.1:{front} {{bind}}
            {{frontend}}
            default_backend app
        backend app
            server s 127.0.0.1:{{origin.Port}}
        """);
}
