using System;
using System.Collections.Generic;
using System.Text;
using Engine.Config.Model;
using Engine.IO.Tls;

namespace Engine.Proxy.Tls;

/// <summary>Lays the scopes of options over one another: the certificate's line, the bind or server line, the global defaults.</summary>
internal static class TlsOptionsBuilder
{
    /// <param name="scopes">The narrowest first; what is written there wins.</param>
    internal static TlsOptions Build(GlobalTlsConfig global, byte[]? dhParameters, ReadOnlySpan<TlsConfig> scopes)
    {
        TlsVersionName? min = First(scopes, static t => t.Min);
        TlsVersionName? max = First(scopes, static t => t.Max);
        return new TlsOptions
        {
            Min = min is { } lowest ? VersionOf(lowest) : max is { } only && VersionOf(only) < TlsVersion.Tls12 ? VersionOf(only) : TlsVersion.Tls12,
            Max = max is { } highest ? VersionOf(highest) : TlsVersion.Any,
            Without = WithoutOf(scopes),
            Ciphers = FirstOf(scopes, static t => t.Ciphers?.Text),
            CipherSuites = FirstOf(scopes, static t => t.CipherSuites?.Text),
            Groups = FirstOf(scopes, static t => t.Curves?.Text),
            SignatureAlgorithms = FirstOf(scopes, static t => t.SignatureAlgorithms?.Text),
            ClientSignatureAlgorithms = FirstOf(scopes, static t => t.ClientSignatureAlgorithms?.Text),
            Tickets = First(scopes, static t => t.Tickets) ?? true,
            PrefersClientOrder = First(scopes, static t => t.PrefersClientCiphers) ?? false,
            HidesAuthorities = First(scopes, static t => t.HidesAuthorities) ?? false,
            Verify = VerifyOf(First(scopes, static t => t.Verify) ?? TlsVerifyMode.None),
            IgnoredCertificateErrors = ErrorsOf(FirstOf(scopes, static t => t.IgnoredCertificateErrors)),
            IgnoredAuthorityErrors = ErrorsOf(FirstOf(scopes, static t => t.IgnoredAuthorityErrors)),
            Alpn = WireOf(FirstOf(scopes, static t => t.Alpn)),
            CachedSessions = global.CachedSessions,
            SessionLifetimeSeconds = global.SessionLifetimeSeconds,
            RecordBytes = global.RecordBytes,
            SecurityLevel = global.SecurityLevel,
            HelloBytes = global.HelloBytes,
            CompressesCertificates = global.CompressesCertificates,
            KeepsSecrets = global.KeepsSecrets,
            DhParameters = dhParameters,
        };
    }

    internal static TlsVerify VerifyOf(TlsVerifyMode mode) => mode switch
    {
        TlsVerifyMode.None => TlsVerify.None,
        TlsVerifyMode.Optional => TlsVerify.Optional,
        _ => TlsVerify.Required,
    };

    /// <summary>Each name with its length before it (RFC 7301 section 3.1).</summary>
    internal static byte[] WireOf(IReadOnlyList<string>? protocols)
    {
        List<byte> wire = [];
        foreach (string protocol in protocols ?? [])
        {
            byte[] name = Encoding.Latin1.GetBytes(protocol);
            wire.Add((byte)name.Length);
            wire.AddRange(name);
        }

        return [.. wire];
    }

    private static TlsVersion VersionOf(TlsVersionName name) => TlsVersion.Tls10 + (int)name;

    private static TlsVersion[] WithoutOf(ReadOnlySpan<TlsConfig> scopes)
    {
        List<TlsVersion> versions = [];
        foreach (TlsConfig scope in scopes)
        {
            foreach (TlsVersionName name in scope.Without)
            {
                versions.Add(VersionOf(name));
            }
        }

        return [.. versions];
    }

    private static TlsIgnoredErrors ErrorsOf(TlsIgnoredErrorsConfig? config) =>
        config is null ? TlsIgnoredErrors.None : config.Codes is null ? TlsIgnoredErrors.All : TlsIgnoredErrors.Of(config.Codes);

    private static T? First<T>(ReadOnlySpan<TlsConfig> scopes, Func<TlsConfig, T?> read)
        where T : struct
    {
        foreach (TlsConfig scope in scopes)
        {
            if (read(scope) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    private static T? FirstOf<T>(ReadOnlySpan<TlsConfig> scopes, Func<TlsConfig, T?> read)
        where T : class
    {
        foreach (TlsConfig scope in scopes)
        {
            if (read(scope) is { } value)
            {
                return value;
            }
        }

        return null;
    }
}
