using System;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Operations;
using Weir.Tests.Processes;
using Weir.Tests.Tools;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Tls;

/// <summary>Certificates whose files lie apart, and which have names of their own: <c>crt-store</c> sections (CFG 3.11).</summary>
public sealed class CrtStoreTests
{
    private const string OpenSsl = "/usr/bin/openssl";

    /// <summary>By alias, by path, in a section with a name and one without, in a crt-list, with the key in the certificate's file, beside it and elsewhere.</summary>
    [Fact]
    public async Task Certificates_AreFoundByTheirNames()
    {
        using TlsFolder folder = new();
        Directory.CreateDirectory(Path.Combine(folder.Path, "keys"));
        folder.Make("whole.pem", "CN=whole", names: "whole.example.com");
        Split(folder, "apart", "keys/apart.key");
        Split(folder, "beside", "beside.crt.key");
        Split(folder, "plain", "keys/plain.key");
        Split(folder, "listed", "listed.key");
        folder.Write("list", $"@web/listed.crt [alpn http/1.1] listed.example.com\n");
        using ProxyProcess proxy = await StartAsync(folder, "crt @web/whole crt @web/apart.crt crt @/beside crt plain.crt crt-list list", $"""
            crt-store web
                crt-base {folder.Path}
                key-base {folder.Path}/keys
                load crt whole.pem alias whole
                load crt apart.crt key apart.key
                key-base {folder.Path}
                load crt listed.crt key listed.key
            crt-store
                load crt beside.crt alias beside ocsp-update off
                load crt plain.crt key {folder.Path}/keys/plain.key
            """);
        foreach (string name in (string[])["whole", "apart", "beside", "plain", "listed"])
        {
            Assert.Equal("CN=" + name, await SubjectAsync(proxy, name + ".example.com"));
        }
    }

    /// <summary>MGT 9.3: certificates of a section are in the store, used or not, and are replaced by what they are known by.</summary>
    [Fact]
    public async Task ACertificate_IsReplacedByItsName()
    {
        using TlsFolder folder = new();
        folder.Make("old.pem", "CN=old");
        folder.Make("spare.pem", "CN=spare");
        string next = await File.ReadAllTextAsync(folder.Make("next.pem", "CN=next"));
        using ProxyProcess proxy = await StartAsync(folder, "crt @web/site", "crt-store web\n    load crt old.pem alias site\n    load crt spare.pem");
        Assert.Equal("# filename\n@web/site\n@web/spare.pem\n", await proxy.AskAsync("show ssl cert"));
        Assert.StartsWith("Filename: @web/spare.pem\nStatus: Unused\n", await proxy.AskAsync("show ssl cert @web/spare.pem"), StringComparison.Ordinal);
        Assert.Equal("CN=old", await SubjectAsync(proxy, "a"));
        Assert.Equal("Transaction created for certificate @web/site!\n", await proxy.AskAsync($"set ssl cert @web/site <<\n{next}"));
        Assert.Equal("Committing @web/site.\nSuccess!\n", await proxy.AskAsync("commit ssl cert @web/site"));
        Assert.Equal("CN=next", await SubjectAsync(proxy, "a"));
    }

    /// <summary>What is stapled and shown is what the line names, and nothing that lies beside the certificate.</summary>
    [ProgramFact(OpenSsl, "openssl")]
    public async Task OnlyTheFilesOfTheLine_AreRead()
    {
        using TlsFolder folder = new();
        string one = folder.Make("one.pem", "CN=one", names: "one.example.com");
        string two = folder.Make("two.pem", "CN=two", names: "two.example.com");
        await OcspAnswers.MakeAsync(folder, one, "answer.der");
        await OcspAnswers.MakeAsync(folder, two, "two.pem.ocsp");
        using ProxyProcess proxy = await StartAsync(folder, "crt @/one crt @/two", "crt-store\n    load crt one.pem alias one ocsp answer.der issuer ca.pem\n    load crt two.pem alias two");
        Assert.Contains("Cert Status: good", await StatusAsync(proxy, "one.example.com"), StringComparison.Ordinal);
        Assert.Contains("OCSP response: no response sent", await StatusAsync(proxy, "two.example.com"), StringComparison.Ordinal);
    }

