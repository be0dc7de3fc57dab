using System;
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
