using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Processes;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Tls;

/// <summary>Certificate Transparency (RFC 6962): the list in <c>FILE.sctl</c> is shown to clients that ask for it, with the certificate it lies beside.</summary>
public sealed class TimestampTests
{
    private const string OpenSsl = "/usr/bin/openssl";

    /// <summary>RFC 6962 section 3.3.1: in the hello of TLS 1.2; RFC 8446 section 4.4.2: with the certificate in TLS 1.3, where haproxy 2.6 shows nothing.</summary>
    [ProgramTheory(OpenSsl, "openssl")]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task ListBesideTheCertificate_IsShown(string version)
    {
        using TlsFolder folder = new();
        string logs = folder.Write("logs", "enabled_logs=\n");
        string known = folder.Make("known.pem", "CN=known", names: "known.example.com");
        string other = folder.Make("other.pem", "CN=other", names: "other.example.com");
        await File.WriteAllBytesAsync(known + ".sctl", List());
        using ProxyProcess proxy = await StartAsync("", $"crt {other} crt {known}");
        string said = await AskAsync(proxy, $"-servername known.example.com -ct -ctlogfile {logs} {version}");
        Assert.Contains("SCTs present (1)\n", said, StringComparison.Ordinal);
        Assert.Contains("Timestamp : Nov 14 22:13:20.000 2023 GMT\n", said, StringComparison.Ordinal);
        Assert.Contains("SCTs present (0)\n", await AskAsync(proxy, $"-servername other.example.com -ct -ctlogfile {logs} {version}"), StringComparison.Ordinal);
    }

    /// <summary>CFG 3.1 ssl-load-extra-files: what is not asked for is not looked for.</summary>
    [ProgramFact(OpenSsl, "openssl")]
    public async Task ListThatIsNotAskedFor_IsNotShown()
    {
        using TlsFolder folder = new();
        string logs = folder.Write("logs", "enabled_logs=\n");
        string certificate = folder.Make("a.pem", "CN=a");
        await File.WriteAllBytesAsync(certificate + ".sctl", List());
        using ProxyProcess proxy = await StartAsync("ssl-load-extra-files ocsp", $"crt {certificate}");
        Assert.Contains("SCTs present (0)\n", await AskAsync(proxy, $"-ct -ctlogfile {logs} -tls1_2"), StringComparison.Ordinal);
    }

    /// <summary>RFC 6962 section 3.3: the length in front is that of the rest, and so is each entry's.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("0004000112")]
    [InlineData("00040003112233")]
    [InlineData("000500021122")]
    [InlineData("00020000")]
    [InlineData("6e6f6e65")]
    public async Task FileThatIsNoList_IsAnError(string hex)
    {
        using TlsFolder folder = new();
        string certificate = folder.Make("a.pem", "CN=a");
        await File.WriteAllBytesAsync(certificate + ".sctl", hex.Length == 0 ? [0] : Convert.FromHexString(hex));
        string file = folder.Write("weir.cfg", Text("", $"crt {certificate}").Replace("{front}", "8443", StringComparison.Ordinal) + "\n");
        using WeirProcess weir = WeirProcess.Start("-c", "-f", file);
        Assert.Equal(1, weir.WaitForExit());
        Assert.Contains($"(.sctl) beside '{certificate}' is no list as RFC 6962 section 3.3 has it", weir.Errors, StringComparison.Ordinal);
    }

    /// <summary>One entry: version 1, the id of a log, a time, no extensions, an ECDSA signature (RFC 6962 section 3.2).</summary>
    private static byte[] List()
    {
        byte[] entry = new byte[1 + 32 + 8 + 2 + 2 + 2 + 8];
        BinaryPrimitives.WriteUInt64BigEndian(entry.AsSpan(33), 1700000000000);
        byte[] signature = [4, 3, 0, 8, 0x30, 6, 2, 1, 1, 2, 1, 1];
        signature.CopyTo(entry, 43);
        byte[] list = new byte[4 + entry.Length];
        BinaryPrimitives.WriteUInt16BigEndian(list, (ushort)(entry.Length + 2));
        BinaryPrimitives.WriteUInt16BigEndian(list.AsSpan(2), (ushort)entry.Length);
        entry.CopyTo(list, 4);
        return list;
    }

    private static Task<string> AskAsync(ProxyProcess proxy, string options) =>
        Tool.RunAsync(OpenSsl, string.Create(CultureInfo.InvariantCulture, $"s_client -connect 127.0.0.1:{proxy.PortOf("front")} {options}"), "Q\n");

    private static Task<ProxyProcess> StartAsync(string global, string bind) => ProxyProcess.StartAsync(Text(global, bind));

    private static string Text(string global, string bind) => $$"""
        global
            {{global}}
        defaults
            mode http
            timeout client 30s
        frontend web
            bind 127.0.0.1:{front} ssl {{bind}}
            http-request return status 200
        """;
}
