using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Engine.IO.Tls;
using Xunit;

namespace Engine.IO.Tests.Tls;

/// <summary>What is kept of a ClientHello (RFC 8446 section 4.1.2) and of the secrets of a handshake, and that nothing is where nobody asks.</summary>
public sealed class TlsHelloTests
{
    /// <summary>Suites 0a0a (GREASE, RFC 8701), 1301, c02b; extensions 0a0a, 10 (groups 2a2a, 001d), 11 (format 0), 13 (0403), 43 (3a3a, 0304).</summary>
    private const string Hello = """
        01 00006e
        0303 0000000000000000000000000000000000000000000000000000000000000001
        20 1111111111111111111111111111111111111111111111111111111111111111
        0006 0a0a 1301 c02b
        01 00
        0025
        0a0a 0000
        000a 0006 0004 2a2a 001d
        000b 0002 01 00
        000d 0004 0002 0403
        002b 0005 04 3a3a 0304
        """;

    [Fact]
    public void Lists_StandAsTheClientWroteThem()
    {
        TlsHello hello = TlsHello.TryRead(Bytes(Hello), 400)!;
        Assert.Equal(0x0303, hello.Version);
        Assert.Equal("0A0A1301C02B", Convert.ToHexString(hello.Ciphers.Span));
        Assert.Equal("0A0A000A000B000D002B", Convert.ToHexString(hello.Extensions.Span));
        Assert.Equal("2A2A001D", Convert.ToHexString(hello.Groups.Span));
        Assert.Equal("00", Convert.ToHexString(hello.PointFormats.Span));
        Assert.Equal("0403", Convert.ToHexString(hello.SignatureAlgorithms.Span));
        Assert.Equal("3A3A0304", Convert.ToHexString(hello.Versions.Span));
        Assert.Equal(XxHash64.HashToUInt64([0x0a, 0x0a, 0x13, 0x01, 0xc0, 0x2b]), hello.CiphersHash);
    }

    /// <summary>CFG 3.2 tune.ssl.capture-buffer-size: one buffer for all lists, and the hash is that of the whole list all the same.</summary>
    [Theory]
    [InlineData(5, "0A0A1301C0", "", "")]
    [InlineData(9, "0A0A1301C02B", "0A0A", "2A")]
    [InlineData(18, "0A0A1301C02B", "0A0A000A000B000D002B", "2A2A")]
    public void WhatHasNoRoom_IsCutOff(int bytesMax, string ciphers, string extensions, string groups)
    {
        TlsHello hello = TlsHello.TryRead(Bytes(Hello), bytesMax)!;
        Assert.Equal(ciphers, Convert.ToHexString(hello.Ciphers.Span));
        Assert.Equal(extensions, Convert.ToHexString(hello.Extensions.Span));
        Assert.Equal(groups, Convert.ToHexString(hello.Groups.Span));
        Assert.Equal(XxHash64.HashToUInt64([0x0a, 0x0a, 0x13, 0x01, 0xc0, 0x2b]), hello.CiphersHash);
    }

    /// <summary>Wherever it breaks off, nothing is read behind its end, and what came before is kept.</summary>
    [Fact]
    public void MessageThatBreaksOff_AnywhereIsHarmless()
    {
        byte[] whole = Bytes(Hello);
        const int SuitesEnd = 4 + 2 + 32 + 33 + 8;
        for (int length = 0; length < whole.Length; length++)
        {
            TlsHello? hello = TlsHello.TryRead(whole.AsSpan(0, length).ToArray(), 400);
            Assert.Equal(length >= SuitesEnd, hello is not null);
            Assert.True(hello is null || hello.Ciphers.Length == 6);
        }
    }

    [Fact]
    public void OtherMessages_AreNoHello()
    {
        byte[] server = Bytes(Hello);
        server[0] = 2;
        Assert.Null(TlsHello.TryRead(server, 400));
    }

    [Fact]
    public void Handshake_KeepsTheFirstMessage_OnTheSideThatReceivesIt()
    {
        using TlsPair pair = new();
        pair.Shake(TestCertificates.Client(), Server(new TlsOptions { HelloBytes = 400 }));
        TlsHello hello = pair.Server.Tls!.Hello!;
        Assert.Equal(0x0303, hello.Version);
        Assert.StartsWith("1302", Convert.ToHexString(hello.Ciphers.Span), StringComparison.Ordinal);
        Assert.Equal("0304", Convert.ToHexString(hello.Versions.Span)[..4]);
        Assert.Null(pair.Client.Tls!.Hello);
        Assert.Equal("TLS_AES_256_GCM_SHA384", Encoding.ASCII.GetString(pair.Server.Tls.CipherName(0x1302)));
        Assert.True(pair.Server.Tls.CipherName(0x0a0a).IsEmpty);
    }

