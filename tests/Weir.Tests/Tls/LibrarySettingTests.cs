using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Weir.Tests.Logs;
using Weir.Tests.Operations;
using Weir.Tests.Processes;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Tls;

/// <summary>What <c>global</c> tells OpenSSL, seen from outside: levels of security, chains of issuers, providers, property queries (CFG 3.1).</summary>
public sealed class LibrarySettingTests
{
    private const string OpenSsl = "/usr/bin/openssl";

    /// <summary>CFG 3.1 ssl-security-level: level 3 asks for 128 bits, which RSA-2048 has not (112) and P-256 has; 5 asks for 256.</summary>
    [Theory]
    [InlineData(2, true, null)]
    [InlineData(3, true, "OpenSSL refuses the certificate: ee key too small")]
    [InlineData(3, false, null)]
    [InlineData(5, false, "OpenSSL refuses the certificate: ee key too small")]
    public void SecurityLevel_DecidesOnKeys(int level, bool rsa, string? error)
    {
        using TlsFolder folder = new();
        string certificate = folder.Make("a.pem", "CN=a", rsa);
        Check(folder, string.Create(CultureInfo.InvariantCulture, $"ssl-security-level {level}"), certificate, error);
    }

    /// <summary>Before TLS 1.2 signatures are made with SHA-1, for which level 0 is needed.</summary>
    [ProgramTheory(OpenSsl, "openssl")]
    [InlineData("ssl-security-level 0", true)]
    [InlineData("ssl-security-level 1", false)]
    public async Task SecurityLevel_DecidesOnOldClients(string level, bool spoken)
    {
        using TlsFolder folder = new();
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Text(level, folder.Make("a.pem", "CN=a") + " ssl-min-ver TLSv1.0"));
        string said = await AskAsync(proxy, "-tls1 -cipher DEFAULT@SECLEVEL=0");
        Assert.Equal(spoken, said.Contains("Protocol  : TLSv1\n", StringComparison.Ordinal) && !said.Contains("Cipher is (NONE)", StringComparison.Ordinal));
    }

    /// <summary>CFG 3.1 issuers-chain-path: a certificate that comes alone is shown with those above it; one that comes with a chain as it came.</summary>
    [ProgramFact(OpenSsl, "openssl")]
    public async Task IssuersChain_CompletesCertificatesThatComeAlone()
    {
        using TlsFolder folder = new();
        using TlsFolder strangers = new("Another Authority");
        string issuers = Directory.CreateDirectory(Path.Combine(folder.Path, "issuers")).FullName;
        File.Copy(folder.Authority, Path.Combine(issuers, "authority.pem"));
        string alone = folder.Make("alone.pem", "CN=alone", names: "alone.example.com");
        string stranger = strangers.Make("stranger.pem", "CN=stranger", names: "stranger.example.com");
        string chained = folder.Make("chained.pem", "CN=chained", names: "chained.example.com");
        await File.AppendAllTextAsync(chained, await File.ReadAllTextAsync(strangers.Authority));
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Text($"issuers-chain-path {issuers}", $"{alone} crt {stranger} crt {chained}"));
        Assert.Equal(2, CertificatesIn(await AskAsync(proxy, "-showcerts -servername alone.example.com")));
        Assert.Contains("Verify return code: 0 (ok)", await AskAsync(proxy, $"-servername alone.example.com -CAfile {folder.Authority}"), StringComparison.Ordinal);
        Assert.Equal(1, CertificatesIn(await AskAsync(proxy, "-showcerts -servername stranger.example.com")));
        Assert.Equal(2, CertificatesIn(await AskAsync(proxy, "-showcerts -servername chained.example.com")));

        using ProxyProcess without = await ProxyProcess.StartAsync(Text("", alone));
        Assert.Equal(1, CertificatesIn(await AskAsync(without, "-showcerts")));
    }

    /// <summary>CFG 3.1 ssl-provider, ssl-provider-path, ssl-propquery; OpenSSL's crypto(7) says what they mean.</summary>
    [Theory]
    [InlineData("ssl-provider default", null)]
    [InlineData("ssl-provider base\n    ssl-provider default", null)]
    [InlineData("ssl-provider nowhere", "OpenSSL cannot load the provider 'nowhere' (could not load the shared library)")]
    [InlineData("ssl-provider base", "with these providers and this property query OpenSSL has no random numbers")]
    [InlineData("ssl-provider-path {folder}\n    ssl-provider default\n    ssl-provider legacy", "OpenSSL cannot load the provider 'legacy'")]
    [InlineData("ssl-propquery provider=default", null)]
    [InlineData("ssl-propquery ?provider=nowhere", null)]
    [InlineData("ssl-propquery provider=nowhere", "with these providers and this property query OpenSSL has no random numbers")]
    [InlineData("ssl-propquery =,=", "OpenSSL refuses the property query '=,='")]
    public void Providers_AreThoseOfTheFile(string lines, string? error)
    {
        using TlsFolder folder = new();
        Check(folder, lines.Replace("{folder}", folder.Path, StringComparison.Ordinal), folder.Make("a.pem", "CN=a"), error);
    }

    /// <summary>A provider by its path, and what it alone brings does not harm what the other brings.</summary>
    [ProgramFact(OpenSsl, "openssl")]
    public async Task Provider_IsFoundWhereItIs()
    {
        string where = (await Tool.RunAsync(OpenSsl, "version -m")).Split('"')[1];
        Assert.True(File.Exists(Path.Combine(where, "legacy.so")), where);
        using TlsFolder folder = new();
        File.Copy(Path.Combine(where, "legacy.so"), Path.Combine(folder.Path, "legacy.so"));
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Text($"ssl-provider-path {folder.Path}\n    ssl-provider default\n    ssl-provider legacy", folder.Make("a.pem", "CN=a")));
        Assert.Contains("Cipher is TLS_AES_128_GCM_SHA256", await AskAsync(proxy, ""), StringComparison.Ordinal);
    }

    /// <summary>Providers serve a whole process until its end, and with others it might not even have random numbers.</summary>
    [Theory]
    [InlineData("ssl-provider base", "'ssl-provider' was not set when this process was started, and cannot become base in it")]
    [InlineData("ssl-propquery provider=nowhere", "'ssl-propquery' was not set when this process was started, and cannot become provider=nowhere in it")]
    [InlineData("ssl-provider-path /", "'ssl-provider-path' was not set when this process was started, and cannot become / in it")]
    public async Task Providers_NeedANewProcess(string line, string told)
    {
        using TlsFolder folder = new();
        string certificate = folder.Make("a.pem", "CN=a");
        using ProxyProcess proxy = await ProxyProcess.StartAsync(Text(Operations.Console.Socket, certificate));
        proxy.Rewrite(Text($"{line}\n    {Operations.Console.Socket}", certificate));
        string answer = await proxy.AskAsync("reload");
        Assert.StartsWith("Success=0\n", answer, StringComparison.Ordinal);
        Assert.Contains(told, answer, StringComparison.Ordinal);
    }

    private static void Check(TlsFolder folder, string global, string certificate, string? error)
    {
        string file = folder.Write("weir.cfg", Text(global, certificate).Replace("{front}", "8443", StringComparison.Ordinal) + "\n");
        using WeirProcess weir = WeirProcess.Start("-c", "-f", file);
        Assert.Equal(error is null ? 0 : 1, weir.WaitForExit());
        Assert.Contains(error ?? "", weir.Errors, StringComparison.Ordinal);
    }

    private static int CertificatesIn(string said) => said.Split("-----BEGIN CERTIFICATE-----").Length - 1;

    private static Task<string> AskAsync(ProxyProcess proxy, string options) =>
        Tool.RunAsync(OpenSsl, string.Create(CultureInfo.InvariantCulture, $"s_client -connect 127.0.0.1:{proxy.PortOf("front")} {options}"), "Q\n");

    private static string Text(string global, string bind) => $$"""
        global
            {{global}}
        defaults
            mode http
            timeout client 30s
        frontend web
            bind 127.0.0.1:{front} ssl crt {{bind}}
            http-request return status 200
        """;
}
