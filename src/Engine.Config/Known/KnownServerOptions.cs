using System.Collections.Generic;
using Engine.Config.Keywords;
using Engine.Config.Model;

namespace Engine.Config.Known;

/// <summary>Options of <c>server</c> that are not supported yet, with the number of words they take.</summary>
internal static class KnownServerOptions
{
    private static readonly Grammar OneWord = Grammar.Of(Argument.Text("VALUE"));

    public static readonly IReadOnlyList<Keyword<ServerConfig>> Rows =
    [
        Flag("allow-0rtt", "Send early data to server."),
        Value("alpn", "ALPN toward server."),
        Value("ca-file", "CA for server certificate."),
        Value("cc", "TCP congestion control."),
        Value("check-alpn", "ALPN for checks."),
        Value("check-pool-conn-name", "Connection name for check reuse."),
        Flag("check-reuse-pool", "Let checks reuse idle conns."),
        Value("check-sni", "SNI for checks."),
        Flag("check-sni-auto", "Automatic SNI for checks."),
        Flag("check-ssl", "Force TLS in checks."),
        Flag("check-via-socks4", "Checks through SOCKS4."),
        Value("ciphers", "Cipher list."),
        Value("ciphersuites", "TLS1.3 suites."),
        Value("client-sigalgs", "Client signature algorithms."),
        Value("cookie", "Cookie value for persistence."),
        Value("crl-file", "CRL."),
        Value("crt", "Client certificate."),
        Value("curves", "ECDHE curves."),
        Flag("force-sslv3", "Force SSLv3."),
        Flag("force-tlsv10", "Force TLS1.0."),
        Flag("force-tlsv11", "Force TLS1.1."),
        Flag("force-tlsv12", "Force TLS1.2."),
        Flag("force-tlsv13", "Force TLS1.3."),
        Flag("from", "Inherit settings from none / be: / srv:."),
        Value("guid", "Server GUID."),
        Value("hash-key", "Consistent hash node key (id/addr/addr-port/guid)."),
        Value("healthcheck", "Use a named healthcheck section."),
        Value("idle-ping", "H2 ping on idle conns."),
        Value("init-addr", "Startup address resolution order (last,libc,none,ip)."),
        Value("ktls", "Kernel TLS."),
        Value("log-bufsize", "Buffer size for log servers."),
        Value("log-proto", "Log framing (legacy/octet-count)."),
        Value("maxqueue", "Max queue length for the server."),
        Value("minconn", "Lower bound of dynamic maxconn."),
        Value("namespace", "Network namespace."),
        Flag("no-renegotiate", "Disable TLS renegotiation."),
        Flag("no-ssl-reuse", "Disable TLS session reuse."),
        Flag("no-sslv3", "Disable SSLv3."),
        Flag("no-tls-tickets", "Disable tickets."),
        Flag("no-tlsv10", "Disable TLS1.0."),
        Flag("no-tlsv11", "Disable TLS1.1."),
        Flag("no-tlsv12", "Disable TLS1.2."),
        Flag("no-tlsv13", "Disable TLS1.3."),
        Flag("non-stick", "Never store this server in stick-tables."),
        Value("npn", "Obsolete NPN."),
        Value("pool-conn-name", "Expression naming reusable conns."),
        Value("proxy-v2-options", "PROXYv2 TLV options."),
        Value("quic-cc-algo", "QUIC congestion control."),
        Value("redir", "302-redirect GET/HEAD to this prefix."),
        Flag("renegotiate", "Allow TLS renegotiation."),
        Value("resolve-net", "Preferred networks in DNS answers."),
        Value("resolve-opts", "DNS options (allow-dup-ip, ignore-weight, prevent-dup-ip)."),
        Value("resolve-prefer", "Preferred IP family."),
        Value("resolvers", "Resolvers section used."),
        Flag("send-proxy", "PROXY v1 header to server."),
        Flag("send-proxy-v2", "PROXY v2 header to server."),
        Flag("send-proxy-v2-ssl", "PROXY v2 with TLS info."),
        Flag("send-proxy-v2-ssl-cn", "PROXY v2 with client CN."),
        Value("set-proxy-v2-tlv-fmt", "Custom PROXYv2 TLV."),
        Value("shard", "Shard id for peers."),
        Value("sigalgs", "Signature algorithms."),
        Value("sni", "SNI expression."),
        Flag("sni-auto", "Automatic SNI from Host (default)."),
        Value("socks4", "Upstream SOCKS4 proxy."),
        Flag("ssl", "TLS to server."),
        Value("ssl-max-ver", "Max TLS version."),
        Value("ssl-min-ver", "Min TLS version."),
        Flag("ssl-reuse", "TLS session reuse."),
        Flag("strict-maxconn", "Hard cap on total conns including idle."),
        Value("tcp-md5sig", "TCP MD5."),
        Flag("tfo", "TCP Fast Open."),
        Flag("tls-tickets", "Re-enable tickets."),
        Flag("usesrc", "Transparent source (with source)."),
        Value("verify", "Verify server certificate."),
        Value("verifyhost", "Expected hostname in certificate."),
        Value("ws", "Protocol for websocket streams."),
    ];

    private static Keyword<ServerConfig> Flag(string name, string summary) => new(name, SectionSet.None, Grammar.None, summary);

    private static Keyword<ServerConfig> Value(string name, string summary) => new(name, SectionSet.None, OneWord, summary);
}
