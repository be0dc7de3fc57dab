using System;

namespace Engine.IO.ProxyProtocol;

/// <summary>What a header of version 2 may tell about the TLS of the client's connection; the default of it: there is none.</summary>
public readonly ref struct ProxyTlsFacts
{
    public bool IsTls { get; init; }

    /// <summary>The protocol negotiated by ALPN, such as http/1.1.</summary>
    public ReadOnlySpan<byte> Alpn { get; init; }

    /// <summary>The name the client asked for (SNI).</summary>
    public ReadOnlySpan<byte> ServerName { get; init; }

    /// <summary>TLSv1.3 and the like.</summary>
    public ReadOnlySpan<byte> Version { get; init; }

    public ReadOnlySpan<byte> Cipher { get; init; }

    /// <summary>Common name of the client's certificate.</summary>
    public ReadOnlySpan<byte> CommonName { get; init; }

    /// <summary>How the proxy's certificate is signed, such as SHA256.</summary>
    public ReadOnlySpan<byte> Signature { get; init; }

    /// <summary>Kind and size of that certificate's key, such as RSA2048.</summary>
    public ReadOnlySpan<byte> Key { get; init; }

    /// <summary>The client has shown a certificate on this connection.</summary>
    public bool HasCertificate { get; init; }

    /// <summary>The client has shown a certificate in this TLS session, maybe on an earlier connection.</summary>
    public bool HasSessionCertificate { get; init; }

    /// <summary>0 when the certificate was found good, else the X509 error.</summary>
    public uint VerifyError { get; init; }
}
