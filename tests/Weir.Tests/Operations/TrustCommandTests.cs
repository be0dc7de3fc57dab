using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Tls;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary>Authorities, revocation lists, OCSP answers and ticket keys changed while clients come (MGT 9.3), with the answers of HAProxy 2.6.</summary>
public sealed class TrustCommandTests
{
    [ProgramFact("/usr/bin/curl", "curl")]
    public async Task OtherAuthorities_OfClients_OnlyWhenCommitted()
    {
        using TlsFolder folder = new();
        using TlsFolder others = new();
        using HttpOrigin origin = new();
        string ca = folder.Authority;
        string next = await File.ReadAllTextAsync(others.Authority) + "\n";
        string ours = folder.Make("ours.pem", "CN=ours");
        string theirs = others.Make("theirs.pem", "CN=theirs");
        using ProxyProcess proxy = await StartAsync($"ssl crt {folder.Make("site.pem", "CN=site")} verify required ca-file {ca}", Address(origin.Port));
        await ExpectAsync(
            proxy,
            ("new ssl ca-file", "'new ssl ca-file' expects a filename\n"),
            ("set ssl ca-file nope", "'set ssl ca-file expects a filename and CAs as a payload\n"),
            ($"set ssl ca-file nope <<\n{next}", "Can't replace a CA file which is not referenced by the configuration!\nCan't update nope!\n"),
            ($"set ssl ca-file {ca} <<\nrubbish\n", $"Invalid payload\nCan't update {ca}!\n"),
            ($"commit ssl ca-file {ca}", $"No ongoing transaction! !\nCan't commit {ca}!\n"),
            ($"set ssl ca-file {ca} <<\n{next}", $"transaction created for CA {ca}!\n"),
            ($"set ssl ca-file {ca} <<\n{next}", $"transaction updated for CA {ca}!\n"),
            ("show ssl ca-file", $"# transaction\n*{ca} - 1 certificate(s)\n# filename\n{ca} - 1 certificate(s)\n"));
        Assert.Equal(("GET / 0 ", ""), (await GetAsync(proxy, ours), await GetAsync(proxy, theirs)));
        await ExpectAsync(
            proxy,
            ($"abort ssl ca-file {ca}", $"Transaction aborted for certificate '{ca}'!\n"),
            ($"abort ssl ca-file {ca}", "No ongoing transaction!\n"),
            ($"set ssl ca-file {ca} <<\n{next}", $"transaction created for CA {ca}!\n"),
            ($"commit ssl ca-file {ca}", $"Committing {ca}.\nSuccess!\n"));
        Assert.Equal(("", "GET / 0 "), (await GetAsync(proxy, ours), await GetAsync(proxy, theirs)));
        await ExpectAsync(
            proxy,
            ($"del ssl ca-file {ca}", $"Can't remove the CA file: CA file '{ca}' in use, can't be deleted!\n"),
            ("new ssl ca-file more", "New CA file created 'more'!\n"),
            ("new ssl ca-file more", "CA file 'more' already exists!\n"),
            ("show ssl ca-file", $"# filename\n{ca} - 1 certificate(s)\nmore - 0 certificate(s)\n"),
            ($"set ssl ca-file more <<\n{next}", "transaction created for CA more!\n"),
            ("commit ssl ca-file more", "Committing more\nSuccess!\n"),
            ("del ssl ca-file more", "CA file 'more' deleted!\n"),
            ("del ssl ca-file more", "Can't remove the CA file: CA file 'more' doesn't exist!\n"));
    }

    [ProgramFact("/usr/bin/curl", "curl")]
    public async Task OtherAuthorities_OfServers()
    {
        using TlsFolder folder = new();
        using TlsFolder others = new();
        using HttpOrigin origin = new(others.Make("server.pem", "CN=server"));
        using ProxyProcess proxy = await StartAsync("", $"{Address(origin.Port)} ssl ca-file {folder.Authority}");
        Assert.Equal("503", await StatusAsync(proxy));
        await ExpectAsync(
            proxy,
            ($"set ssl ca-file {folder.Authority} <<\n{await File.ReadAllTextAsync(others.Authority)}\n", $"transaction created for CA {folder.Authority}!\n"),
            ($"commit ssl ca-file {folder.Authority}", $"Committing {folder.Authority}.\nSuccess!\n"));
        Assert.Equal("200", await StatusAsync(proxy));
    }

