using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>A file or directory that a TLS option names.</summary>
/// <param name="At">The line that names it.</param>
/// <param name="Word">Which word of the line it is.</param>
/// <param name="Path">As written: relative to <c>crt-base</c> or <c>ca-base</c> unless it begins with a slash.</param>
/// <param name="IsList">A <c>crt-list</c>.</param>
public sealed record TlsFileConfig(Statement At, int Word, string Path, bool IsList = false);

/// <summary>A setting whose words are OpenSSL's own language: lists of ciphers, curves, algorithms.</summary>
public sealed record TlsListConfig(Statement At, int Word, string Text);

public enum TlsVerifyMode : byte { None, Optional, Required }

/// <summary>Versions in order of age.</summary>
public enum TlsVersionName : byte { Tls10, Tls11, Tls12, Tls13 }

/// <summary>
/// The TLS options of a <c>bind</c> or <c>server</c> line, of one certificate in a crt-list, or of the global defaults. Null means
/// "not written": the next wider scope holds.
/// </summary>
public sealed class TlsConfig
{
    /// <summary><c>ssl</c>.</summary>
    public bool Enabled { get; internal set; }

    /// <summary><c>crt</c> and <c>crt-list</c> in order.</summary>
    public IReadOnlyList<TlsFileConfig> Certificates { get; internal set; } = [];
    public TlsFileConfig? CaFile { get; internal set; }
    public TlsFileConfig? CaVerifyFile { get; internal set; }
    public TlsFileConfig? CrlFile { get; internal set; }
    public TlsFileConfig? TicketKeys { get; internal set; }
    public TlsListConfig? Ciphers { get; internal set; }
    public TlsListConfig? CipherSuites { get; internal set; }
    public TlsListConfig? Curves { get; internal set; }
    public TlsListConfig? SignatureAlgorithms { get; internal set; }
    public TlsListConfig? ClientSignatureAlgorithms { get; internal set; }

    /// <summary>Protocols by preference; empty = none is negotiated; null = not written.</summary>
    public IReadOnlyList<string>? Alpn { get; internal set; }
    public TlsVersionName? Min { get; internal set; }
    public TlsVersionName? Max { get; internal set; }

    /// <summary><c>no-tlsv1x</c>.</summary>
    public IReadOnlyList<TlsVersionName> Without { get; internal set; } = [];
    public bool? Tickets { get; internal set; }
    public bool? PrefersClientCiphers { get; internal set; }
    public bool? StrictSni { get; internal set; }
    public bool? HidesAuthorities { get; internal set; }
    public TlsVerifyMode? Verify { get; internal set; }

    /// <summary>X509_V_ERR_* of <c>crt-ignore-err</c>; null = not written; a null list inside = all.</summary>
    public TlsIgnoredErrorsConfig? IgnoredCertificateErrors { get; internal set; }
    public TlsIgnoredErrorsConfig? IgnoredAuthorityErrors { get; internal set; }

    // --- towards a server
    public TlsListConfig? VerifyHost { get; internal set; }
    public SniConfig? Sni { get; internal set; }
    public bool? ReusesSessions { get; internal set; }

    // --- health checks of a server
    public bool? CheckEnabled { get; internal set; }
    public string? CheckSni { get; internal set; }
    public IReadOnlyList<string>? CheckAlpn { get; internal set; }

    internal TlsConfig Copy() => (TlsConfig)MemberwiseClone();
}

/// <summary><c>crt-ignore-err</c>, <c>ca-ignore-err</c>.</summary>
/// <param name="Codes">Numbers of verification errors; null = all.</param>
public sealed record TlsIgnoredErrorsConfig(IReadOnlyList<int>? Codes);

/// <summary><c>sni EXPRESSION</c>.</summary>
public sealed record SniConfig(Statement At, int Word, SampleExpression Expression);

/// <summary>What the <c>global</c> section says about TLS.</summary>
public sealed class GlobalTlsConfig
{
    /// <summary><c>ssl-default-bind-*</c>.</summary>
    public TlsConfig BindDefaults { get; } = new();

    /// <summary><c>ssl-default-server-*</c>.</summary>
    public TlsConfig ServerDefaults { get; } = new();
    public string? CrtBase { get; internal set; }
    public string? CaBase { get; internal set; }
    public string? KeyBase { get; internal set; }
    /// <summary><c>crt-store</c> sections, one of each name, in order of declaration.</summary>
    public IReadOnlyList<CrtStoreConfig> Stores { get; internal set; } = [];

    public TlsFileConfig? DhParameters { get; internal set; }

    /// <summary><c>issuers-chain-path</c>.</summary>
    public string? IssuersPath { get; internal set; }

    /// <summary><c>ssl-provider-path</c>.</summary>
    public string? ProviderPath { get; internal set; }

    /// <summary><c>ssl-provider</c>, in order.</summary>
    public IReadOnlyList<string> Providers { get; internal set; } = [];

    /// <summary><c>ssl-propquery</c>.</summary>
    public string? PropertyQuery { get; internal set; }

    /// <summary><c>ssl-security-level</c>, 0 to 5; null = OpenSSL's own.</summary>
    public int? SecurityLevel { get; internal set; }

    /// <summary><c>tune.ssl.default-dh-param</c>, bits; OpenSSL chooses by the size of the key, never less than this asks of 2048.</summary>
    public int? DhBits { get; internal set; }

    /// <summary><c>ssl-server-verify none</c> turns it off.</summary>
    public bool VerifiesServers { get; internal set; } = true;

    /// <summary><c>maxsslconn</c>; null = no limit of its own.</summary>
    public int? ConnectionsMax { get; internal set; }

    /// <summary><c>maxsslrate</c>: handshakes begun per second; null = no limit.</summary>
    public int? HandshakesPerSecondMax { get; internal set; }

    /// <summary><c>tune.ssl.cachesize</c>, sessions; 0 = none.</summary>
    public int CachedSessions { get; internal set; } = 20000;

    /// <summary><c>tune.ssl.lifetime</c>, seconds.</summary>
    public int SessionLifetimeSeconds { get; internal set; } = 300;

    /// <summary><c>tune.ssl.maxrecord</c>, bytes; 0 = as large as they may be.</summary>
    public int RecordBytes { get; internal set; }

    /// <summary><c>tune.ssl.capture-buffer-size</c>, bytes; 0 = nothing of a client's first message is kept.</summary>
    public int HelloBytes { get; internal set; }

    /// <summary><c>tune.ssl.certificate-compression</c>.</summary>
    public bool CompressesCertificates { get; internal set; } = true;

    /// <summary><c>tune.ssl.keylog</c>.</summary>
    public bool KeepsSecrets { get; internal set; }

    /// <summary><c>ssl-load-extra-files</c>: which files beside a certificate are looked for.</summary>
    public IReadOnlyList<string> ExtraFiles { get; internal set; } = ["bundle", "sctl", "ocsp", "issuer", "key"];

    /// <summary><c>ssl-load-extra-del-ext</c>: the extension of the certificate is taken off first.</summary>
    public bool ExtraFilesReplaceExtension { get; internal set; }
}
