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
        Flag("check", "Enable health checks."),
        Value("fall", "Failed checks before DOWN (default 3)."),
        Value("rise", "Successful checks before UP (default 2)."),
        Value("addr", "Alternate address for checks/agent."),
        Value("agent-addr", "Agent address."),
        Flag("agent-check", "Enable agent checks."),
        Value("agent-inter", "Agent check interval."),
        Value("agent-port", "Agent port."),
        Value("agent-send", "String sent to agent."),
        Value("cc", "TCP congestion control."),
        Value("check-pool-conn-name", "Connection name for check reuse."),
        Value("check-proto", "Mux protocol for checks."),
        Flag("check-reuse-pool", "Let checks reuse idle conns."),
        Flag("check-send-proxy", "PROXY header in checks."),
        Flag("check-sni-auto", "Automatic SNI for checks."),
        Flag("check-via-socks4", "Checks through SOCKS4."),
        Value("cookie", "Cookie value for persistence."),
        Value("downinter", "Check interval when DOWN."),
        Value("error-limit", "Consecutive observed errors before on-error (default 10)."),
        Value("fastinter", "Check interval in transition."),
        Flag("from", "Inherit settings from none / be: / srv:."),
        Value("hash-key", "Consistent hash node key (id/addr/addr-port/guid)."),
        Value("healthcheck", "Use a named healthcheck section."),
        Value("idle-ping", "H2 ping on idle conns."),
        Value("init-state", "Initial health state."),
        Value("inter", "Check interval (default 2s)."),
        Value("ktls", "Kernel TLS."),
        Value("log-bufsize", "Buffer size for log servers."),
        Value("log-proto", "Log framing (legacy/octet-count)."),
        Value("maxqueue", "Max queue length for the server."),
        Value("minconn", "Lower bound of dynamic maxconn."),
        Flag("non-stick", "Never store this server in stick-tables."),
        Value("observe", "Watch live traffic (layer4/layer7) for health."),
        Value("on-error", "Action on error-limit (fastinter/fail-check/sudden-death/mark-down)."),
        Value("on-marked-down", "shutdown-sessions when DOWN."),
        Value("on-marked-up", "shutdown-backup-sessions when UP."),
        Value("pool-conn-name", "Expression naming reusable conns."),
        Value("port", "Alternate port for checks."),
        Value("quic-cc-algo", "QUIC congestion control."),
        Value("redir", "302-redirect GET/HEAD to this prefix."),
        Value("shard", "Shard id for peers."),
        Value("slowstart", "Weight/maxconn ramp after recovery."),
        Value("socks4", "Upstream SOCKS4 proxy."),
        Flag("strict-maxconn", "Hard cap on total conns including idle."),
        Value("tcp-md5sig", "TCP MD5."),
        Flag("tfo", "TCP Fast Open."),
        Value("track", "Follow another server's health."),
        Value("ws", "Protocol for websocket streams."),
    ];

    private static Keyword<ServerConfig> Flag(string name, string summary) => new(name, SectionSet.None, Grammar.None, summary);

    private static Keyword<ServerConfig> Value(string name, string summary) => new(name, SectionSet.None, OneWord, summary);
}
