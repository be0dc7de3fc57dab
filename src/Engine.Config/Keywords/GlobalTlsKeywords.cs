using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.GlobalBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The built keywords of <c>global</c> about TLS (CFG 3.1, 3.2).</summary>
internal static class GlobalTlsKeywords
{
    private const SectionSet G = SectionSet.Global;

    /// <summary>A ClientHello has no list longer than 65535 bytes; browsers' are all together below 500.</summary>
    private static readonly Grammar HelloBytes = Grammar.Of(Argument.Size("BYTES", 0, 65535));

    private static readonly KeywordTable<TlsConfig> BindOptions = new(
        TlsOptionRows.Versions<TlsConfig>(static t => t),
        [
            TlsOptionRows.Flag<TlsConfig>("prefer-client-ciphers", "The client's order of ciphers counts.", static t => t, static t => t.PrefersClientCiphers = true),
            TlsOptionRows.Flag<TlsConfig>("strict-sni", "Refuses clients whose name leads to no certificate.", static t => t, static t => t.StrictSni = true),
        ]);

    private static readonly KeywordTable<TlsConfig> ServerOptions = new(TlsOptionRows.Versions<TlsConfig>(static t => t));

    public static readonly IReadOnlyList<Keyword<GlobalBuilder>> Rows =
    [
        .. Lists("ssl-default-bind-", static g => g.Config.Tls.BindDefaults),
        .. Lists("ssl-default-server-", static g => g.Config.Tls.ServerDefaults),
        Row.Built("ssl-default-bind-options", G, Grammar.Free, "TLS options of bind lines that say nothing else.", static (g, c) => OptionList.TryRead(BindOptions, g.Config.Tls.BindDefaults, c, c.First, c.Name)),
        Row.Built("ssl-default-server-options", G, Grammar.Free, "TLS options of server lines that say nothing else.", static (g, c) => OptionList.TryRead(ServerOptions, g.Config.Tls.ServerDefaults, c, c.First, c.Name)),
        Text("crt-base", "DIRECTORY", "Where relative paths of certificates begin.", static (g, c) => g.CrtBase = c.Text()),
        Text("ca-base", "DIRECTORY", "Where relative paths of authorities and revocation lists begin.", static (g, c) => g.CaBase = c.Text()),
        Text("key-base", "DIRECTORY", "Where relative paths of keys begin.", static (g, c) => g.KeyBase = c.Text()),
        Text("issuers-chain-path", "DIRECTORY", "Files of certificates that complete the chain of those that come without one.", static (g, c) => g.IssuersPath = c.Text()),
        Text("ssl-provider-path", "DIRECTORY", "Where OpenSSL looks for its providers.", static (g, c) => g.ProviderPath = c.Text()),
        Text("ssl-provider", "NAME", "A provider that OpenSSL loads, in the order of the lines; then it loads none by itself.", static (g, c) => g.Providers = [.. g.Providers, c.Text()]),
        Text("ssl-propquery", "QUERY", "Which implementations OpenSSL takes of what it fetches.", static (g, c) => g.PropertyQuery = c.Text()),
        Number("ssl-security-level", 0, 5, "What OpenSSL refuses as too weak; its own level unless written.", static (g, n) => g.SecurityLevel = n),
        Text("ssl-dh-param-file", "PATH", "Parameters for finite-field key exchange in PEM.", static (g, c) => g.DhParameters = TlsOptionRows.FileOf(c)),
        Row.Built("ssl-server-verify", G, Grammar.Of(Argument.Choice("none", "required")), "Whether certificates of servers are verified where their line says nothing.", static (g, c) => g.Config.Tls.VerifiesServers = c.Text() == "required"),
        Row.Built("ssl-load-extra-files", G, Grammar.Of(Argument.Choice("none", "all", "bundle", "sctl", "ocsp", "issuer", "key").Repeated()), "Which files beside a certificate are looked for.", BuildExtraFiles),
        Row.Built("ssl-load-extra-del-ext", G, Grammar.None, "Files beside a certificate have its name without the extension.", static (g, _) => g.Config.Tls.ExtraFilesReplaceExtension = true),
        Number("maxsslconn", 0, int.MaxValue, "TLS connections of clients at a time.", static (g, n) => g.ConnectionsMax = n == 0 ? null : n),
        Number("maxsslrate", 0, int.MaxValue, "TLS handshakes begun per second.", static (g, n) => g.HandshakesPerSecondMax = n == 0 ? null : n),
        Number("tune.ssl.default-dh-param", 1024, 16384, "Bits of finite-field key exchange; OpenSSL takes as many as the key has.", static (g, n) => g.DhBits = n),
        Number("tune.ssl.cachesize", 0, int.MaxValue, "Sessions remembered for clients without tickets (20000 unless written); 0 for none.", static (g, n) => g.CachedSessions = n),
        Row.Built("tune.ssl.lifetime", G, Grammar.Of(Argument.Time(Values.TimeUnit.Seconds)), "How long a session may be taken up again (300s unless written).", static (g, c) => g.Config.Tls.SessionLifetimeSeconds = (int)Math.Max(c.Long() / 1000, 1)),
        Row.Built("tune.ssl.maxrecord", G, Grammar.Of(Argument.Size("BYTES", 0, 16384)), "Plain bytes of a record at most; 0 for as many as TLS allows.", static (g, c) => g.Config.Tls.RecordBytes = c.Int()),
        Row.Built("tune.ssl.hard-maxrecord", G, Grammar.Of(Argument.Size("BYTES", 0, 16384)), "The same, with no exception.", static (g, c) => g.Config.Tls.RecordBytes = c.Int()),
        Row.Built("tune.ssl.capture-buffer-size", G, HelloBytes, "Bytes kept of the lists in what a client says first, for ssl_fc_cipherlist_bin and its kin (JA3); 0 for none.", static (g, c) => g.Config.Tls.HelloBytes = c.Int()),
        Row.Built("tune.ssl.keylog", G, Grammar.Of(Argument.Choice("on", "off")), "Secrets of TLS 1.3 are kept for ssl_fc_client_traffic_secret_0 and its kin, with which captured packets can be read.", static (g, c) => g.Config.Tls.KeepsSecrets = c.Text() == "on"),
        Row.Built("tune.ssl.certificate-compression", G, Grammar.Of(Argument.Choice("auto", "off")), "Whether certificates are compressed (RFC 8879) where OpenSSL can and the other side asks for it, as happens unless switched off.", static (g, c) => g.Config.Tls.CompressesCertificates = c.Text() == "auto"),
        Row.Built("tune.ssl.force-private-cache", G, Grammar.None, "One session cache per process, which this engine always has.", static (_, _) => { }),
        Row.Removed("ssl-engine", G, "OpenSSL 3 has providers in place of engines: configure them in openssl.cnf"),
        Row.Removed("ssl-mode-async", G, "remove it: handshakes run on the event loops"),
        Row.Obsolete("tune.ssl.capture-cipherlist-size", G, HelloBytes, "write 'tune.ssl.capture-buffer-size' instead", static (g, c) => g.Config.Tls.HelloBytes = c.Int()),
    ];

