using System;
using System.Collections.Generic;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Engine.IO.Tls;
using Xunit;

namespace Engine.IO.Tests.Tls;

/// <summary>Who is let in with which certificate, on both sides.</summary>
public sealed class TlsVerificationTests
{
    private static readonly X509Certificate2 Ours = TestCertificates.Authority();
    private static readonly X509Certificate2 Theirs = TestCertificates.Authority("Another Authority");
    private static readonly TlsCertificate ServerCertificate = TestCertificates.Load(TestCertificates.Pem("CN=server", Ours, names: ["a.example.com", "127.0.0.1"]));

    [Theory]
    [InlineData("a.example.com", null, TlsFailure.None)]
    [InlineData("b.example.com", null, TlsFailure.Name)]
    [InlineData("b.example.com", "a.example.com", TlsFailure.None)] // verifyhost wins
    [InlineData("a.example.com", "b.example.com", TlsFailure.Name)]
    [InlineData("", null, TlsFailure.None)] // no name is asked for, so none is checked
    [InlineData("", "a.example.com", TlsFailure.None)]
    [InlineData("", "127.0.0.1", TlsFailure.None)]
    [InlineData("127.0.0.2", null, TlsFailure.Name)]
    public void Server_MustProveItsName(string serverName, string? verified, TlsFailure expected)
    {
        TlsContext client = TestCertificates.Client(new TlsOptions { Verify = TlsVerify.Required });
        client.Trust(TestCertificates.Trust(Ours), null);
        using TlsPair pair = new();
        Assert.Equal(expected, pair.Shake(client, TestCertificates.Server(ServerCertificate), new TlsTarget(serverName, verified)).Client);
    }

    [Fact]
    public void Server_OfAnotherAuthority_IsRefused_AndTheReasonIsKnown()
    {
        TlsContext client = TestCertificates.Client(new TlsOptions { Verify = TlsVerify.Required });
        client.Trust(TestCertificates.Trust(Theirs), null);
        using TlsPair pair = new();
        Assert.Equal(TlsFailure.Certificate, pair.Shake(client, TestCertificates.Server(ServerCertificate)).Client);
        Assert.Equal("unable to get local issuer certificate", TlsFacts.VerifyErrorText(pair.Client.Tls!.CertificateError));
    }

    [Fact]
    public void Server_Expired_IsRefused()
    {
        TlsContext client = TestCertificates.Client(new TlsOptions { Verify = TlsVerify.Required });
        client.Trust(TestCertificates.Trust(Ours), null);
        TlsCertificate expired = TestCertificates.Load(TestCertificates.Pem("CN=server", Ours, expired: true, names: "a.example.com"));
        using TlsPair pair = new();
        Assert.Equal(TlsFailure.Certificate, pair.Shake(client, TestCertificates.Server(expired)).Client);
        Assert.Equal("certificate has expired", TlsFacts.VerifyErrorText(pair.Client.Tls!.CertificateError));
    }

    [Theory]
    [InlineData(TlsVerify.None, "none", TlsFailure.None)]
    [InlineData(TlsVerify.Optional, "none", TlsFailure.None)]
    [InlineData(TlsVerify.Required, "none", TlsFailure.Protocol)]
    [InlineData(TlsVerify.Optional, "ours", TlsFailure.None)]
    [InlineData(TlsVerify.Required, "ours", TlsFailure.None)]
    [InlineData(TlsVerify.Optional, "theirs", TlsFailure.Certificate)]
    [InlineData(TlsVerify.Required, "theirs", TlsFailure.Certificate)]
    [InlineData(TlsVerify.Required, "expired", TlsFailure.Certificate)]
    [InlineData(TlsVerify.Required, "revoked", TlsFailure.Certificate)]
    public void Client_IsAskedFor(TlsVerify verify, string shown, TlsFailure expected)
    {
        using TlsPair pair = new();
        Assert.Equal(expected, pair.Shake(ClientWith(shown, out TlsTrust trust), Asking(verify, trust)).Server);
    }

    [Fact]
    public void Client_WithAnIgnoredError_IsLetIn_AndTheErrorIsKnown()
    {
        const int Expired = 10;
        TlsContext client = ClientWith("expired", out TlsTrust trust);
        using TlsPair pair = new();
        TlsContext server = Asking(TlsVerify.Required, trust, TlsIgnoredErrors.Of([Expired]));
        Assert.Equal((TlsFailure.None, TlsFailure.None), pair.Shake(client, server));
        Assert.Equal(Expired, pair.Server.Tls!.CertificateError);
        Assert.Equal("/C=FR/O=Acme, Inc/CN=client", Encoding.UTF8.GetString(pair.Server.Tls.Peer!.Subject.OneLine));
    }

    [Fact]
    public void Names_AreRead()
    {
        CertificateFacts facts = TestCertificates.Load(TestCertificates.Pem("CN=x+y, OU=two, OU=one, O=\"Acme, Inc\", C=FR", names: "x.example.com")).Facts!;
        Assert.Equal("/C=FR/O=Acme, Inc/OU=one/OU=two/CN=x+y", Encoding.UTF8.GetString(facts.Subject.OneLine));
        Assert.Equal("CN=x\\+y,OU=two,OU=one,O=Acme\\, Inc,C=FR", Encoding.UTF8.GetString(facts.Subject.Rfc2253));
        Assert.Equal("one", Encoding.UTF8.GetString(facts.Subject.Find("OU", 1)));
        Assert.Equal("two", Encoding.UTF8.GetString(facts.Subject.Find("ou", -1)));
        Assert.Empty(facts.Subject.Find("OU", 3));
        Assert.Equal("DNS:x.example.com", Encoding.UTF8.GetString(facts.AlternativeNames));
        Assert.Equal("id-ecPublicKey", Encoding.UTF8.GetString(facts.KeyAlgorithm));
    }

    private static TlsContext ClientWith(string shown, out TlsTrust trust)
    {
        TlsContext context = TestCertificates.Client();
        byte[]? revocations = null;
        if (shown != "none")
        {
            X509Certificate2 issuer = shown == "theirs" ? Theirs : Ours;
            TlsCertificate certificate = TestCertificates.Load(TestCertificates.Pem("CN=client, O=\"Acme, Inc\", C=FR", issuer, expired: shown == "expired"));
            Assert.True(context.TryUse(certificate, out string? error), error);
            revocations = shown == "revoked" ? ListOf(certificate.Facts!.Serial) : null;
        }

        List<KeyValuePair<string, byte[]>> lists = revocations is null ? [] : [new("crl.pem", revocations)];
        Assert.True(TlsTrust.TryLoad([new("ca.pem", Encoding.ASCII.GetBytes(Ours.ExportCertificatePem()))], lists, out TlsTrust? loaded, out string? wrong), wrong);
        trust = loaded;
        return context;
    }

    private static byte[] ListOf(byte[] serial)
    {
        CertificateRevocationListBuilder builder = new();
        builder.AddEntry(serial);
        byte[] der = builder.Build(Ours, BigInteger.One, DateTimeOffset.UtcNow.AddDays(1), HashAlgorithmName.SHA256);
        return Encoding.ASCII.GetBytes(PemEncoding.WriteString("X509 CRL", der));
    }

    private static TlsContext Asking(TlsVerify verify, TlsTrust trust, TlsIgnoredErrors? ignored = null)
    {
        TlsContext context = TestCertificates.Server(ServerCertificate, new TlsOptions { Verify = verify, IgnoredCertificateErrors = ignored ?? TlsIgnoredErrors.None });
        context.Trust(trust, null);
        return context;
    }
}
