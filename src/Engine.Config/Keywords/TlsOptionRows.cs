using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;

namespace Engine.Config.Keywords;

/// <summary>The TLS options that lines share: written on <c>bind</c>, <c>server</c>, in a crt-list, and as global defaults (CFG 5.1, 5.2).</summary>
internal static class TlsOptionRows
{
    private const SectionSet S = SectionSet.None;

    /// <summary>Of <c>bind</c> lines.</summary>
    public static IReadOnlyList<Keyword<T>> ForBind<T>(Func<T, TlsConfig> tls) =>
    [
        Flag("ssl", "Terminates TLS on this listener.", tls, static t => t.Enabled = true),
        One("crt", "PATH", "Certificate with its key in PEM, or a directory of them; chosen by the client's name.", tls, static (t, c) => t.Certificates = [.. t.Certificates, FileOf(c)]),
        One("crt-list", "PATH", "List of certificates with options and names of their own.", tls, static (t, c) => t.Certificates = [.. t.Certificates, FileOf(c) with { IsList = true }]),
        One("default-crt", "PATH", "The certificate for clients whose name leads to no other.", tls, static (t, c) => t.Certificates = [FileOf(c), .. t.Certificates]),
        One("tls-ticket-keys", "PATH", "Keys of session tickets, one base64 line each.", tls, static (t, c) => t.TicketKeys = FileOf(c)),
        Flag("strict-sni", "Refuses clients whose name leads to no certificate.", tls, static t => t.StrictSni = true),
        Flag("no-strict-sni", "Undoes 'strict-sni' of the global defaults.", tls, static t => t.StrictSni = false),
        .. OfList(tls),
    ];

    /// <summary>Of one certificate in a crt-list; the rest of the listener's options hold as well.</summary>
    public static IReadOnlyList<Keyword<T>> OfList<T>(Func<T, TlsConfig> tls) =>
    [
        One("ca-verify-file", "PATH", "Authorities that clients are verified against without being told of them.", tls, static (t, c) => t.CaVerifyFile = FileOf(c)),
        One("crt-ignore-err", "ERRORS", "Verification errors of a client's own certificate that are let pass.", tls, static (t, c) => t.IgnoredCertificateErrors = ErrorsOf(c)),
        One("ca-ignore-err", "ERRORS", "Verification errors of authorities that are let pass.", tls, static (t, c) => t.IgnoredAuthorityErrors = ErrorsOf(c)),
        Flag("prefer-client-ciphers", "The client's order of ciphers counts.", tls, static t => t.PrefersClientCiphers = true),
        Flag("no-ca-names", "Clients are not told which authorities are accepted.", tls, static t => t.HidesAuthorities = true),
        One("ecdhe", "CURVE", "The one curve for key exchange.", tls, static (t, c) => t.Curves = ListOf(c)),
        One("npn", "PROTOCOLS", "The forerunner of ALPN.", tls, static (_, c) => c.Warning(c.Word, "'npn' is ignored: no client negotiates that way any more", "write 'alpn'")),
        new("verify", S, Grammar.Of(Argument.Choice("none", "optional", "required")), "Whether clients must show a certificate.") { Standing = Standing.Built, Build = (t, c) => tls(t).Verify = VerifyOf(c.Text()) },
        new("allow-0rtt", S, Grammar.None, "Early data.") { Standing = Standing.Hint, Reason = "early data can be replayed by anybody, and is never accepted" },
        .. Shared(tls),
    ];

    /// <summary>Of both sides.</summary>
    public static IReadOnlyList<Keyword<T>> Shared<T>(Func<T, TlsConfig> tls) =>
    [
        One("ca-file", "PATH", "Authorities in PEM; @system-ca for those of this machine.", tls, static (t, c) => t.CaFile = FileOf(c)),
        One("crl-file", "PATH", "Revoked certificates in PEM.", tls, static (t, c) => t.CrlFile = FileOf(c)),
        One("ciphers", "CIPHERS", "Ciphers up to TLS 1.2, as 'openssl ciphers' reads them.", tls, static (t, c) => t.Ciphers = ListOf(c)),
        One("ciphersuites", "SUITES", "Cipher suites of TLS 1.3.", tls, static (t, c) => t.CipherSuites = ListOf(c)),
        One("curves", "CURVES", "Curves for key exchange: X25519:P-256.", tls, static (t, c) => t.Curves = ListOf(c)),
        One("sigalgs", "ALGORITHMS", "Signature algorithms.", tls, static (t, c) => t.SignatureAlgorithms = ListOf(c)),
        One("client-sigalgs", "ALGORITHMS", "Signature algorithms of client certificates.", tls, static (t, c) => t.ClientSignatureAlgorithms = ListOf(c)),
        One("alpn", "PROTOCOLS", "Protocols to agree on, by preference: http/1.1.", tls, static (t, c) => t.Alpn = TlsWords.ReadAlpn(c)),
        Flag("no-alpn", "Agrees on no protocol.", tls, static t => t.Alpn = []),
        .. Versions(tls),
    ];

