using System;
using System.Collections.Generic;
using System.Text;
using Engine.IO.Tls;
using Xunit;

namespace Engine.IO.Tests.Tls;

/// <summary>Which certificate a client gets to see (CFG 5.1 crt, crt-list, strict-sni).</summary>
public sealed class TlsIdentitiesTests
{
    private static readonly TlsCertificate First = TestCertificates.Load(TestCertificates.Pem("CN=first", names: "first.example.com"), "first.pem");
    private static readonly TlsCertificate Second = TestCertificates.Load(TestCertificates.Pem("CN=second", rsa: true, names: "second.example.com"), "second.pem");
    private static readonly TlsCertificate SecondOnCurve = TestCertificates.Load(TestCertificates.Pem("CN=second", names: "second.example.com"), "second-ec.pem");

    [Theory]
    [InlineData("first.example.com", "first.pem")]
    [InlineData("FIRST.Example.com", "first.pem")]
    [InlineData("second.example.com", "second.pem")]
    [InlineData("deep.wild.example.com", "second.pem")]
    [InlineData("very.deep.wild.example.com", "first.pem")] // a wildcard is one label: the default
    [InlineData("not.wild.example.com", "first.pem")] // taken out of the wildcard
    [InlineData("other.org", "first.pem")]
    [InlineData("", "first.pem")]
    public void Name_LeadsToCertificate(string name, string path)
    {
        TlsContext entry = Listener(strict: false, new Entry(First, ["first.example.com"]), new Entry(Second, ["second.example.com", "*.wild.example.com", "!not.wild.example.com"]));
        using TlsPair pair = new();
        Assert.Equal((TlsFailure.None, TlsFailure.None), pair.Shake(TestCertificates.Client(), entry, new TlsTarget(name, null)));
        Assert.Equal(path, pair.Server.Tls!.Certificate!.Path);
        Assert.Equal(name, Encoding.ASCII.GetString(pair.Server.Tls.ServerName()));
    }

    [Theory]
    [InlineData("first.example.com", TlsFailure.None)]
    [InlineData("other.org", TlsFailure.Protocol)]
    [InlineData("", TlsFailure.Protocol)]
    public void Strict_RefusesWhoeverIsNotMeant(string name, TlsFailure expected)
    {
        TlsContext entry = Listener(strict: true, new Entry(First, ["first.example.com"]));
        using TlsPair pair = new();
        Assert.Equal(expected, pair.Shake(TestCertificates.Client(), entry, new TlsTarget(name, null)).Server);
    }

    /// <summary>Elliptic curves are cheaper; who cannot check them still gets RSA.</summary>
    [Theory]
    [InlineData(null, TlsVersion.Tls13, "second-ec.pem")]
    [InlineData("ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256", TlsVersion.Tls12, "second-ec.pem")]
    [InlineData("ECDHE-RSA-AES128-GCM-SHA256", TlsVersion.Tls12, "second.pem")]
    public void TwoKindsOfKeySideBySide(string? ciphers, TlsVersion version, string path)
    {
        TlsContext entry = Listener(strict: false, new Entry(First, []), new Entry(Second, ["second.example.com"]), new Entry(SecondOnCurve, ["second.example.com"]));
        using TlsPair pair = new();
        TlsContext client = TestCertificates.Client(new TlsOptions { Ciphers = ciphers, Max = version });
        pair.Shake(client, entry, new TlsTarget("second.example.com", null));
        Assert.Equal(path, pair.Server.Tls!.Certificate!.Path);
    }

