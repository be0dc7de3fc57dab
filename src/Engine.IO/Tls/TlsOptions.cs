using System;
using System.Collections.Generic;

namespace Engine.IO.Tls;

/// <summary>What TLS may be like on one listener, for one of its certificates, or towards one server.</summary>
public sealed record TlsOptions
{
    /// <summary>The lowest version spoken.</summary>
    public TlsVersion Min { get; init; } = TlsVersion.Tls12;

    /// <summary>The highest; Any = the newest there is.</summary>
    public TlsVersion Max { get; init; }

    /// <summary>Versions between them that are not spoken (<c>no-tlsv11</c>).</summary>
    public IReadOnlyList<TlsVersion> Without { get; init; } = [];

    /// <summary>Ciphers up to TLS 1.2, in OpenSSL's own language; null = OpenSSL's choice.</summary>
    public string? Ciphers { get; init; }

    /// <summary>Cipher suites of TLS 1.3; null = OpenSSL's choice.</summary>
    public string? CipherSuites { get; init; }

    /// <summary>Groups for key exchange (<c>curves</c>, <c>ecdhe</c>); null = OpenSSL's choice.</summary>
    public string? Groups { get; init; }

    /// <summary><c>sigalgs</c>.</summary>
    public string? SignatureAlgorithms { get; init; }

    /// <summary><c>client-sigalgs</c>.</summary>
    public string? ClientSignatureAlgorithms { get; init; }

    /// <summary>False for <c>no-tls-tickets</c>.</summary>
    public bool Tickets { get; init; } = true;

    /// <summary><c>prefer-client-ciphers</c>.</summary>
    public bool PrefersClientOrder { get; init; }

    public TlsVerify Verify { get; init; }

    /// <summary>Verification errors of the client's own certificate that do not end the handshake (<c>crt-ignore-err</c>).</summary>
    public TlsIgnoredErrors IgnoredCertificateErrors { get; init; } = TlsIgnoredErrors.None;

    /// <summary>The same for authorities (<c>ca-ignore-err</c>).</summary>
    public TlsIgnoredErrors IgnoredAuthorityErrors { get; init; } = TlsIgnoredErrors.None;

    /// <summary>Protocols by preference, each with its length before it (RFC 7301); empty = none is negotiated.</summary>
    public byte[] Alpn { get; init; } = [];

    /// <summary><c>tune.ssl.cachesize</c>: sessions remembered for clients without tickets; 0 = none.</summary>
    public int CachedSessions { get; init; } = 20000;

    /// <summary><c>tune.ssl.lifetime</c>, seconds.</summary>
    public int SessionLifetimeSeconds { get; init; } = 300;

    /// <summary><c>tune.ssl.maxrecord</c>, plain bytes; 0 = the most TLS allows.</summary>
    public int RecordBytes { get; init; }

    /// <summary>Own parameters for finite-field key exchange in PEM; null = OpenSSL chooses by the key's size.</summary>
    public byte[]? DhParameters { get; init; }

    /// <summary>The session id context: sessions of one listener are not resumed on another.</summary>
    public ReadOnlyMemory<byte> Scope { get; init; }

    /// <summary><c>ssl-security-level</c>, 0 to 5; null = OpenSSL's own.</summary>
    public int? SecurityLevel { get; init; }

    /// <summary><c>tune.ssl.capture-buffer-size</c>: bytes kept of what a client says first; 0 = nothing is.</summary>
    public int HelloBytes { get; init; }

    /// <summary>False for <c>tune.ssl.certificate-compression off</c>; true leaves it to OpenSSL (RFC 8879, from 3.2 on).</summary>
    public bool CompressesCertificates { get; init; } = true;

    /// <summary><c>tune.ssl.keylog</c>.</summary>
    public bool KeepsSecrets { get; init; }

    /// <summary><c>no-ca-names</c>.</summary>
    public bool HidesAuthorities { get; init; }
}
