using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Engine.IO.Tls;

/// <summary>What rules and log lines ask about a certificate, read from it once. Immutable; any thread.</summary>
public sealed class CertificateFacts
{
    /// <summary>OpenSSL's names of the algorithms certificates are made with.</summary>
    private static readonly Dictionary<string, string> Algorithms = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.1.1"] = "rsaEncryption",
        ["1.2.840.113549.1.1.5"] = "RSA-SHA1",
        ["1.2.840.113549.1.1.10"] = "RSASSA-PSS",
        ["1.2.840.113549.1.1.11"] = "RSA-SHA256",
        ["1.2.840.113549.1.1.12"] = "RSA-SHA384",
        ["1.2.840.113549.1.1.13"] = "RSA-SHA512",
        ["1.2.840.10040.4.1"] = "dsaEncryption",
        ["1.2.840.10045.2.1"] = "id-ecPublicKey",
        ["1.2.840.10045.4.1"] = "ecdsa-with-SHA1",
        ["1.2.840.10045.4.3.2"] = "ecdsa-with-SHA256",
        ["1.2.840.10045.4.3.3"] = "ecdsa-with-SHA384",
        ["1.2.840.10045.4.3.4"] = "ecdsa-with-SHA512",
        ["1.3.101.112"] = "ED25519",
        ["1.3.101.113"] = "ED448",
    };

    private CertificateFacts(byte[] der, X509Certificate2 view)
    {
        Der = der;
        Subject = DistinguishedName.Read(view.SubjectName.RawData);
        Issuer = DistinguishedName.Read(view.IssuerName.RawData);
        Serial = Convert.FromHexString(view.SerialNumber);
        NotBefore = DateOf(view.NotBefore);
        NotAfter = DateOf(view.NotAfter);
        NotBeforeUtc = view.NotBefore.ToUniversalTime();
        NotAfterUtc = view.NotAfter.ToUniversalTime();
        Version = view.Version;
        KeyText = KeyOf(view);
        KeyAlgorithm = NameOf(view.PublicKey.Oid);
        SignatureAlgorithm = NameOf(view.SignatureAlgorithm);
#pragma warning disable CA5350 // A name of the certificate, not a proof (CFG ssl_c_sha1).
        Sha1 = SHA1.HashData(der);
#pragma warning restore CA5350
        AlternativeNames = NamesOf(view);
    }

    public byte[] Der { get; }

    public DistinguishedName Subject { get; }

    public DistinguishedName Issuer { get; }

    /// <summary>Big-endian.</summary>
    public byte[] Serial { get; }

    /// <summary>YYMMDDhhmmssZ.</summary>
    public byte[] NotBefore { get; }

    /// <summary>YYMMDDhhmmssZ.</summary>
    public byte[] NotAfter { get; }

    public int Version { get; }

    public byte[] KeyAlgorithm { get; }

    public byte[] SignatureAlgorithm { get; }

    /// <summary>A name for the certificate, as HAProxy has it; not a protection.</summary>
    public byte[] Sha1 { get; }

    /// <summary>"DNS:a.example.com, DNS:b.example.com"; empty without any.</summary>
    public byte[] AlternativeNames { get; }

    /// <summary>"RSA2048", "EC256".</summary>
    public string KeyText { get; }

    /// <summary>From when it is good, UTC.</summary>
    public DateTime NotBeforeUtc { get; }

    /// <summary>Until when it is good, UTC.</summary>
    public DateTime NotAfterUtc { get; }

    /// <summary>Null when it is no certificate.</summary>
    public static CertificateFacts? TryRead(byte[] der)
    {
        try
        {
            using X509Certificate2 view = X509CertificateLoader.LoadCertificate(der);
            return new CertificateFacts(der, view);
        }
        catch (CryptographicException)
        {
            return null; // OpenSSL takes more than this reader does
        }
    }

    internal static string KeyOf(X509Certificate2 view)
    {
        using RSA? rsa = view.GetRSAPublicKey();
        using ECDsa? curve = rsa is null ? view.GetECDsaPublicKey() : null;
        return rsa is not null ? string.Create(CultureInfo.InvariantCulture, $"RSA{rsa.KeySize}")
            : curve is not null ? string.Create(CultureInfo.InvariantCulture, $"EC{curve.KeySize}") : Encoding.ASCII.GetString(NameOf(view.PublicKey.Oid));
    }

    private static byte[] DateOf(DateTime date) => Encoding.ASCII.GetBytes(date.ToUniversalTime().ToString("yyMMddHHmmss'Z'", CultureInfo.InvariantCulture));

    private static byte[] NameOf(Oid oid) => Encoding.ASCII.GetBytes(Algorithms.GetValueOrDefault(oid.Value ?? "") ?? oid.Value ?? "");

    private static byte[] NamesOf(X509Certificate2 view)
    {
        StringBuilder names = new();
        foreach (X509Extension extension in view.Extensions)
        {
            if (extension is X509SubjectAlternativeNameExtension alternatives)
            {
                foreach (string name in alternatives.EnumerateDnsNames())
                {
                    names.Append(names.Length == 0 ? "" : ", ").Append("DNS:").Append(name);
                }

                foreach (System.Net.IPAddress address in alternatives.EnumerateIPAddresses())
                {
                    names.Append(names.Length == 0 ? "" : ", ").Append("IP Address:").Append(address);
                }
            }
        }

        return Encoding.UTF8.GetBytes(names.ToString());
    }
}