    [ProgramFact("/usr/bin/curl", "curl")]
    public async Task ARevocationList_IsReplaced()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new();
        string one = folder.Make("one.pem", "CN=one");
        string other = folder.Make("other.pem", "CN=other");
        string list = folder.Write("revoked.pem", folder.RevocationList(1, other));
        using ProxyProcess proxy = await StartAsync($"ssl crt {folder.Make("site.pem", "CN=site")} verify required ca-file {folder.Authority} crl-file {list}", Address(origin.Port));
        Assert.Equal(("GET / 0 ", ""), (await GetAsync(proxy, one), await GetAsync(proxy, other)));
        await ExpectAsync(
            proxy,
            ("show ssl crl-file", $"# filename\n{list}\n"),
            ($"set ssl crl-file {list} <<\n{await File.ReadAllTextAsync(folder.Authority)}\n", $"Invalid payload\nCan't update {list}!\n"),
            ($"set ssl crl-file {list} <<\n{folder.RevocationList(2, one)}", $"transaction created for CRL {list}!\n"),
            ("show ssl crl-file", $"# transaction\n*{list}\n# filename\n{list}\n"),
            ($"commit ssl crl-file {list}", $"Committing {list}.\nSuccess!\n"));
        Assert.Equal(("", "GET / 0 "), (await GetAsync(proxy, one), await GetAsync(proxy, other)));
    }

    /// <summary>RFC 6066 section 8.</summary>
    [ProgramFact("/usr/bin/openssl", "openssl")]
    public async Task AnOcspAnswer_IsReplaced()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new();
        string site = folder.Make("site.pem", "CN=site");
        string stranger = folder.Make("stranger.pem", "CN=stranger");
        await OcspAnswers.MakeAsync(folder, site, "site.pem.ocsp");
        string revoked = Convert.ToBase64String(await File.ReadAllBytesAsync(await OcspAnswers.MakeAsync(folder, site, "revoked.ocsp", isRevoked: true)));
        string foreign = Convert.ToBase64String(await File.ReadAllBytesAsync(await OcspAnswers.MakeAsync(folder, stranger, "foreign.ocsp")));
        using ProxyProcess proxy = await StartAsync($"ssl crt {site}", Address(origin.Port));
        Assert.Contains("Cert Status: good", await StapledAsync(proxy), StringComparison.Ordinal);
        string ids = await proxy.AskAsync("show ssl ocsp-response");
        Assert.StartsWith("# Certificate IDs\nCertificate ID key : 30", ids, StringComparison.Ordinal);
        string id = ids.Split('\n')[1]["Certificate ID key : ".Length..];
        Assert.Contains("Cert Status: good\n", await proxy.AskAsync($"show ssl ocsp-response {id}"), StringComparison.Ordinal);
        await ExpectAsync(
            proxy,
            ("set ssl ocsp-response", "'set ssl ocsp-response' expects response in base64 encoding.\n"),
            ("set ssl ocsp-response abcd", "Unable to parse OCSP response.\n"),
            ($"set ssl ocsp-response {foreign}", "OCSP single response: Certificate ID does not match any certificate or issuer.\n"),
            ($"set ssl ocsp-response <<\n{revoked}\n", "OCSP Response updated!\n"));
        Assert.Contains("Cert Status: revoked", await StapledAsync(proxy), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TicketKeys_AreShown_AndTheNextIsSet()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new();
        string[] keys = [Key(1), Key(2), Key(3)];
        string file = folder.Write("keys", string.Join('\n', keys) + "\n");
        using ProxyProcess proxy = await StartAsync($"ssl crt {folder.Make("site.pem", "CN=site")} tls-ticket-keys {file}", Address(origin.Port));
        await ExpectAsync(
            proxy,
            ("show tls-keys", $"# id (file)\n0 ({file})\n"),
            ("show tls-keys *", $"# id secret\n# 0 ({file})\n0.0 {keys[0]}\n0.1 {keys[1]}\n0.2 {keys[2]}\n"),
            ("set ssl tls-key", "'set ssl tls-key' expects a filename and the new TLS key in base64 encoding.\n"),
            ("set ssl tls-key #0 abc", "'set ssl tls-key' received invalid base64 encoded TLS key.\n"),
            ($"set ssl tls-key nofile {Key(4)}", "'set ssl tls-key' unable to locate referenced filename\n"),
            ($"set ssl tls-key {file} {Key(4)}", "TLS ticket key updated!\n"),
            ("show tls-keys #0", $"# id secret\n# 0 ({file})\n0.0 {keys[1]}\n0.1 {keys[2]}\n0.2 {Key(4)}\n"));
    }

    private static string Key(byte fill)
    {
        byte[] key = new byte[80];
        key.AsSpan().Fill(fill);
        return Convert.ToBase64String(key);
    }

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private static Task<string> GetAsync(ProxyProcess proxy, string certificate) =>
        Tool.CurlAsync(string.Create(CultureInfo.InvariantCulture, $"-k --cert {certificate} https://127.0.0.1:{proxy.PortOf("front")}/"));

    private static Task<string> StatusAsync(ProxyProcess proxy) =>
        Tool.CurlAsync(string.Create(CultureInfo.InvariantCulture, $"-o /dev/null -w \"%{{http_code}}\" http://127.0.0.1:{proxy.PortOf("front")}/"));

    private static Task<string> StapledAsync(ProxyProcess proxy) =>
        Tool.RunAsync("/usr/bin/openssl", string.Create(CultureInfo.InvariantCulture, $"s_client -connect 127.0.0.1:{proxy.PortOf("front")} -status"), "Q\n");

    private static async Task ExpectAsync(ProxyProcess proxy, params (string Command, string Answer)[] dialogue)
    {
        foreach ((string command, string answer) in dialogue)
        {
            string got = await proxy.AskAsync(command);
            Assert.True(got == answer, $"{command}\nexpected: {answer}\nanswered: {got}");
        }
    }

    private static Task<ProxyProcess> StartAsync(string bind, string server) => ProxyProcess.StartAsync($$"""
        global
            {{Console.Socket}}
        defaults
            mode http
            timeout connect 10s
            timeout client 30s
            timeout server 30s
            retries 0
        frontend web
            bind 127.0.0.1:{front} {{bind}}
            default_backend app
        backend app
            server s {{server}}
        """);
}
