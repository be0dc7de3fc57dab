using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Engine.Proxy.Tests.Tls;

/// <summary>Certificates made for one test.</summary>
internal static class Pem
{
    /// <summary>A self-signed certificate with its key.</summary>
    internal static string Make(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
