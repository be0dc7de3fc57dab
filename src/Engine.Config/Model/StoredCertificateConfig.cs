using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>A <c>load</c> line of a <c>crt-store</c> section (CFG 3.11.1): the files one certificate is made of. Null = not written.</summary>
public sealed class StoredCertificateConfig
{
    public required Statement Where { get; init; }

    /// <summary>Of the section; "" = it has none.</summary>
    public required string Store { get; init; }

    /// <summary>Where relative paths begin, but for that of the key; null = as <c>crt-base</c> of the global section says.</summary>
    public string? CrtBase { get; internal init; }

    /// <summary>Where that of the key begins; null = as <c>key-base</c> of the global section says.</summary>
    public string? KeyBase { get; internal init; }

    /// <summary>PEM of the certificate, mostly with those that lead up from it; null only after an error.</summary>
    public TlsFileConfig? Certificate { get; internal set; }

    /// <summary>PEM of the key, which counts more than one beside the certificate.</summary>
    public TlsFileConfig? Key { get; internal set; }

    /// <summary>DER of what is stapled.</summary>
    public TlsFileConfig? OcspResponse { get; internal set; }

    /// <summary>PEM of the certificate that signed it.</summary>
    public TlsFileConfig? Issuer { get; internal set; }

    /// <summary>A list of signed certificate timestamps.</summary>
    public TlsFileConfig? Timestamps { get; internal set; }

    public string? Alias { get; internal set; }

    /// <summary>What <c>crt</c> options call it: <c>@STORE/ALIAS</c>, or <c>@STORE/PATH</c> without an alias.</summary>
    public string Name => $"@{Store}/{Alias ?? Certificate?.Path}";
}
