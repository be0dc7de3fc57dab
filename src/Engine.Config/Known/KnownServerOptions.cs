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
        Value("cc", "TCP congestion control."),
        Value("check-pool-conn-name", "Connection name for check reuse."),
        Flag("check-reuse-pool", "Let checks reuse idle conns."),
        Flag("check-sni-auto", "Automatic SNI for checks."),
        Flag("check-via-socks4", "Checks through SOCKS4."),
        Flag("from", "Inherit settings from none / be: / srv:."),
        Value("healthcheck", "Use a named healthcheck section."),
        Value("idle-ping", "H2 ping on idle conns."),
        Value("ktls", "Kernel TLS."),
        Value("log-bufsize", "Buffer size for log servers."),
        Value("log-proto", "Log framing (legacy/octet-count)."),
        Value("quic-cc-algo", "QUIC congestion control."),
        Value("socks4", "Upstream SOCKS4 proxy."),
        Flag("strict-maxconn", "Hard cap on total conns including idle."),
        Value("tcp-md5sig", "TCP MD5."),
        Value("ws", "Protocol for websocket streams."),
    ];

    private static Keyword<ServerConfig> Flag(string name, string summary) => new(name, SectionSet.None, Grammar.None, summary);

    private static Keyword<ServerConfig> Value(string name, string summary) => new(name, SectionSet.None, OneWord, summary);
}
