namespace Engine.IO.Tls;

/// <summary>What a certificate is made of, each with a file of its own (CFG 3.1 ssl-load-extra-files).</summary>
public enum CertificatePart
{
    /// <summary>The certificate in PEM, those that lead up from it, and mostly the key.</summary>
    Certificate,

    /// <summary><c>FILE.key</c>: PEM.</summary>
    Key,

    /// <summary><c>FILE.ocsp</c>: DER.</summary>
    OcspResponse,

    /// <summary><c>FILE.sctl</c>: a list as RFC 6962 section 3.3 has it.</summary>
    Timestamps,

    /// <summary><c>FILE.issuer</c>: PEM.</summary>
    Issuer,
}
