using System.Collections.Generic;
using Engine.Config.Keywords;
using Engine.Config.Model;

namespace Engine.Config.Known;

/// <summary>Options of <c>server</c> that are not supported yet, or change nothing here, with the number of words they take.</summary>
internal static class KnownServerOptions
{
    private const string OwnConnections = "every health check opens a connection of its own";

    private static readonly Grammar OneWord = Grammar.Of(Argument.Text("VALUE"));

    public static readonly IReadOnlyList<Keyword<ServerConfig>> Rows =
    [
        Hint("check-pool-conn-name", OneWord, "Connection name for check reuse.", OwnConnections),
        Hint("check-reuse-pool", Grammar.None, "Let checks reuse idle conns.", OwnConnections),
        Flag("check-sni-auto", "Automatic SNI for checks."),
        Flag("check-via-socks4", "Checks through SOCKS4."),
        Flag("from", "Inherit settings from none / be: / srv:."),
        Value("healthcheck", "Use a named healthcheck section."),
        Hint("idle-ping", OneWord, "H2 ping on idle conns.", "HTTP/2 is not spoken yet"),
        Hint("ktls", Grammar.Of(Argument.Choice("on", "off")), "Kernel TLS.", "TLS records are made by OpenSSL, never by the kernel"),
        Value("log-bufsize", "Buffer size for log servers."),
        Value("log-proto", "Log framing (legacy/octet-count)."),
        Hint("quic-cc-algo", OneWord, "QUIC congestion control.", "QUIC is not spoken"),
        Value("socks4", "Upstream SOCKS4 proxy."),
        Flag("strict-maxconn", "Hard cap on total conns including idle."),
        Value("tcp-md5sig", "TCP MD5."),
    ];

    private static Keyword<ServerConfig> Flag(string name, string summary) => new(name, SectionSet.None, Grammar.None, summary);

    private static Keyword<ServerConfig> Hint(string name, Grammar grammar, string summary, string reason) => Row<ServerConfig>.Hint(name, SectionSet.None, grammar, summary, reason);

    private static Keyword<ServerConfig> Value(string name, string summary) => new(name, SectionSet.None, OneWord, summary);
}
