using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Engine.IO.Tls;

/// <summary>
/// OpenSSL as this machine has it, found when the first configuration asks for TLS: a process without TLS never loads it. Both
/// libraries must come from one release, since they share structures.
/// </summary>
public static unsafe class TlsLibrary
{
    /// <summary>Releases that work, the newest first; the number is that of the shared object.</summary>
    private static readonly string[] Releases = ["3", "1.1"];

    private static readonly object Gate = new();
    private static string? _error;
    private static nint _ssl;
    private static nint _crypto;
    private static bool _tried;

    /// <summary>OpenSSL 3 or later; earlier ones lack a few calls. Once loaded.</summary>
    internal static bool IsVersion3 { get; private set; }

    /// <summary>"OpenSSL 3.0.15 3 Sep 2024"; empty before it is loaded.</summary>
    public static string Version { get; private set; } = "";

    /// <summary>False when there is no usable OpenSSL; <paramref name="error"/> names what to install. Any thread, any number of times.</summary>
    public static bool TryLoad([NotNullWhen(false)] out string? error)
    {
        lock (Gate)
        {
            if (!_tried)
            {
                _tried = true;
                _error = Load();
            }

            error = _error;
            return error is null;
        }
    }

    /// <summary>
    /// What the configuration says of OpenSSL's providers, for the whole process and until its end. Once loaded. False when OpenSSL
    /// refuses one of them.
    /// </summary>
    /// <param name="path">Where they are looked for; null = where OpenSSL was built to look.</param>
    /// <param name="providers">Names, in order; empty = OpenSSL loads its own.</param>
    /// <param name="query">Property query; null = none.</param>
    public static bool TryUseProviders(string? path, IReadOnlyList<string> providers, string? query, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (path is null && providers.Count == 0 && query is null)
        {
            return true;
        }

        if (!IsVersion3)
        {
            error = "providers exist since OpenSSL 3, and this machine has an earlier one";
            return false;
        }

        LibCrypto.ERR_clear_error();
        if (path is not null && LibCrypto.OSSL_PROVIDER_set_default_search_path(0, path) != 1)
        {
            error = $"OpenSSL refuses the path '{path}' for its providers: {TlsErrors.Reason()}";
            return false;
        }

        foreach (string provider in providers)
        {
            if (LibCrypto.OSSL_PROVIDER_load(0, provider) == 0)
            {
                error = $"OpenSSL cannot load the provider '{provider}' ({TlsErrors.Reason()}); see: openssl list -providers -provider {provider}";
                return false;
            }
        }

        if (query is not null && LibCrypto.EVP_set_default_properties(0, query) != 1)
        {
            error = $"OpenSSL refuses the property query '{query}': {TlsErrors.Reason()}";
            return false;
        }

        string? missing = Missing();
        error = missing is null ? null : $"with these providers and this property query OpenSSL has no {missing} ({TlsErrors.Reason()}): add 'ssl-provider default', or ask for less";
        return missing is null;
    }

    /// <summary>What nothing works without, and no provider that was loaded brings; null when all is there.</summary>
    private static string? Missing()
    {
        byte one;
        if (LibCrypto.RAND_bytes(&one, 1) != 1)
        {
            return "random numbers";
        }

        nint context = LibSsl.SSL_CTX_new(LibSsl.TLS_method());
        LibSsl.SSL_CTX_free(context);
        return context == 0 ? "TLS" : TicketAlgorithms.AreThere ? null : "AES-CBC or SHA-256";
    }

    private static string? Load()
    {
        foreach (string release in Releases)
        {
            if (NativeLibrary.TryLoad($"libcrypto.so.{release}", out _crypto) && NativeLibrary.TryLoad($"libssl.so.{release}", out _ssl))
            {
                NativeLibrary.SetDllImportResolver(typeof(TlsLibrary).Assembly, static (name, _, _) => Resolve(name));
                IsVersion3 = release == "3";
                Version = LibCrypto.TextOf(LibCrypto.OpenSSL_version(0));
                return null;
            }
        }

        return "TLS needs OpenSSL, but neither libssl.so.3 nor libssl.so.1.1 can be loaded: install the package libssl3 (Debian 12, Ubuntu 22.04) or libssl3t64 (later releases)";
    }

    private static nint Resolve(string name) => name switch
    {
        LibSsl.Library => _ssl,
        LibCrypto.Library => _crypto,
        _ => 0,
    };
}
