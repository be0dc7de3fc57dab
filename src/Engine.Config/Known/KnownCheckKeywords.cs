using System.Collections.Generic;
using Engine.Config.Keywords;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Known;

/// <summary>Keywords of health checks that are not supported yet.</summary>
internal static class KnownCheckKeywords
{
    private const SectionSet Both = SectionSet.Proxies;
    private const SectionSet Client = SectionSet.ClientSide;
    private const SectionSet Server = SectionSet.ServerSide;
    private const SectionSet BothRunning = SectionSet.Frontend | SectionSet.Listen | SectionSet.Backend;
    private const SectionSet ClientRunning = SectionSet.Frontend | SectionSet.Listen;
    private const SectionSet ServerRunning = SectionSet.Listen | SectionSet.Backend;

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Known("http-check comment", Server, "Comment reported if next check rule fails."),
        Row.Known("http-check connect", Server, "Open connection step in HTTP check sequence."),
        Row.Known("http-check disable-on-404", Server, "404 to check => soft-stop (NOLB) server."),
        Row.Known("http-check expect", Server, "Validate check response status/headers/body."),
        Row.Known("http-check send", Server, "Define check request method/uri/version/headers/body."),
        Row.Known("http-check send-state", Server, "Add X-Haproxy-Server-State header to checks."),
        Row.Known("http-check set-var", Server, "Set variable in check sequence."),
        Row.Known("http-check set-var-fmt", Server, "Set variable from format in check sequence."),
        Row.Known("http-check unset-var", Server, "Unset variable in check sequence."),
        Row.Known("tcp-check comment", Server, "Comment for next tcp-check rule."),
        Row.Known("tcp-check connect", Server, "Connect step."),
        Row.Known("tcp-check expect", Server, "Expect step."),
        Row.Known("tcp-check send", Server, "Send string."),
        Row.Known("tcp-check send-lf", Server, "Send log-format string."),
        Row.Known("tcp-check send-binary", Server, "Send hex bytes."),
        Row.Known("tcp-check send-binary-lf", Server, "Send hex log-format."),
        Row.Known("tcp-check set-var", Server, "Set variable in check."),
        Row.Known("tcp-check set-var-fmt", Server, "Set variable from format in check."),
        Row.Known("tcp-check unset-var", Server, "Unset variable in check."),
    ];
}