    /// <summary>Both sides of a connection have the same secrets (RFC 8446 section 7.1), and early ones only where early data is.</summary>
    [Fact]
    public void Secrets_AreTheSameOnBothSides()
    {
        using TlsPair pair = new();
        pair.Shake(TestCertificates.Client(new TlsOptions { KeepsSecrets = true }), Server(new TlsOptions { KeepsSecrets = true }));
        HashSet<string> seen = [];
        foreach (TlsSecretKind kind in Enum.GetValues<TlsSecretKind>())
        {
            string secret = Encoding.ASCII.GetString(pair.Server.Tls!.Secrets![kind]);
            Assert.Equal(secret, Encoding.ASCII.GetString(pair.Client.Tls!.Secrets![kind]));
            bool isEarly = kind is TlsSecretKind.ClientEarlyTraffic or TlsSecretKind.EarlyExporter;
            Assert.Equal(isEarly ? 0 : 64, secret.Length); // SHA-256
            Assert.True(isEarly || seen.Add(secret));
        }
    }

    [Fact]
    public void WhereNobodyAsks_NothingIsKept()
    {
        using TlsPair pair = new();
        pair.Shake(TestCertificates.Client(), Server(new TlsOptions()));
        Assert.Null(pair.Server.Tls!.Hello);
        Assert.Null(pair.Server.Tls.Secrets);
        Assert.Null(pair.Client.Tls!.Secrets);
    }

    /// <summary>RFC 9325 section 4.2: where no ciphers are written, AES-128 with SHA-256 comes first in TLS 1.2, and all others are left.</summary>
    [Theory]
    [InlineData(false, "ECDHE-ECDSA-AES128-GCM-SHA256")]
    [InlineData(true, "ECDHE-RSA-AES128-GCM-SHA256")]
    public void DefaultCiphers_PreferAes128(bool rsa, string cipher)
    {
        TlsContext server = TestCertificates.Server(TestCertificates.Load(TestCertificates.Pem("CN=a", rsa: rsa)));
        Assert.Equal(cipher, CipherWith(server, null));
        string other = cipher.Replace("128", "256", StringComparison.Ordinal).Replace("SHA256", "SHA384", StringComparison.Ordinal);
        Assert.Equal(other, CipherWith(server, other));
    }

    [Fact]
    public void DefaultCiphers_AreThoseThatWereThere()
    {
        Assert.Equal(
            "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:AES256-SHA",
            TlsDefaultCiphers.Ordered(["TLS_AES_256_GCM_SHA384", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-GCM-SHA256", "AES256-SHA"]));
    }

    /// <summary>RFC 8879: compressed certificates are OpenSSL's business, unless switched off in both directions (SSL_OP_NO_TX_, NO_RX_CERTIFICATE_COMPRESSION).</summary>
    [Theory]
    [InlineData(true, 0UL)]
    [InlineData(false, 3UL << 32)]
    public void CertificateCompression_CanBeSwitchedOff(bool compresses, ulong expected)
    {
        TlsContext context = Server(new TlsOptions { CompressesCertificates = compresses });
        Assert.Equal(expected, LibSsl.SSL_CTX_set_options(context.Handle, 0) & (3UL << 32));
    }

    private static string CipherWith(TlsContext server, string? offered)
    {
        using TlsPair pair = new();
        pair.Shake(TestCertificates.Client(new TlsOptions { Max = TlsVersion.Tls12, Ciphers = offered }), server);
        return Encoding.ASCII.GetString(pair.Server.Tls!.Cipher());
    }

    private static TlsContext Server(TlsOptions options) => TestCertificates.Server(TestCertificates.Load(TestCertificates.Pem("CN=a")), options);

    private static byte[] Bytes(string hex)
    {
        List<byte> bytes = [];
        string digits = hex.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        for (int i = 0; i < digits.Length; i += 2)
        {
            bytes.Add(byte.Parse(digits.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        }

        return [.. bytes];
    }
}
