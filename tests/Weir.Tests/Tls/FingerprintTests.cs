using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Weir.Tests.Logs;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Tls;

/// <summary>What rules are told of a client's first message and of the secrets of a handshake (CFG 3.2 tune.ssl.capture-buffer-size, tune.ssl.keylog).</summary>
public sealed class FingerprintTests
{
    private const string OpenSsl = "/usr/bin/openssl";
    private const string HAProxy = "/usr/sbin/haproxy";
    private const string Request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    /// <summary>The example of CFG 7.3.4 ssl_fc_extlist_bin, and every fetch of its kind that haproxy 2.6 knows.</summary>
    private const string Fingerprint = """
        ja3=%[ssl_fc_protocol_hello_id],%[ssl_fc_cipherlist_bin(1),be2dec(-,2)],%[ssl_fc_extlist_bin(1),be2dec(-,2)],%[ssl_fc_eclist_bin(1),be2dec(-,2)],%[ssl_fc_ecformats_bin,be2dec(-,1)]\nall=%[ssl_fc_cipherlist_bin,hex]\nhex=%[ssl_fc_cipherlist_hex]/%[ssl_fc_cipherlist_hex(1)]\nstr=%[ssl_fc_cipherlist_str]/%[ssl_fc_cipherlist_str(1)]\nxxh=%[ssl_fc_cipherlist_xxh]\next=%[ssl_fc_extlist_bin,hex]\nec=%[ssl_fc_eclist_bin,hex]\n
        """;

