using System;
using System.Collections.Generic;
using Engine.Config.Conditions;
using Engine.IO.Tls;

namespace Weir.Invocation;

/// <summary>What this build can do, under the names that HAProxy's builds have for it: what <c>feature(NAME)</c> and <c>-vv</c> answer from.</summary>
internal static class Features
{
    /// <summary>
    /// True only for what is really there. Names that this build lacks are listed too, so that scripts that read the list find them with a minus.
    /// </summary>
    public static IReadOnlyList<(string Name, bool Present)> All { get; } =
    [
        ("51DEGREES", false), ("ACCEPT4", true), ("BACKTRACE", false), ("CLOSEFROM", false), ("CPU_AFFINITY", true), ("CRYPT_H", false),
        ("DEVICEATLAS", false), ("DL", false), ("ENGINE", false), ("EPOLL", true), ("EVPORTS", false), ("GETADDRINFO", true), ("KQUEUE", false),
        ("LIBCRYPT", false), ("LINUX_SPLICE", true), ("LINUX_TPROXY", true), ("LUA", false), ("MEMORY_PROFILING", false), ("NETFILTER", false),
        ("NS", false), ("OBSOLETE_LINKER", false), ("OPENSSL", true), ("OPENSSL_AWSLC", false), ("OPENSSL_WOLFSSL", false), ("OT", false),
        ("PCRE", false), ("PCRE2", false), ("PCRE2_JIT", false), ("PCRE_JIT", false), ("POLL", false), ("PRCTL", false), ("PROCCTL", false),
        ("PROMEX", true), ("QUIC", false), ("RT", false), ("SHM_OPEN", false), ("SLZ", false), ("SPLICE", true), ("SSL", false),
        ("STATIC_PCRE", false), ("STATIC_PCRE2", false), ("SYSTEMD", true), ("TFO", true), ("THREAD", true), ("THREAD_DUMP", false), ("TPROXY", true),
        ("WURFL", false), ("ZLIB", true),
    ];

    /// <summary>The answers to conditions, for a run with these options.</summary>
    public static EngineFeatures Of(Options options)
    {
        var features = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, bool present) in All)
        {
            if (present)
            {
                features.Add(name);
            }
        }

        var enabled = new HashSet<string>(StringComparer.Ordinal) { "EPOLL", "GETADDRINFO" };
        if (!options.NoReusePort)
        {
            enabled.Add("REUSEPORT");
        }

        if (!options.NoSplice)
        {
            enabled.Add("SPLICE");
        }

        return new EngineFeatures(features, enabled, EngineFeatures.LanguageVersion, SslLibrary);
    }

    /// <summary>Null where none can be loaded.</summary>
    private static string? SslLibrary() => TlsLibrary.TryLoad(out _) ? TlsLibrary.Version : null;
}
