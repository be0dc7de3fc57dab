using System;
using System.Collections.Generic;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Engine.IO.Tls;
using Xunit;

namespace Engine.IO.Tests.Tls;

/// <summary>Certificates made for one test, by the framework's own classes.</summary>
internal static class TestCertificates
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-2);
    private static readonly DateTimeOffset Until = DateTimeOffset.UtcNow.AddDays(30);

    static TestCertificates() => Assert.True(TlsLibrary.TryLoad(out string? error), error);

    /// <summary>An authority with a key on a curve.</summary>
    internal static X509Certificate2 Authority(string name = "Test Authority")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(From, Until);
    }

    /// <summary>A certificate with its key and that of its issuer, in PEM.</summary>
    /// <param name="rsa">A key of RSA in place of a curve.</param>
    internal static string Pem(string subject, X509Certificate2? issuer = null, bool rsa = false, bool expired = false, params string[] names)
    {
        using X509Certificate2 certificate = Make(subject, issuer, rsa, expired, names);
        StringBuilder pem = new(certificate.ExportCertificatePem());
        pem.Append('\n');
        using AsymmetricAlgorithm key = rsa ? certificate.GetRSAPrivateKey()! : certificate.GetECDsaPrivateKey()!;
        return pem.Append(key.ExportPkcs8PrivateKeyPem()).Append('\n').ToString();
    }

    internal static X509Certificate2 Make(string subject, X509Certificate2? issuer, bool rsa, bool expired, string[] names)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = key is RSA r
            ? new CertificateRequest(subject, r, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder alternatives = new();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        if (names.Length > 0)
        {
            request.CertificateExtensions.Add(alternatives.Build());
        }

        DateTimeOffset until = expired ? DateTimeOffset.UtcNow.AddDays(-1) : Until;
        if (issuer is null)
        {
            return request.CreateSelfSigned(From, until);
        }

        byte[] serial = RandomNumberGenerator.GetBytes(8);
        serial[0] &= 0x7f;
        using X509Certificate2 bare = request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuer.GetECDsaPrivateKey()!), From, until, serial);
        return key is RSA rsaKey ? bare.CopyWithPrivateKey(rsaKey) : bare.CopyWithPrivateKey((ECDsa)key);
    }

    internal static TlsCertificate Load(string pem, string path = "test.pem")
    {
        Assert.True(TlsCertificate.TryLoad(new CertificateParts { Path = path, Pem = Encoding.ASCII.GetBytes(pem) }, out TlsCertificate? certificate, out string? error), error);
        return certificate;
    }

    internal static TlsTrust Trust(params X509Certificate2[] authorities)
    {
        List<KeyValuePair<string, byte[]>> texts = [];
        foreach (X509Certificate2 authority in authorities)
        {
            texts.Add(new("ca.pem", Encoding.ASCII.GetBytes(authority.ExportCertificatePem())));
        }

        Assert.True(TlsTrust.TryLoad(texts, [], out TlsTrust? trust, out string? error), error);
        return trust;
    }

    internal static TlsContext Server(TlsCertificate certificate, TlsOptions? options = null)
    {
        Assert.True(TlsContext.TryCreate(options ?? new TlsOptions(), isServer: true, out TlsContext? context, out string? error), error);
        Assert.True(context.TryUse(certificate, out error), error);
        return context;
    }

    internal static TlsContext Client(TlsOptions? options = null)
    {
        Assert.True(TlsContext.TryCreate(options ?? new TlsOptions(), isServer: false, out TlsContext? context, out string? error), error);
        return context;
    }
}
