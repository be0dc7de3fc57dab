using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Tls;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Health;

/// <summary>How checks connect: by TLS, with a PROXY header (CFG 5.2 check-ssl, check-sni, check-alpn, check-send-proxy; 4.2 http-check connect).</summary>
public sealed class CheckConnectionTests : IDisposable
{
    private const string Passed = "Health check for server b/s succeeded, reason: Layer7 check passed, code: 200, check duration: ~ms, status: 2/2 UP.\n";

    private readonly TlsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("check-ssl verify none", "", "- -")]
    [InlineData("check-ssl check-sni srv.test check-alpn two,one verify required ca-file {ca}", "", "srv.test one")]
    [InlineData("ssl verify none alpn http/1.1 check-alpn two check-sni a.test", "http-check connect default", "a.test two")]
    [InlineData("verify none", "http-check connect ssl", "- -")]
    [InlineData("verify none check-sni no.test", "http-check connect ssl sni line.test alpn two", "line.test two")]
    [InlineData("verify required ca-file {ca} check-sni srv.test", "http-check connect default ssl", "srv.test -")]
    [InlineData("ssl verify none alpn http/1.1 sni str(traffic.test)", "http-check connect ssl alpn one,two", "- one")]
    public async Task Tls_IsSpokenAsWritten(string server, string line, string asked)
    {
        using TlsProbe probe = new(_folder.Make("srv.pem", "CN=srv.test", false, false, "srv.test", "localhost"));
        string options = string.Create(CultureInfo.InvariantCulture, $"inter 30s addr 127.0.0.1:{probe.Port} {server.Replace("{ca}", _folder.Authority, StringComparison.Ordinal)}");
        string[] lines = ["mode http", "option log-health-checks", "option httpchk GET /", .. line.Length == 0 ? [] : new[] { line }];
        bool follows = server.StartsWith("ssl", StringComparison.Ordinal);
        string check = follows ? options.Replace("addr 127.0.0.1", "check-ssl addr 127.0.0.1", StringComparison.Ordinal) : options;
        using CheckStand stand = await CheckStand.StartAsync(string.Join('\n', lines), check);
        (string Asked, string Sent) seen = await probe.ServeAsync("\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n");
        Assert.Equal((asked, "GET / HTTP/1.0\r\n\r\n"), seen);
        await stand.Log.ExpectAsync(Passed);
    }

    [Fact]
    public async Task Tls_WithoutAnyScript_IsPassedAtTheHandshake()
    {
        using TlsProbe probe = new(_folder.Make("srv.pem", "CN=srv.test"));
        using CheckStand stand = await CheckStand.StartAsync("mode tcp\noption log-health-checks", string.Create(CultureInfo.InvariantCulture, $"inter 30s port {probe.Port} check-ssl verify none"));
        await ServeUntilResetAsync(probe);
        await stand.Log.ExpectAsync("Health check for server b/s succeeded, reason: Layer6 check passed, check duration: ~ms, status: 2/2 UP.\n");
    }

    /// <summary>A check that has seen enough resets the connection, before or after the server has noticed that the handshake is done.</summary>
    private static async Task ServeUntilResetAsync(TlsProbe probe)
    {
        try
        {
            await probe.ServeAsync("\n", "");
        }
        catch (IOException)
        {
            // It was quick.
        }
    }

    [Theory]
    [InlineData("verify required ca-file {ca} check-sni other.test", "the server's certificate is made out to other names")]
    [InlineData("verify required ca-file {foreign}", "the server's certificate is not accepted (")]
    public async Task Tls_CertificateThatIsNotAccepted_Fails(string server, string why)
    {
        using TlsFolder foreign = new();
        using TlsProbe probe = new(_folder.Make("srv.pem", "CN=srv.test", false, false, "srv.test"));
        string trust = server.Replace("{ca}", _folder.Authority, StringComparison.Ordinal).Replace("{foreign}", foreign.Authority, StringComparison.Ordinal);
        using CheckStand stand = await CheckStand.StartAsync("mode tcp\noption log-health-checks", string.Create(CultureInfo.InvariantCulture, $"inter 30s port {probe.Port} check-ssl {trust}"));
        await Assert.ThrowsAnyAsync<Exception>(() => probe.ServeAsync("\n", ""));
        string said = await stand.Log.ReceiveAsync();
        Assert.StartsWith("Health check for server b/s failed, reason: Layer6 invalid response, info: \"" + why, said, StringComparison.Ordinal);
    }

    /// <summary>PROXY protocol section 2.2: LOCAL, for a connection of the proxy's own.</summary>
    private const string LocalVersion2 = "\r\n\r\n\0\r\nQUIT\n\x20\0\0\0";

    [Theory]
    [InlineData("check-send-proxy", "", "PROXY TCP4 127.0.0.1 127.0.0.1 ")]
    [InlineData("send-proxy", "", "PROXY TCP4 127.0.0.1 127.0.0.1 ")]
    [InlineData("send-proxy-v2", "", LocalVersion2 + "HI")]
    [InlineData("send-proxy-v2", "tcp-check connect\n", "HI")]
    [InlineData("", "tcp-check connect send-proxy\n", "PROXY TCP4 127.0.0.1 127.0.0.1 ")]
    public async Task ProxyHeader_IsTheServersOwn(string server, string line, string begin)
    {
        using CheckStand stand = await CheckStand.StartAsync($"mode tcp\noption tcp-check\n{line}tcp-check send HI", "inter 30s " + server);
        using Wire check = await stand.Server.AcceptAsync();
        await check.ExpectAsync(begin);
        if (!begin.EndsWith("HI", StringComparison.Ordinal))
        {
            Assert.Matches("^[0-9]+ [0-9]+\r\nHI$", await check.ReceiveThroughAsync("HI"));
        }
    }

    /// <summary>CFG 3.1 pp2-never-send-local: PROXY in place of LOCAL, with both ends of the connection, as HAProxy 2.6 sends it.</summary>
    [Fact]
    public async Task ProxyHeader_TellsTheConnectionWhereLocalIsNotUnderstood()
    {
        using CheckStand stand = await CheckStand.StartAsync("mode tcp\noption tcp-check\ntcp-check send HI", "inter 30s send-proxy-v2", "pp2-never-send-local");
        using Wire check = await stand.Server.AcceptAsync();
        string ports = $"{(char)(check.Peer.Port >> 8)}{(char)(check.Peer.Port & 255)}{(char)(stand.Server.Port >> 8)}{(char)(stand.Server.Port & 255)}";
        await check.ExpectAsync("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\x7f\0\0\x01\x7f\0\0\x01" + ports + "HI");
    }

    /// <summary>A server with a port of its own for checks is not announced there unless that is asked for.</summary>
    [Theory]
    [InlineData("send-proxy", "HI")]
    [InlineData("send-proxy check-send-proxy", "PROXY TCP4 ")]
    public async Task ProxyHeader_ElsewhereOnlyWhenAskedFor(string server, string begin)
    {
        using Origin health = new();
        using CheckStand stand = await CheckStand.StartAsync("mode tcp\noption tcp-check\ntcp-check send HI", string.Create(CultureInfo.InvariantCulture, $"inter 30s port {health.Port} {server}"));
        using Wire check = await health.AcceptAsync();
        await check.ExpectAsync(begin);
    }
}
