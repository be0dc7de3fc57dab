using System;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Weir.Tests.Tls;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary>Certificates and crt-lists changed while clients come (MGT 9.3, ssl family), with the answers of HAProxy 2.6.</summary>
public sealed class CertificateCommandTests
{
    [Fact]
    public async Task ACertificate_IsReplaced_OnlyWhenCommitted()
    {
        using TlsFolder folder = new();
        string site = folder.Make("site.pem", "CN=old.example.com", names: ["old.example.com", "www.example.com"]);
        string next = await File.ReadAllTextAsync(folder.Make("next.pem", "CN=new.example.com", rsa: true));
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Bind = $" ssl crt {site}" });
        Assert.Equal($"# filename\n{site}\n", await stand.Proxy.AskAsync("show ssl cert"));
        string details = await stand.Proxy.AskAsync($"show ssl cert {site}");
        Assert.StartsWith($"Filename: {site}\nStatus: Used\nSerial: ", details, StringComparison.Ordinal);
        Assert.Contains("\nSubject Alternative Name: DNS:old.example.com, DNS:www.example.com\nAlgorithm: EC256\n", details, StringComparison.Ordinal);
        Assert.Contains("\nSubject: /CN=old.example.com\nIssuer: /CN=Test Authority\n", details, StringComparison.Ordinal);

        await ExpectAsync(
            stand,
            ($"commit ssl cert {site}", $"No ongoing transaction! !\nCan't commit {site}!\n"),
            ($"set ssl cert nope <<\n{next}", "Can't replace a certificate which is not referenced by the configuration!\nCan't update nope!\n"),
            ($"set ssl cert {site} <<\n{next}", $"Transaction created for certificate {site}!\n"),
            ("show ssl cert", $"# transaction\n*{site}\n# filename\n{site}\n"));
        Assert.Contains("Status: Unused\n", await stand.Proxy.AskAsync($"show ssl cert *{site}"), StringComparison.Ordinal);
        Assert.Equal("CN=old.example.com", await SubjectAsync(stand, "x"));
        await ExpectAsync(
            stand,
            ($"abort ssl cert {site}", $"Transaction aborted for certificate '{site}'!\n"),
            ($"abort ssl cert {site}", "No ongoing transaction!\n"),
            ($"set ssl cert {site} <<\n{next}", $"Transaction created for certificate {site}!\n"),
            ($"commit ssl cert {site}", $"Committing {site}.\nSuccess!\n"));
        Assert.Equal("CN=new.example.com", await SubjectAsync(stand, "x"));

        // A renewed certificate may come without its key.
        string alone = next[..(next.IndexOf("-----END CERTIFICATE-----", StringComparison.Ordinal) + 26)];
        await ExpectAsync(stand, ($"set ssl cert {site} <<\n{alone}", $"Transaction created for certificate {site}!\n"), ($"commit ssl cert {site}", $"Committing {site}.\nSuccess!\n"));
        Assert.Equal("CN=new.example.com", await SubjectAsync(stand, "x"));
    }

    /// <summary>MGT 9.3 set ssl cert: what lies beside the certificate (CFG 3.1 ssl-load-extra-files), RFC 6066 section 8 for what is stapled.</summary>
    [Fact]
    public async Task WhatLiesBesideACertificate_IsReplaced_PartByPart()
    {
        using TlsFolder folder = new();
        string site = folder.Make("site.pem", "CN=old");
        string next = folder.Make("next.pem", "CN=new");
        string pem = await File.ReadAllTextAsync(next);
        int key = pem.IndexOf("-----BEGIN PRIVATE KEY", StringComparison.Ordinal);
        string old = Convert.ToBase64String(await File.ReadAllBytesAsync(await OcspAnswers.MakeAsync(folder, site, "old.der", isRevoked: true)));
        string good = Convert.ToBase64String(await File.ReadAllBytesAsync(await OcspAnswers.MakeAsync(folder, next, "new.der")));
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Bind = $" ssl crt {site}" });
        Assert.Contains("OCSP response: no response sent", await StatusAsync(stand), StringComparison.Ordinal);

        string created = $"Transaction created for certificate {site}!\n";
        string updated = $"Transaction updated for certificate {site}!\n";
        string committed = $"Committing {site}.\nSuccess!\n";
        await ExpectAsync(stand, ($"set ssl cert {site}.ocsp <<\n{old}\n", created), ($"commit ssl cert {site}", committed));
        Assert.Contains("Cert Status: revoked", await StatusAsync(stand), StringComparison.Ordinal);

        // A new certificate brings nothing of the old one but its key, until it has its own.
        await ExpectAsync(
            stand,
            ($"set ssl cert {site} <<\n{pem[..key]}", created),
            ($"commit ssl cert {site}", $"inconsistencies between private key and certificate loaded '{site}'.\nCan't commit {site}!\n"),
            ($"set ssl cert {site}.key <<\n{pem[key..]}", updated),
            ($"set ssl cert {site}.issuer <<\n{(await File.ReadAllTextAsync(folder.Authority)).Trim()}\n", updated),
            ($"set ssl cert {site}.ocsp <<\n{old}\n", updated),
            ($"commit ssl cert {site}", $"OCSP single response: Certificate ID does not match any certificate or issuer.\nCan't commit {site}!\n"),
            ($"set ssl cert {site}.ocsp <<\n{good}\n", updated),
            ($"set ssl cert {site}.sctl <<\n{Convert.ToBase64String([0, 4, 0, 2, 1, 2])}\n", updated),
            ($"commit ssl cert {site}", committed));
        string status = await StatusAsync(stand);
        Assert.Contains("Cert Status: good", status, StringComparison.Ordinal);
        Assert.Contains("subject=CN = new", status, StringComparison.Ordinal);

        await ExpectAsync(
            stand,
            ($"set ssl cert {site}.key <<\ngarbage\n", $"unable to load private key from file '{site}'.\nCan't load the payload\nCan't update {site}.key!\n"),
            ($"set ssl cert {site}.ocsp <<\n!\n", $"Error reading OCSP response in base64 format\nCan't load the payload\nCan't update {site}.ocsp!\n"),
            ($"set ssl cert {site}.issuer <<\nnope\n", $"'{site}' cannot be read or parsed'.\nCan't load the payload\nCan't update {site}.issuer!\n"),
            ($"set ssl cert {site}.sctl <<\nAAAA\n", $"this is no list of signed certificate timestamps as RFC 6962 section 3.3 has it\nCan't load the payload\nCan't update {site}.sctl!\n"),
            ($"set ssl cert {site}.foo <<\nx\n", $"Can't replace a certificate which is not referenced by the configuration!\nCan't update {site}.foo!\n"),
            ($"commit ssl cert {site}", $"No ongoing transaction! !\nCan't commit {site}!\n"));
    }

    /// <summary>What a client sees that asks for the state of the certificate.</summary>
    private static Task<string> StatusAsync(TestStand stand) =>
        Tool.RunAsync("/usr/bin/openssl", $"s_client -connect 127.0.0.1:{stand.Proxy.PortOf("front")} -servername a -status");

    [Fact]
    public async Task AList_TakesNewCertificates_AndLetsThemGo()
    {
        using TlsFolder folder = new();
        string site = folder.Make("site.pem", "CN=site");
        string more = await File.ReadAllTextAsync(folder.Make("more.pem", "CN=more", names: "more.example.com"));
        string list = folder.Write("list", $"{site} [alpn http/1.1] site.example.com\n");
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Bind = $" ssl crt-list {list}" });
        await ExpectAsync(
            stand,
            ("show ssl crt-list", $"{list}\n"),
            ($"show ssl crt-list -n {list}", $"# {list}\n{site}:1 [alpn http/1.1] site.example.com\n"),
            ("show ssl crt-list nope", "didn't find the specified filename\n"),
            ("new ssl cert more", "New empty certificate store 'more'!\n"),
            ("new ssl cert more", "Certificate 'more' already exists!\n"),
            ("show ssl cert more", "Filename: more\nStatus: Empty\nOCSP Response Key: \n"),
            ($"add ssl crt-list {list} more", "Can't edit the crt-list: certificate 'more' is empty!\n"),
            ($"set ssl cert more <<\n{more}", "Transaction created for certificate more!\n"),
            ("commit ssl cert more", "Committing more\nSuccess!\n"),
            ("add ssl crt-list nope more", "Can't edit the crt-list: crt-list 'nope' does not exist!\n"),
            ($"add ssl crt-list {list} more", $"Inserting certificate 'more' in crt-list '{list}'.\nSuccess!\n"),
            ($"add ssl crt-list {list} <<\nmore other.example.com\n", $"Inserting certificate 'more' in crt-list '{list}'.\nSuccess!\n"),
            ($"show ssl crt-list -n {list}", $"# {list}\n{site}:1 [alpn http/1.1] site.example.com\nmore:2\nmore:3 other.example.com\n"));
        Assert.Equal("CN=more", await SubjectAsync(stand, "other.example.com"));
        await ExpectAsync(
            stand,
            ("del ssl cert more", "Can't remove the certificate: certificate 'more' in use, can't be deleted!\n"),
            ($"del ssl crt-list {list} more", "Can't delete the entry: found the certificate 'more' in several entries, please specify a line number preceded by colons (2, 3)!\n"),
            ($"del ssl crt-list {list} more:3", $"Entry 'more' deleted in crtlist '{list}'!\n"));
        Assert.Equal(("CN=site", "CN=more"), (await SubjectAsync(stand, "other.example.com"), await SubjectAsync(stand, "more.example.com")));
        await ExpectAsync(
            stand,
            ($"del ssl crt-list {list} {site}", $"Can't delete the entry: certificate '{site}' cannot be deleted, it is used as default certificate\n"),
            ($"del ssl crt-list {list} more", $"Entry 'more' deleted in crtlist '{list}'!\n"),
            ("del ssl cert more", "Certificate 'more' deleted!\n"),
            ("show ssl cert", $"# filename\n{site}\n"));
    }

    [Fact]
    public async Task Authorities_AreShown()
    {
        using TlsFolder folder = new();
        string site = folder.Make("site.pem", "CN=site");
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Bind = $" ssl crt {site} verify optional ca-file {folder.Authority}" });
        Assert.Equal($"# filename\n{folder.Authority} - 1 certificate(s)\n", await stand.Proxy.AskAsync("show ssl ca-file"));
        string details = await stand.Proxy.AskAsync($"show ssl ca-file {folder.Authority}:1");
        Assert.StartsWith($"Filename: {folder.Authority}\nStatus: Used\n\nCertificate #1:\nSerial: ", details, StringComparison.Ordinal);
        Assert.EndsWith("\nSubject: /CN=Test Authority\nIssuer: /CN=Test Authority\n", details, StringComparison.Ordinal);
        Assert.Equal("Can't display the CA file : Not found!\n", await stand.Proxy.AskAsync("show ssl ca-file nope"));
        Assert.Equal("# filename\n", await stand.Proxy.AskAsync("show ssl crl-file"));
    }

    [Fact]
    public async Task OneTransactionAtATime_OfEachKind()
    {
        using TlsFolder folder = new();
        string one = folder.Make("one.pem", "CN=one");
        string two = folder.Make("two.pem", "CN=two");
        string pem = await File.ReadAllTextAsync(two);
        string key = pem[pem.IndexOf("-----BEGIN PRIVATE KEY", StringComparison.Ordinal)..];
        string ca = folder.Authority;
        string authority = (await File.ReadAllTextAsync(ca)).Trim() + "\n";
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Bind = $" ssl crt {one} crt {two} verify optional ca-file {ca}" });
        string other = $"The ongoing transaction is about '{one}' but you are trying to set '{two}'\n";
        await ExpectAsync(
            stand,
            ($"set ssl cert {one} <<\n{pem}", $"Transaction created for certificate {one}!\n"),
            ($"set ssl cert {two} <<\n{pem}", $"{other}Can't update {two}!\n"),
            ($"set ssl cert {two}.key <<\n{key}", $"{other}Can't update {two}.key!\n"),
            ($"set ssl cert {two}.ocsp <<\n!\n", $"{other}Can't update {two}.ocsp!\n"),
            ($"set ssl cert nope <<\n{pem}", $"The ongoing transaction is about '{one}' but you are trying to set 'nope'\nCan't update nope!\n"),
            ($"commit ssl cert {two}", $"{other}Can't commit {two}!\n"),
            ($"abort ssl cert {two}", $"The ongoing transaction is about '{one}' but you are trying to abort a transaction for '{two}'\n"),
            ($"del ssl cert {one}", $"Can't remove the certificate: ongoing transaction for the certificate '{one}'\n"),
            ("show ssl cert", $"# transaction\n*{one}\n# filename\n{one}\n{two}\n"),
            ($"set ssl cert {one}.key <<\n{key}", $"Transaction updated for certificate {one}!\n"),
            ($"set ssl ca-file {ca} <<\n{authority}", $"transaction created for CA {ca}!\n"),
            ("new ssl ca-file more", "New CA file created 'more'!\n"),
            ($"set ssl ca-file more <<\n{authority}", $"The ongoing transaction is about '{ca}' but you are trying to set 'more'\nCan't update more!\n"),
            ("commit ssl ca-file more", $"The ongoing transaction is about '{ca}' but you are trying to set 'more'\nCan't commit more!\n"),
            ("abort ssl ca-file more", $"The ongoing transaction is about '{ca}' but you are trying to abort a transaction for 'more'\n"),
            ($"del ssl ca-file {ca}", $"Can't remove the CA file: ongoing transaction for the CA file '{ca}'\n"),
            ($"commit ssl ca-file {ca}", $"Committing {ca}.\nSuccess!\n"),
            ($"commit ssl cert {one}", $"Committing {one}.\nSuccess!\n"),
            ($"set ssl cert {two} <<\n{pem}", $"Transaction created for certificate {two}!\n"),
            ($"abort ssl cert {two}", $"Transaction aborted for certificate '{two}'!\n"),
            ($"set ssl ca-file more <<\n{authority}", "transaction created for CA more!\n"));
    }

    private static async Task ExpectAsync(TestStand stand, params (string Command, string Answer)[] dialogue)
    {
        foreach ((string command, string answer) in dialogue)
        {
            string got = await stand.Proxy.AskAsync(command);
            Assert.True(got == answer, $"{command}\nexpected: {answer}\nanswered: {got}");
        }
    }

    /// <summary>Whose certificate a client sees.</summary>
    private static async Task<string> SubjectAsync(TestStand stand, string name)
    {
        using TcpClient client = new();
        await client.ConnectAsync("127.0.0.1", stand.Proxy.PortOf("front"));
        string subject = "";
        using SslStream tls = new(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = name,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => Note(certificate!, out subject),
        });
        return subject;
    }

    private static bool Note(X509Certificate certificate, out string subject)
    {
        subject = certificate.Subject;
        return true;
    }
}