    [ProgramTheory(HAProxy, "haproxy")]
    [InlineData("tune.ssl.capture-buffer-size 400", "-servername a.example.com -alpn http/1.1")]
    [InlineData("tune.ssl.capture-buffer-size 400", "-tls1_2 -cipher AES128-SHA:ECDHE-ECDSA-AES128-GCM-SHA256")]
    [InlineData("tune.ssl.capture-buffer-size 400", "-noservername -groups P-256:X25519 -no_ticket")]
    [InlineData("tune.ssl.capture-cipherlist-size 400", "-servername a.example.com")]
    [InlineData("tune.ssl.capture-buffer-size 75", "")]
    [InlineData("tune.ssl.capture-buffer-size 11", "")]
    [InlineData("tune.ssl.capture-buffer-size 0", "")]
    public async Task Fingerprint_IsThatOfHAProxy(string tune, string client)
    {
        using TlsFolder folder = new();
        string certificate = folder.Make("a.pem", "CN=a");
        int port = Ports.Free();
        string file = folder.Write("haproxy.cfg", Configuration(tune, certificate, Fingerprint.TrimEnd()).Replace("{front}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) + "\n");
        using Process other = Process.Start(new ProcessStartInfo(HAProxy, $"-db -f {file}") { RedirectStandardError = true, RedirectStandardOutput = true })!;
        try
        {
            long begin = Stopwatch.GetTimestamp();
            while (!Ports.IsListening(port) && Stopwatch.GetElapsedTime(begin) < Wire.Patience)
            {
                await Task.Delay(10);
            }

            using ProxyProcess proxy = await ProxyProcess.StartAsync(Configuration(tune, certificate, Fingerprint.TrimEnd()));
            string expected = LinesOf(await AskAsync(port, client));
            Assert.Contains("ja3=", expected, StringComparison.Ordinal);
            Assert.Equal(expected, LinesOf(await AskAsync(proxy.PortOf("front"), client)));
        }
        finally
        {
            other.Kill();
            await other.WaitForExitAsync();
        }
    }

    /// <summary>The example of CFG 7.3.4 word for word: a client is known by the digest of what it said first.</summary>
    [ProgramFact(OpenSsl, "openssl")]
    [SuppressMessage("Security", "CA5351", Justification = "JA3 is an MD5; nothing is kept secret by it.")]
    public async Task Malware_IsKnownByItsFingerprint()
    {
        using TlsFolder folder = new();
        using HttpOrigin origin = new();
        string certificate = folder.Make("a.pem", "CN=a");
        string list = folder.Write("malware-ja3.lst", "00000000000000000000000000000000\n");
        string text = $$"""
            global
                tune.ssl.capture-buffer-size 400
            defaults
                mode http
                timeout connect 10s
                timeout client 30s
                timeout server 30s
            frontend web
                bind 127.0.0.1:{front} ssl crt {{certificate}}
                http-request set-header X-SSL-JA3 %[ssl_fc_protocol_hello_id],%[ssl_fc_cipherlist_bin(1),be2dec(-,2)],%[ssl_fc_extlist_bin(1),be2dec(-,2)],%[ssl_fc_eclist_bin(1),be2dec(-,2)],%[ssl_fc_ecformats_bin,be2dec(-,1)]
                acl is_malware req.fhdr(x-ssl-ja3),digest(md5),hex -f {{list}}
                http-request set-header X-Malware True if is_malware
                http-request set-header X-Malware False if !is_malware
                default_backend app
            backend app
                server s 127.0.0.1:{{origin.Port.ToString(CultureInfo.InvariantCulture)}}
            """;
        string known;
        using (ProxyProcess proxy = await ProxyProcess.StartAsync(text))
        {
            await AskAsync(proxy.PortOf("front"), "-servername a.example.com");
            Assert.Contains("X-Malware: False\r\n", origin.LastHead, StringComparison.Ordinal);
            known = origin.LastHead.Split("X-SSL-JA3: ")[1].Split("\r\n")[0];
            Assert.StartsWith("771,4866-4867-4865-", known, StringComparison.Ordinal);
        }

        folder.Write("malware-ja3.lst", Convert.ToHexString(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.ASCII.GetBytes(known))) + "\n");
        using ProxyProcess warned = await ProxyProcess.StartAsync(text);
        await AskAsync(warned.PortOf("front"), "-servername a.example.com");
        Assert.Contains("X-Malware: True\r\n", origin.LastHead, StringComparison.Ordinal);
        await AskAsync(warned.PortOf("front"), "-noservername");
        Assert.Contains("X-Malware: False\r\n", origin.LastHead, StringComparison.Ordinal);
    }

    /// <summary>Since haproxy 2.6: signature algorithms and versions, as the options of the client have them.</summary>
    [ProgramFact(OpenSsl, "openssl")]
    public async Task SignatureAlgorithmsAndVersions_AreThoseOfTheClient()
    {
        using TlsFolder folder = new();
        string certificate = folder.Make("a.pem", "CN=a");
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Configuration("tune.ssl.capture-buffer-size 400", certificate, "sig=%[ssl_fc_sigalgs_bin,hex] ver=%[ssl_fc_supported_versions_bin(1),hex]\\n"));
        Assert.Contains("sig=04030503 ver=0304\n", await AskAsync(proxy.PortOf("front"), "-tls1_3 -sigalgs ECDSA+SHA256:ECDSA+SHA384"), StringComparison.Ordinal);
    }

    /// <summary>RFC 8446 section 7.1: the client's file of keys has the same lines for the same connection.</summary>
    [ProgramFact(OpenSsl, "openssl")]
    public async Task KeyLog_IsThatOfTheClient()
    {
        using TlsFolder folder = new();
        string certificate = folder.Make("a.pem", "CN=a");
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Configuration("tune.ssl.keylog on", certificate, KeysOf("fc").Replace("\n", "\\n", StringComparison.Ordinal)));
        string log = Path.Combine(folder.Path, "keys");
        string said = await AskAsync(proxy.PortOf("front"), $"-keylogfile {log}");
        string[] lines = Array.FindAll(await File.ReadAllLinesAsync(log), line => !line.StartsWith('#'));
        Assert.Equal(5, lines.Length);
        foreach (string line in lines)
        {
            Assert.Contains("\n" + line + "\n", said, StringComparison.Ordinal);
        }

