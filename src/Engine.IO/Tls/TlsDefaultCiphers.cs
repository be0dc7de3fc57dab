using System;
using System.Collections.Generic;

namespace Engine.IO.Tls;

/// <summary>
/// What a server prefers when nothing is written. OpenSSL alone would take AES-256 with SHA-384 first; AES-128 with SHA-256 is what RFC 9325
/// section 4.2 recommends first and RFC 8446 section 9.1 asks everybody to have, nothing is lost by its 128 bits, and its hash costs a
/// fraction: the key schedule of a resumed TLS 1.2 handshake computes some 30 blocks of it.
/// </summary>
internal static unsafe class TlsDefaultCiphers
{
    /// <summary>All suites of TLS 1.3 that OpenSSL offers by itself.</summary>
    internal const string Suites = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";

    private static readonly string[] First = ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"];

    private static string? _list;

    /// <summary>Up to TLS 1.2: what a new context has, by OpenSSL's build and by openssl.cnf, and no other; only its order is ours.</summary>
    /// <param name="context">An SSL_CTX of which nothing was changed yet.</param>
    internal static string ListOf(nint context) => _list ??= Ordered(NamesOf(LibSsl.SSL_CTX_get_ciphers(context)));

    /// <param name="names">As OpenSSL has them; those of TLS 1.3 are left out, since they have a list of their own.</param>
    internal static string Ordered(IReadOnlyList<string> names)
    {
        List<string> first = [];
        List<string> rest = [];
        foreach (string name in names)
        {
            if (!name.StartsWith("TLS_", StringComparison.Ordinal))
            {
                (Array.IndexOf(First, name) >= 0 ? first : rest).Add(name);
            }
        }

        return string.Join(':', [.. first, .. rest]);
    }

    private static List<string> NamesOf(nint stack)
    {
        List<string> names = [];
        for (int i = 0; i < LibCrypto.OPENSSL_sk_num(stack); i++)
        {
            names.Add(LibCrypto.TextOf(LibSsl.SSL_CIPHER_get_name(LibCrypto.OPENSSL_sk_value(stack, i))));
        }

        return names;
    }
}
