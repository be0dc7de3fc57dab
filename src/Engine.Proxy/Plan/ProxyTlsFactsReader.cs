using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Engine.IO.ProxyProtocol;
using Engine.IO.Tls;

namespace Engine.Proxy.Plan;

/// <summary>What a PROXY header tells about the TLS of a client's connection; certificates are read for those options only that ask for them.</summary>
internal static class ProxyTlsFactsReader
{
    private const ProxyHeaderOptions OfCertificates = ProxyHeaderOptions.CommonName | ProxyHeaderOptions.Signature | ProxyHeaderOptions.Key;

    internal static ProxyTlsFacts Read(TlsSession? session, ProxyHeaderOptions options)
    {
        if (session is null)
        {
            return default;
        }

        bool readsCertificates = (options & OfCertificates) != 0;
        using X509Certificate2? own = readsCertificates && session.Certificate is { } certificate ? X509CertificateLoader.LoadCertificate(certificate.Der) : null;
        bool hasCertificate = session.HasPeerCertificate();
        return new ProxyTlsFacts
        {
            IsTls = true,
            Alpn = session.Alpn(),
            ServerName = session.ServerName(),
            Version = session.Protocol(),
            Cipher = session.Cipher(),
            CommonName = readsCertificates && hasCertificate ? CommonNameOf(session.PeerCertificate()) : default,
            Signature = own is null ? default : Encoding.ASCII.GetBytes(SignatureOf(own)),
            Key = own is null ? default : Encoding.ASCII.GetBytes(KeyOf(own)),
            HasCertificate = hasCertificate && !session.IsResumed(),
            HasSessionCertificate = hasCertificate,
            VerifyError = (uint)session.VerifyResult(),
        };
    }

    private static byte[] CommonNameOf(byte[]? der)
    {
        if (der is null)
        {
            return [];
        }

        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der);
        return Encoding.UTF8.GetBytes(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
    }

    /// <summary>In OpenSSL's words, as other proxies send them.</summary>
    private static string SignatureOf(X509Certificate2 certificate) => certificate.SignatureAlgorithm.Value switch
    {
        "1.2.840.113549.1.1.5" => "RSA-SHA1",
        "1.2.840.113549.1.1.11" => "RSA-SHA256",
        "1.2.840.113549.1.1.12" => "RSA-SHA384",
        "1.2.840.113549.1.1.13" => "RSA-SHA512",
        "1.2.840.10045.4.3.2" => "ecdsa-with-SHA256",
        "1.2.840.10045.4.3.3" => "ecdsa-with-SHA384",
        "1.2.840.10045.4.3.4" => "ecdsa-with-SHA512",
        "1.3.101.112" => "ED25519",
        _ => certificate.SignatureAlgorithm.FriendlyName ?? "",
    };

    private static string KeyOf(X509Certificate2 certificate)
    {
        using RSA? rsa = certificate.GetRSAPublicKey();
        using ECDsa? curve = rsa is null ? certificate.GetECDsaPublicKey() : null;
        return rsa is not null ? string.Create(CultureInfo.InvariantCulture, $"RSA{rsa.KeySize}")
            : curve is not null ? string.Create(CultureInfo.InvariantCulture, $"EC{curve.KeySize}") : "";
    }
}