        Assert.Contains("\nCLIENT_EARLY_TRAFFIC_SECRET ", said, StringComparison.Ordinal);
        Assert.Contains("\nEARLY_EXPORTER_SECRET ", said, StringComparison.Ordinal);
    }

    /// <summary>CFG 3.2 tune.ssl.keylog: before TLS 1.3 one line says it all, and needs no setting.</summary>
    [ProgramFact(OpenSsl, "openssl")]
    public async Task KeyLog_BeforeTls13_IsTheMasterSecret()
    {
        using TlsFolder folder = new();
        string certificate = folder.Make("a.pem", "CN=a");
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Configuration("", certificate, "\\nCLIENT_RANDOM %[ssl_fc_client_random,hex,lower] %[ssl_fc_session_key,hex,lower]\\nnone:%[ssl_fc_exporter_secret]%[ssl_fc_client_traffic_secret_0]\\n"));
        string log = Path.Combine(folder.Path, "keys");
        string said = await AskAsync(proxy.PortOf("front"), $"-tls1_2 -keylogfile {log}");
        string line = Assert.Single(Array.FindAll(await File.ReadAllLinesAsync(log), line => !line.StartsWith('#')));
        Assert.Contains("\n" + line + "\nnone:\n", said, StringComparison.Ordinal);
    }

    [ProgramFact(OpenSsl, "openssl")]
    public async Task KeyLog_TowardsAServer_IsThatOfTheServer()
    {
        using TlsFolder folder = new();
        string certificate = folder.Make("server.pem", "CN=server");
        string log = Path.Combine(folder.Path, "keys");
        int port = Ports.Free();
        using Process server = Process.Start(new ProcessStartInfo(OpenSsl, string.Create(CultureInfo.InvariantCulture, $"s_server -accept 127.0.0.1:{port} -cert {certificate} -www -keylogfile {log}")) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            long begin = Stopwatch.GetTimestamp();
            while (!Ports.IsListening(port) && Stopwatch.GetElapsedTime(begin) < Wire.Patience)
            {
                await Task.Delay(10);
            }

            using ProxyProcess proxy = await ProxyProcess.StartAsync($$"""
                global
                    tune.ssl.keylog on
                defaults
                    mode http
                    timeout connect 10s
                    timeout client 30s
                    timeout server 30s
                frontend web
                    bind 127.0.0.1:{front}
                    http-response set-header X-Keys "{{KeysOf("bc").TrimEnd().Replace("\n", "; ", StringComparison.Ordinal)}};"
                    default_backend app
                backend app
                    server s 127.0.0.1:{{port.ToString(CultureInfo.InvariantCulture)}} ssl verify none
                """);
            string said = await Tool.CurlAsync(string.Create(CultureInfo.InvariantCulture, $"-D - -o /dev/null http://127.0.0.1:{proxy.PortOf("front")}/"));
            string[] lines = Array.FindAll(await File.ReadAllLinesAsync(log), line => !line.StartsWith('#'));
            Assert.Equal(5, lines.Length);
            foreach (string line in lines)
            {
                Assert.Contains(line + ";", said, StringComparison.Ordinal);
            }
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    /// <summary>The lines of a file of keys, as CFG 3.2 tune.ssl.keylog has them.</summary>
    /// <param name="side">fc or bc.</param>
    private static string KeysOf(string side)
    {
        string lines = "";
        foreach (string label in (string[])["CLIENT_EARLY_TRAFFIC_SECRET", "CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET", "CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0", "EXPORTER_SECRET", "EARLY_EXPORTER_SECRET"])
        {
            lines += $"\n{label} %[ssl_{side}_client_random,hex,lower] %[ssl_{side}_{label.ToLowerInvariant()}]";
        }

        return lines + "\n";
    }

    private static string Configuration(string tune, string certificate, string text) => $$"""
        global
            {{tune}}
        defaults
            mode http
            timeout connect 10s
            timeout client 30s
            timeout server 30s
        frontend web
            bind 127.0.0.1:{front} ssl crt {{certificate}}
            http-request return status 200 content-type text/plain lf-string "{{text}}"
        """;

    private static string LinesOf(string answer) => answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    private static Task<string> AskAsync(int port, string options) =>
        Tool.RunAsync(OpenSsl, string.Create(CultureInfo.InvariantCulture, $"s_client -connect 127.0.0.1:{port} -quiet {options}"), Request);
}