    [Fact]
    public void Options_OfTheChosenCertificate_Hold()
    {
        TlsContext modern = TestCertificates.Server(Second, new TlsOptions { Min = TlsVersion.Tls13 });
        TlsContext plain = TestCertificates.Server(First);
        TlsIdentitiesShared identities = new(strict: false);
        identities.Replace([new TlsIdentity(plain, ["first.example.com"]), new TlsIdentity(modern, ["second.example.com"])]);
        plain.ChooseFrom(identities);
        TlsContext old = TestCertificates.Client(new TlsOptions { Max = TlsVersion.Tls12 });

        using TlsPair good = new();
        Assert.Equal(TlsFailure.None, good.Shake(old, plain, new TlsTarget("first.example.com", null)).Server);
        using TlsPair bad = new();
        Assert.Equal(TlsFailure.Protocol, bad.Shake(old, plain, new TlsTarget("second.example.com", null)).Server);
    }

    [Theory]
    [InlineData("h2,http/1.1", "http/1.1", "http/1.1")]
    [InlineData("http/1.1", "http/1.1,http/1.0", "http/1.1")]
    [InlineData("h2", "http/1.1", "")] // nothing in common: none is used, and the client decides
    public void Alpn_OurFirstThatTheClientKnows(string theirs, string ours, string agreed)
    {
        TlsContext server = TestCertificates.Server(First, new TlsOptions { Alpn = Wire(ours) });
        using TlsPair pair = new();
        pair.Shake(TestCertificates.Client(new TlsOptions { Alpn = Wire(theirs) }), server);
        Assert.Equal(agreed, Encoding.ASCII.GetString(pair.Client.Tls!.Alpn()));
        Assert.Equal(agreed, Encoding.ASCII.GetString(pair.Server.Tls!.Alpn()));
    }

    [Theory]
    [InlineData("NONSENSE", null, null, "openssl ciphers 'NONSENSE'")]
    [InlineData(null, "TLS_NONSENSE", null, "TLS_NONSENSE")]
    [InlineData(null, null, "P-257", "ecparam -list_curves")]
    public void ListsThatOpenSslDoesNotKnow_AreNamed_WithTheCommandThatShowsThem(string? ciphers, string? suites, string? groups, string told)
    {
        Assert.False(TlsContext.TryCreate(new TlsOptions { Ciphers = ciphers, CipherSuites = suites, Groups = groups }, isServer: true, out _, out string? error));
        Assert.Contains(told, error, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenCertificates_AreNamed_WithTheCommandThatShowsThem()
    {
        string whole = TestCertificates.Pem("CN=x");
        string other = TestCertificates.Pem("CN=y");
        int key = whole.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal);
        int otherKey = other.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal);
        Assert.Contains("'x.pem' holds no certificate", ErrorOf("nothing at all"), StringComparison.Ordinal);
        Assert.Contains("openssl x509 -in x.pem", ErrorOf("nothing at all"), StringComparison.Ordinal);
        Assert.Contains("'x.pem' holds no private key", ErrorOf(whole[..key]), StringComparison.Ordinal);
        Assert.Contains("is not that of the first certificate", ErrorOf(whole[..key] + other[otherKey..]), StringComparison.Ordinal);
    }

    private static string ErrorOf(string pem)
    {
        Assert.False(TlsCertificate.TryLoad(new CertificateParts { Path = "x.pem", Pem = Encoding.ASCII.GetBytes(pem) }, out _, out string? error));
        return error;
    }

    private static byte[] Wire(string protocols)
    {
        List<byte> wire = [];
        foreach (string protocol in protocols.Split(','))
        {
            wire.Add((byte)protocol.Length);
            wire.AddRange(Encoding.ASCII.GetBytes(protocol));
        }

        return [.. wire];
    }

    private static TlsContext Listener(bool strict, params Entry[] entries)
    {
        TlsIdentitiesShared identities = new(strict);
        List<TlsIdentity> all = [];
        foreach (Entry entry in entries)
        {
            TlsContext context = TestCertificates.Server(entry.Certificate);
            context.ChooseFrom(identities);
            all.Add(new TlsIdentity(context, entry.Names));
        }

        identities.Replace(all);
        return all[0].Context;
    }

    private sealed record Entry(TlsCertificate Certificate, string[] Names);
}
