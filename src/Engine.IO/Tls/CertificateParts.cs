namespace Engine.IO.Tls;

/// <summary>The texts one certificate is made of: one file, or a file and those beside it.</summary>
public sealed record CertificateParts
{
    /// <summary>Where it came from: the name it is known by.</summary>
    public required string Path { get; init; }

    /// <summary>PEM: the certificate, those that lead up from it, and mostly the key.</summary>
    public required byte[] Pem { get; init; }

    /// <summary>PEM of <c>FILE.key</c>; null = the key is in <see cref="Pem"/>.</summary>
    public byte[]? Key { get; init; }

    /// <summary>Where <see cref="Key"/> came from.</summary>
    public string? KeyPath { get; init; }

    /// <summary>DER of <c>FILE.ocsp</c>.</summary>
    public byte[] OcspResponse { get; init; } = [];

    /// <summary><c>FILE.sctl</c>: a list of signed certificate timestamps (RFC 6962 section 3.3).</summary>
    public byte[] Timestamps { get; init; } = [];

    /// <summary>PEM of <c>FILE.issuer</c>: needed for OCSP alone, so it is only checked.</summary>
    public byte[]? Issuer { get; init; }
}
