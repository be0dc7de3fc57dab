using System.Collections.Generic;
using Engine.Config.Keywords;
using Engine.Config.Model;

namespace Engine.Config.Known;

/// <summary>Options of <c>bind</c> that are not supported yet, with the number of words they take.</summary>
internal static class KnownBindOptions
{
    private static readonly Grammar OneWord = Grammar.Of(Argument.Text("VALUE"));

    public static readonly IReadOnlyList<Keyword<BindConfig>> Rows =
    [
        Flag("ssl", "Terminate TLS on this listener."),
        Value("crt", "Certificate PEM file or directory of PEMs (cert+key concatenated), SNI-selected."),
        Value("accept-netscaler-cip", "Expect NetScaler Client-IP prologue."),
        Value("cc", "TCP congestion control algorithm."),
        Value("expose-fd", "'expose-fd listeners' on stats socket for seamless reload."),
        Value("idle-ping", "H2 ping interval on idle conns."),
        Value("label", "Free label for the bind line."),
        Value("level", "CLI privilege level: user/operator/admin."),
        Value("nbconn", "Reverse-HTTP connection count."),
        Value("nice", "Task niceness for this listener's streams."),
        Value("quic-cc-algo", "QUIC congestion control."),
        Flag("quic-force-retry", "Always send QUIC Retry."),
        Value("quic-socket", "QUIC socket mode."),
        Value("severity-output", "CLI severity output format none/number/string."),
        Value("shards", "Number of listener sockets per address."),
        Value("tcp-md5sig", "TCP MD5 signature."),
        Value("tcp-ss", "TCP Save SYN."),
        Value("thread", "Restrict listener to threads."),
        Flag("allow-0rtt", "Accept TLS1.3 early data."),
        Value("alpn", "ALPN protocol list (default h2,http/1.1 in 3.x)."),
        Value("ca-file", "CA for client certificates."),
        Value("ca-ignore-err", "Ignored CA verify errors."),
        Value("ca-sign-file", "CA for on-the-fly certificate generation."),
        Value("ca-sign-pass", "Passphrase of ca-sign-file."),
        Value("ca-verify-file", "CA used for verify only (not advertised)."),
        Value("ciphers", "TLS<=1.2 cipher list."),
        Value("ciphersuites", "TLS1.3 suites."),
        Value("client-sigalgs", "Client signature algorithms."),
        Value("crl-file", "CRL file."),
        Value("crt-ignore-err", "Ignored certificate verify errors."),
        Value("crt-list", "File listing certs with options and SNI filters."),
        Value("curves", "ECDHE curves."),
        Value("default-crt", "Explicit default certificate."),
        Value("ecdhe", "Single named ECDHE curve."),
        Flag("ech", "Encrypted ClientHello keys (experimental)."),
        Flag("force-sslv3", "Force SSLv3."),
        Flag("force-tlsv10", "Force TLS1.0."),
        Flag("force-tlsv11", "Force TLS1.1."),
        Flag("force-tlsv12", "Force TLS1.2."),
        Flag("force-tlsv13", "Force TLS1.3."),
        Flag("generate-certificates", "Generate certs by SNI."),
        Value("ktls", "Kernel TLS."),
        Flag("no-alpn", "Disable ALPN."),
        Flag("no-ca-names", "Do not send CA names."),
        Flag("no-sslv3", "Disable SSLv3."),
        Flag("no-strict-sni", "Cancel strict-sni default."),
        Flag("no-tls-tickets", "Disable session tickets."),
        Flag("no-tlsv10", "Disable TLS1.0."),
        Flag("no-tlsv11", "Disable TLS1.1."),
        Flag("no-tlsv12", "Disable TLS1.2."),
        Flag("no-tlsv13", "Disable TLS1.3."),
        Value("npn", "Obsolete NPN list."),
        Flag("prefer-client-ciphers", "Honour client cipher order."),
        Value("sigalgs", "Signature algorithms."),
        Value("ssl-max-ver", "Max TLS version."),
        Value("ssl-min-ver", "Min TLS version."),
        Flag("strict-sni", "Reject handshakes without matching SNI."),
        Value("tls-ticket-keys", "Ticket keys file."),
        Flag("tls-tickets", "Re-enable tickets."),
        Value("verify", "Client certificate verification none/optional/required."),
    ];

    private static Keyword<BindConfig> Flag(string name, string summary) => new(name, SectionSet.None, Grammar.None, summary);

    private static Keyword<BindConfig> Value(string name, string summary) => new(name, SectionSet.None, OneWord, summary);
}
