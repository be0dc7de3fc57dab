using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Tls;

/// <summary>The real program between <c>openssl s_client</c> and <c>openssl s_server</c>.</summary>
public sealed class OpenSslTests
{
    private const string OpenSsl = "/usr/bin/openssl";

    /// <summary>RFC 6066 section 8: the answer that lies beside the certificate is stapled for clients that ask for one.</summary>
    [ProgramFact(OpenSsl, "openssl")]
    public async Task OcspAnswerBesideTheCertificate_IsStapled()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new();
        string stapled = folder.Make("a.pem", "CN=a", names: "a.example.com");
        string bare = folder.Make("b.pem", "CN=b", names: "b.example.com");
        await OcspAnswers.MakeAsync(folder, stapled, "a.pem.ocsp");
        using ProxyProcess proxy = await StartAsync($"ssl crt {stapled} crt {bare}", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{origin.Port}"));
        string said = await AskAsync(proxy, "-servername a.example.com -status");
        Assert.Contains("OCSP Response Status: successful (0x0)", said, StringComparison.Ordinal);
        Assert.Contains("Cert Status: good", said, StringComparison.Ordinal);
        Assert.Contains("OCSP response: no response sent", await AskAsync(proxy, "-servername b.example.com -status"), StringComparison.Ordinal);
        Assert.DoesNotContain("OCSP", await AskAsync(proxy, "-servername a.example.com"), StringComparison.Ordinal);
    }

    /// <summary>CFG 5.1 ssl-min-ver: old versions are spoken where the file says so, with the ciphers that OpenSSL still has for them.</summary>
    [ProgramFact(OpenSsl, "openssl")]
    public async Task EveryVersion_WhereTheFileAllowsIt()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new();
        string certificate = folder.Make("a.pem", "CN=a");
        using ProxyProcess proxy = await StartAsync($"ssl crt {certificate} ssl-min-ver TLSv1.0 ciphers DEFAULT@SECLEVEL=0", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{origin.Port}"));
        foreach ((string option, string version) in ((string, string)[])[("-tls1", "TLSv1"), ("-tls1_1", "TLSv1.1"), ("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")])
        {
            string said = await AskAsync(proxy, $"{option} -cipher DEFAULT@SECLEVEL=0", "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            Assert.Contains("GET /x 0 ", said, StringComparison.Ordinal);
            Assert.Contains($"Protocol  : {version}\n", said, StringComparison.Ordinal);
        }
    }

    [ProgramFact(OpenSsl, "openssl")]
    public async Task SServer_AsOrigin_EveryVersion_WithAndWithoutOurCertificate()
    {
        using TlsFolder folder = new();
        string theirs = folder.Make("server.pem", "CN=server", names: "server.example.com");
        string ours = folder.Make("ours.pem", "CN=our proxy");
        int port = Ports.Free();
        using Process server = Process.Start(new ProcessStartInfo(OpenSsl, string.Create(CultureInfo.InvariantCulture, $"s_server -accept 127.0.0.1:{port} -cert {theirs} -www -verify 1 -CAfile {folder.Authority} -cipher DEFAULT@SECLEVEL=0 -min_protocol TLSv1.1")) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            long begin = Stopwatch.GetTimestamp();
            while (!Ports.IsListening(port) && Stopwatch.GetElapsedTime(begin) < Wire.Patience)
            {
                await Task.Delay(10);
            }

            foreach (string version in (string[])["TLSv1.1", "TLSv1.2", "TLSv1.3"])
            {
                string speaks = $"ssl ca-file {folder.Authority} sni str(server.example.com) ssl-min-ver {version} ssl-max-ver {version} ciphers DEFAULT@SECLEVEL=0";
                string address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
                using (ProxyProcess proxy = await StartAsync("", $"{address} {speaks}"))
                {
                    string page = await Tool.CurlAsync(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{proxy.PortOf("front")}/"));
                    Assert.Contains($"Protocol  : {version}\n", page, StringComparison.Ordinal);
                    Assert.Contains("no client certificate available", page, StringComparison.Ordinal);
                }

                using ProxyProcess known = await StartAsync("", $"{address} {speaks} crt {ours}");
                Assert.Contains("Subject: CN=our proxy", await Tool.CurlAsync(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{known.PortOf("front")}/")), StringComparison.Ordinal);
            }
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private static Task<string> AskAsync(ProxyProcess proxy, string options, string request = "Q\n") =>
        Tool.RunAsync(OpenSsl, string.Create(CultureInfo.InvariantCulture, $"s_client -connect 127.0.0.1:{proxy.PortOf("front")} {(request.Length > 2 ? "-ign_eof" : "")} {options}"), request);

    private static Task<ProxyProcess> StartAsync(string bind, string server) => ProxyProcess.StartAsync($$"""
        defaults
            mode http
            timeout connect 10s
            timeout client 30s
            timeout server 30s
        frontend web
            bind 127.0.0.1:{front} {{bind}}
            default_backend app
        backend app
            http-reuse never
            server s {{server}}
        """);
}
