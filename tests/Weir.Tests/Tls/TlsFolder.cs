using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Weir.Tests.Tls;

/// <summary>A folder with an authority, and certificates made on demand.</summary>
internal sealed class TlsFolder : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-2);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weir-tls-");
    private readonly X509Certificate2 _authority;

    /// <param name="authority">What the authority is called.</param>
    public TlsFolder(string authority = "Test Authority")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={authority}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(From, DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(Authority, _authority.ExportCertificatePem());
    }

    public string Path => _folder.FullName;

    /// <summary>Path of the authority's certificate.</summary>
    public string Authority => System.IO.Path.Combine(Path, "ca.pem");

    /// <summary>Writes a certificate with its key; its path.</summary>
    /// <param name="subject">"CN=client, O=Acme".</param>
    /// <param name="names">Alternative names.</param>
    public string Make(string file, string subject, bool rsa = false, bool expired = false, params string[] names)
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

        byte[] serial = RandomNumberGenerator.GetBytes(8);
        serial[0] &= 0x7f;
        DateTimeOffset until = DateTimeOffset.UtcNow.AddDays(expired ? -1 : 30);
        using X509Certificate2 certificate = request.Create(_authority.SubjectName, X509SignatureGenerator.CreateForECDsa(_authority.GetECDsaPrivateKey()!), From, until, serial);
        string path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return path;
    }

    /// <summary>Writes the authority's private key; its path.</summary>
    public string WriteAuthorityKey()
    {
        using ECDsa key = _authority.GetECDsaPrivateKey()!;
        return Write("ca.key", key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A revocation list of the authority in PEM.</summary>
    /// <param name="number">Of the list; each is higher than the one before.</param>
    public string RevocationList(int number, params string[] certificates)
    {
        CertificateRevocationListBuilder builder = new();
        foreach (string path in certificates)
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            builder.AddEntry(certificate);
        }

        return PemEncoding.WriteString("X509 CRL", builder.Build(_authority, number, DateTimeOffset.UtcNow.AddDays(5), HashAlgorithmName.SHA256, thisUpdate: From)) + "\n";
    }

    public string Write(string file, string text)
    {
        string path = System.IO.Path.Combine(Path, file);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }
}
