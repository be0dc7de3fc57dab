using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Engine.IO.Tls;

/// <summary>
/// A certificate that is changed part by part (MGT 9.3 set ssl cert). The parts need not fit one another until <see cref="FaultOf"/> is
/// asked, so that certificate and key can come one after the other. Errors are in the words of HAProxy.
/// </summary>
public static class CertificateDraft
{
    /// <param name="before">What the part is put into. A new certificate takes over its key alone.</param>
    /// <param name="part">What is replaced.</param>
    /// <param name="content">As in the file of its own.</param>
    public static bool TryReplace(TlsCertificate before, CertificatePart part, byte[] content, [NotNullWhen(true)] out TlsCertificate? certificate, [NotNullWhen(false)] out string? error)
    {
        certificate = null;
        error = part switch
        {
            CertificatePart.OcspResponse => OcspAnswer.TryRead(content, out _, out string? fault) ? null : fault,
            CertificatePart.Timestamps when !SignedTimestamps.IsList(content) => "this is no list of signed certificate timestamps as RFC 6962 section 3.3 has it",
            CertificatePart.Issuer when !HoldsCertificate(content) => $"'{before.Path}' cannot be read or parsed'.",
            _ => null,
        };
        if (error is not null)
        {
            return false;
        }

        nint key = 0;
        if (part == CertificatePart.Key)
        {
            key = PemBlocks.ReadKey(content);
            if (key == 0)
            {
                LibCrypto.ERR_clear_error();
                error = $"unable to load private key from file '{before.Path}'.";
                return false;
            }
        }

        certificate = before.With(
            part == CertificatePart.OcspResponse ? content : before.OcspResponse,
            part == CertificatePart.Timestamps ? content : before.Timestamps,
            key);
        return true;
    }

    /// <summary>Why it cannot be used; null when it can.</summary>
    public static string? FaultOf(TlsCertificate certificate)
    {
        if (certificate.Key == 0)
        {
            return "The transaction must contain at least a certificate and a private key!";
        }

        if (LibCrypto.X509_check_private_key(certificate.Leaf, certificate.Key) != 1)
        {
            LibCrypto.ERR_clear_error();
            return $"inconsistencies between private key and certificate loaded '{certificate.Path}'.";
        }

        return certificate.OcspResponse.Length > 0 && OcspAnswer.TryRead(certificate.OcspResponse, out OcspAnswer? answer, out _) && !answer.IsAbout(certificate)
            ? "OCSP single response: Certificate ID does not match any certificate or issuer."
            : null;
    }

    private static bool HoldsCertificate(byte[] pem)
    {
        List<nint> found = PemBlocks.ReadCertificates(pem);
        LibCrypto.ERR_clear_error();
        found.ForEach(LibCrypto.X509_free);
        return found.Count > 0;
    }
}