    /// <summary>The lists in OpenSSL's language, for one side.</summary>
    private static IReadOnlyList<Keyword<GlobalBuilder>> Lists(string prefix, Func<GlobalBuilder, TlsConfig> side) =>
    [
        List(prefix + "ciphers", "Ciphers up to TLS 1.2 of lines that name none.", side, static (t, l) => t.Ciphers = l),
        List(prefix + "ciphersuites", "Cipher suites of TLS 1.3 of lines that name none.", side, static (t, l) => t.CipherSuites = l),
        List(prefix + "curves", "Curves of lines that name none.", side, static (t, l) => t.Curves = l),
        List(prefix + "sigalgs", "Signature algorithms of lines that name none.", side, static (t, l) => t.SignatureAlgorithms = l),
        List(prefix + "client-sigalgs", "Signature algorithms of client certificates of lines that name none.", side, static (t, l) => t.ClientSignatureAlgorithms = l),
    ];

    private static Keyword<GlobalBuilder> List(string name, string summary, Func<GlobalBuilder, TlsConfig> side, Action<TlsConfig, TlsListConfig> set) =>
        Row.Built(name, G, Grammar.Of(Argument.Text("LIST")), summary, (g, c) => set(side(g), TlsOptionRows.ListOf(c)));

    private static Keyword<GlobalBuilder> Text(string name, string label, string summary, Action<GlobalTlsConfig, KeywordCall> set) =>
        Row.Built(name, G, Grammar.Of(Argument.Text(label)), summary, (g, c) => set(g.Config.Tls, c));

    private static Keyword<GlobalBuilder> Number(string name, int min, int max, string summary, Action<GlobalTlsConfig, int> set) =>
        Row.Built(name, G, Grammar.Of(Argument.Number("NUMBER", min, max)), summary, (g, c) => set(g.Config.Tls, c.Int()));

    private static void BuildExtraFiles(GlobalBuilder global, KeywordCall call)
    {
        List<string> kinds = [];
        foreach (ArgumentValue value in call.Values)
        {
            kinds.Add(value.Text);
        }

        global.Config.Tls.ExtraFiles = kinds.Contains("all") ? ["bundle", "sctl", "ocsp", "issuer", "key"] : kinds.Contains("none") ? [] : kinds;
    }
}