    /// <summary>Of <c>ssl-default-bind-options</c> and <c>ssl-default-server-options</c>: versions and tickets.</summary>
    public static IReadOnlyList<Keyword<T>> Versions<T>(Func<T, TlsConfig> tls) =>
    [
        Version("ssl-min-ver", "The lowest version.", tls, static (t, v) => t.Min = v),
        Version("ssl-max-ver", "The highest version.", tls, static (t, v) => t.Max = v),
        Without("no-tlsv10", TlsVersionName.Tls10, tls),
        Without("no-tlsv11", TlsVersionName.Tls11, tls),
        Without("no-tlsv12", TlsVersionName.Tls12, tls),
        Without("no-tlsv13", TlsVersionName.Tls13, tls),
        Force("force-tlsv10", TlsVersionName.Tls10, tls),
        Force("force-tlsv11", TlsVersionName.Tls11, tls),
        Force("force-tlsv12", TlsVersionName.Tls12, tls),
        Force("force-tlsv13", TlsVersionName.Tls13, tls),
        Flag("no-sslv3", "Never speaks SSLv3, which this engine never does.", tls, static _ => { }),
        new("force-sslv3", S, Grammar.None, "SSLv3 alone.") { Standing = Standing.Removed, Advice = "SSLv3 is broken (RFC 7568) and not spoken" },
        Flag("no-tls-tickets", "Gives no session tickets.", tls, static t => t.Tickets = false),
        Flag("tls-tickets", "Undoes 'no-tls-tickets' of the global defaults.", tls, static t => t.Tickets = true),
    ];

    public static TlsFileConfig FileOf(KeywordCall call) => new(call.At, call.Values[0].Word, call.Text());

    public static TlsListConfig ListOf(KeywordCall call) => new(call.At, call.Values[0].Word, call.Text());

    public static TlsVerifyMode VerifyOf(string word) => word switch
    {
        "none" => TlsVerifyMode.None,
        "optional" => TlsVerifyMode.Optional,
        _ => TlsVerifyMode.Required,
    };

    public static Keyword<T> Flag<T>(string name, string summary, Func<T, TlsConfig> tls, Action<TlsConfig> set) =>
        new(name, S, Grammar.None, summary) { Standing = Standing.Built, Build = (t, _) => set(tls(t)) };

    public static Keyword<T> One<T>(string name, string label, string summary, Func<T, TlsConfig> tls, Action<TlsConfig, KeywordCall> set) =>
        new(name, S, Grammar.Of(Argument.Text(label)), summary) { Standing = Standing.Built, Build = (t, c) => set(tls(t), c) };

    private static Keyword<T> Version<T>(string name, string summary, Func<T, TlsConfig> tls, Action<TlsConfig, TlsVersionName> set) =>
        new(name, S, Grammar.Of(Argument.Choice("TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3", "SSLv3")), summary)
        {
            Standing = Standing.Built,
            Build = (t, c) =>
            {
                if (c.Text() == "SSLv3")
                {
                    c.Error(c.Values[0].Word, "SSLv3 is broken (RFC 7568) and not spoken", "write TLSv1.2 or TLSv1.3");
                    return;
                }

                set(tls(t), (TlsVersionName)(c.Text()[^1] - '0'));
            },
        };

    private static Keyword<T> Without<T>(string name, TlsVersionName version, Func<T, TlsConfig> tls) =>
        Flag(name, "Does not speak this version.", tls, t => t.Without = [.. t.Without, version]);

    private static Keyword<T> Force<T>(string name, TlsVersionName version, Func<T, TlsConfig> tls) =>
        Flag(name, "Speaks this version alone.", tls, t => (t.Min, t.Max) = (version, version));

    /// <summary><c>all</c>, or numbers of OpenSSL's verification errors with commas.</summary>
    private static TlsIgnoredErrorsConfig ErrorsOf(KeywordCall call)
    {
        if (call.Text() == "all")
        {
            return new TlsIgnoredErrorsConfig(null);
        }

        List<int> codes = [];
        foreach (string part in call.Text().Split(','))
        {
            if (TlsWords.TryReadVerifyError(part, out int code))
            {
                codes.Add(code);
            }
            else
            {
                call.Error(call.Values[0].Word, $"'{part}' is not a verification error", "write numbers or names of them with commas, or 'all' (see: man X509_STORE_CTX_get_error)");
            }
        }

        return new TlsIgnoredErrorsConfig(codes);
    }
}