    /// <summary>A server that asks for a certificate is shown one of a section; a reload brings another.</summary>
    [Fact]
    public async Task Servers_AreShownThem_AndAReloadBringsOthers()
    {
        using TlsFolder folder = new();
        folder.Make("site.pem", "CN=site");
        folder.Make("client.pem", "CN=first");
        folder.Make("other.pem", "CN=second");
        string file = $$"""
            global
                stats socket ipv4@127.0.0.1:{cli} level admin
                default-path origin {{folder.Path}}
            defaults
                mode http
                timeout connect 10s
                timeout client 30s
                timeout server 30s
            crt-store s
                load crt site.pem alias site
                load crt client.pem alias client
            frontend asks
                bind 127.0.0.1:{asks} ssl crt @s/site verify required ca-file ca.pem
                http-request return status 200 content-type text/plain lf-string "%[ssl_c_s_dn(cn)]"
            frontend f
                bind 127.0.0.1:{front}
                default_backend b
            backend b
                http-reuse never
                server s 127.0.0.1:{asks} ssl verify none crt @s/client
            """;
        using ProxyProcess proxy = await ProxyProcess.StartAsync(file);
        Assert.Equal("first", await AskAsync(proxy));
        proxy.Rewrite(file.Replace("client.pem", "other.pem", StringComparison.Ordinal));
        Assert.StartsWith("Success=1\n", await proxy.AskAsync("reload"), StringComparison.Ordinal);
        Assert.Equal("second", await AskAsync(proxy));
    }

    /// <summary>A file that is missing is found once, where it is named; so is a name that no section has.</summary>
    [Theory]
    [InlineData("crt @/a", "load crt no.pem alias a", "no.pem' cannot be read: ", 1)]
    [InlineData("crt @/a", "load crt a.pem alias a key no.key", "the key 'no.key' cannot be read: ", 1)]
    [InlineData("crt @/a", "load crt a.pem alias a sctl no.sctl", "the list of timestamps 'no.sctl' cannot be read: ", 1)]
    [InlineData("crt @/a", "load crt a.pem alias a key b.key", "key", 1)]
    [InlineData("crt @/b crt @x/a", "load crt a.pem alias a", "no crt-store section has '@x/a': it needs a line like 'load crt PATH alias NAME'", 2)]
    [InlineData("crt a.pem", "load crt no.pem", "the certificate 'no.pem' cannot be read: ", 1)]
    public void Faults_AreFoundBeforeStart(string bind, string load, string finding, int errors)
    {
        using TlsFolder folder = new();
        folder.Make("a.pem", "CN=a");
        folder.Make("b.key", "CN=b");
        string file = folder.Write("weir.cfg", $"global\n default-path origin {folder.Path}\ncrt-store\n {load}\ndefaults\n mode http\n timeout client 1s\nfrontend f\n bind 127.0.0.1:1 ssl {bind}\n http-request return status 200\n");
        ToolRun run = ToolRun.Of("check", file);
        Assert.Contains(finding, run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Equal(errors, (run.Output + run.Errors).Split("[ERROR]").Length - 1);
    }

    private static Task<ProxyProcess> StartAsync(TlsFolder folder, string certificates, string stores) => ProxyProcess.StartAsync($$"""
        global
            stats socket ipv4@127.0.0.1:{cli} level admin
            default-path origin {{folder.Path}}
        {{stores}}
        defaults
            mode http
            timeout client 30s
        frontend f
            bind 127.0.0.1:{front} ssl {{certificates}}
            http-request return status 200
        """);

    /// <summary>A certificate and its key in two files.</summary>
    private static void Split(TlsFolder folder, string name, string key)
    {
        string path = folder.Make(name + ".crt", "CN=" + name, names: name + ".example.com");
        string pem = File.ReadAllText(path);
        int at = pem.IndexOf("-----BEGIN PRIVATE KEY", StringComparison.Ordinal);
        folder.Write(key, pem[at..]);
        File.WriteAllText(path, pem[..at]);
    }

    private static async Task<string> AskAsync(ProxyProcess proxy)
    {
        using Wire wire = await Wire.ConnectAsync(proxy.PortOf("front"));
        await wire.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        return (await wire.ReceiveReplyAsync()).Body;
    }

    private static Task<string> StatusAsync(ProxyProcess proxy, string name) =>
        Tool.RunAsync(OpenSsl, $"s_client -connect 127.0.0.1:{proxy.PortOf("front")} -servername {name} -status");

    private static async Task<string> SubjectAsync(ProxyProcess proxy, string name)
    {
        using TcpClient client = new();
        await client.ConnectAsync("127.0.0.1", proxy.PortOf("front"));
        string subject = "";
        using SslStream tls = new(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = name,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => (subject = certificate!.Subject).Length > 0,
        });
        return subject;
    }
}
