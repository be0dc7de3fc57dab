using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Tls;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary>
/// Certificates, authorities, answers and keys set at run time, and a reload (MGT 9.3): what the files say counts. What was lost is named in the
/// journal and in the answer to <c>reload</c>; where a file has by then what was set, nothing was lost, and nothing is said.
/// </summary>
public sealed class ReloadedTlsTests
{
    [Fact]
    public async Task Certificate_GivesWayToItsFile_AndTheJournalNamesIt()
    {
        using TlsFolder folder = new();
        string site = folder.Make("site.pem", "CN=old");
        string next = await File.ReadAllTextAsync(folder.Make("next.pem", "CN=new"));
        using ProxyProcess proxy = await StartAsync($"ssl crt {site}");
        await CommitAsync(proxy, "cert", site, next);
        Assert.Contains("Subject: /CN=new\n", await proxy.AskAsync($"show ssl cert {site}"), StringComparison.Ordinal);

        proxy.Signal(ProxyProcess.SigUsr2);

        await UntilAsync(() => proxy.Errors.Contains($"[WARNING] reloaded: certificate {site} was replaced at run time: what the file says counts\n", StringComparison.Ordinal), proxy);
        Assert.Contains("Subject: /CN=old\n", await proxy.AskAsync($"show ssl cert {site}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CertificateThatIsInItsFileByThen_IsNotLost()
    {
        using TlsFolder folder = new();
        string site = folder.Make("site.pem", "CN=old");
        string next = await File.ReadAllTextAsync(folder.Make("next.pem", "CN=new"));
        using ProxyProcess proxy = await StartAsync($"ssl crt {site}");
        await CommitAsync(proxy, "cert", site, next);
        await File.WriteAllTextAsync(site, next);

        Assert.DoesNotContain("WARNING", await proxy.AskAsync("reload"), StringComparison.Ordinal);

        Assert.Contains("Subject: /CN=new\n", await proxy.AskAsync($"show ssl cert {site}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CertificateThatNoLineNames_IsGone()
    {
        using TlsFolder folder = new();
        string list = folder.Write("list", folder.Make("site.pem", "CN=site") + "\n");
        string more = await File.ReadAllTextAsync(folder.Make("more.pem", "CN=more", names: "more.example.com"));
        using ProxyProcess proxy = await StartAsync($"ssl crt-list {list}");
        Assert.StartsWith("New empty certificate store", await proxy.AskAsync("new ssl cert made"), StringComparison.Ordinal);
        await CommitAsync(proxy, "cert", "made", more);
        Assert.Contains("Success!", await proxy.AskAsync($"add ssl crt-list {list} made"), StringComparison.Ordinal);

        Assert.Contains("[WARNING] reloaded: certificate made was set at run time and is not in the configuration: it is gone\n", await proxy.AskAsync("reload"), StringComparison.Ordinal);

        Assert.DoesNotContain("made", await proxy.AskAsync("show ssl cert"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuthoritiesAndRevocationLists_GiveWayToTheirFiles()
    {
        using TlsFolder folder = new();
        using TlsFolder others = new();
        string revoked = folder.Make("revoked.pem", "CN=revoked");
        string list = folder.Write("crl.pem", folder.RevocationList(1));
        using ProxyProcess proxy = await StartAsync($"ssl crt {folder.Make("site.pem", "CN=site")} ca-file {folder.Authority} crl-file {list} verify required");
        await CommitAsync(proxy, "ca-file", folder.Authority, await File.ReadAllTextAsync(folder.Authority) + "\n" + await File.ReadAllTextAsync(others.Authority));
        await CommitAsync(proxy, "crl-file", list, folder.RevocationList(2, revoked));

        string answer = await proxy.AskAsync("reload");

        Assert.Contains($"[WARNING] reloaded: the authorities {folder.Authority} were replaced at run time: what the file says counts\n", answer, StringComparison.Ordinal);
        Assert.Contains($"[WARNING] reloaded: the revocation list {list} was replaced at run time: what the file says counts\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", await proxy.AskAsync("reload"), StringComparison.Ordinal);
    }

    [ProgramFact("/usr/bin/openssl", "openssl")]
    public async Task OcspResponse_GivesWayToItsFile()
    {
        using TlsFolder folder = new();
        string site = folder.Make("site.pem", "CN=site");
        await OcspAnswers.MakeAsync(folder, site, "site.pem.ocsp");
        string revoked = Convert.ToBase64String(await File.ReadAllBytesAsync(await OcspAnswers.MakeAsync(folder, site, "revoked.ocsp", isRevoked: true)));
        using ProxyProcess proxy = await StartAsync($"ssl crt {site}");
        Assert.Equal("OCSP Response updated!\n", await proxy.AskAsync($"set ssl ocsp-response <<\n{revoked}\n"));

        Assert.Contains($"[WARNING] reloaded: the OCSP response of {site} was replaced at run time: what the file says counts\n", await proxy.AskAsync("reload"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TicketKeys_GiveWayToTheirFile_UnlessItHasThem()
    {
        using TlsFolder folder = new();
        string file = folder.Write("keys", $"{Key(1)}\n{Key(2)}\n{Key(3)}\n");
        using ProxyProcess proxy = await StartAsync($"ssl crt {folder.Make("site.pem", "CN=site")} tls-ticket-keys {file}");
        Assert.Equal("TLS ticket key updated!\n", await proxy.AskAsync($"set ssl tls-key {file} {Key(4)}"));
        Assert.Contains($"[WARNING] reloaded: ticket keys of {file} were set at run time: what the file says counts\n", await proxy.AskAsync("reload"), StringComparison.Ordinal);

        Assert.Equal("TLS ticket key updated!\n", await proxy.AskAsync($"set ssl tls-key {file} {Key(4)}"));
        folder.Write("keys", $"{Key(2)}\n{Key(3)}\n{Key(4)}\n");
        Assert.DoesNotContain("WARNING", await proxy.AskAsync("reload"), StringComparison.Ordinal);
    }

    private static string Key(byte fill)
    {
        byte[] key = new byte[80];
        key.AsSpan().Fill(fill);
        return Convert.ToBase64String(key);
    }

    /// <param name="kind">cert, ca-file, crl-file.</param>
    private static async Task CommitAsync(ProxyProcess proxy, string kind, string path, string pem)
    {
        await proxy.AskAsync($"set ssl {kind} {path} <<\n{pem.TrimEnd()}\n");
        string answer = await proxy.AskAsync($"commit ssl {kind} {path}");
        Assert.Contains("Success!", answer, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> holds, ProxyProcess proxy)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Wire.Patience, proxy.Errors);
            await Task.Delay(10);
        }
    }

    private static Task<ProxyProcess> StartAsync(string bind) => ProxyProcess.StartAsync(string.Create(CultureInfo.InvariantCulture, $$"""
        global
            {{Console.Socket}}
        defaults
            mode http
            timeout connect 10s
            timeout client 30s
            timeout server 30s
        frontend web
            bind 127.0.0.1:{front} {{bind}}
            http-request return status 200
        """));
}
