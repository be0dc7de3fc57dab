using System.Collections.Generic;
using Engine.Config.Keywords;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Known;

/// <summary><c>option</c> keywords that are not supported yet.</summary>
internal static class KnownOptionKeywords
{
    private const SectionSet Both = SectionSet.Proxies;
    private const SectionSet Client = SectionSet.ClientSide;
    private const SectionSet Server = SectionSet.ServerSide;
    private const SectionSet BothRunning = SectionSet.Frontend | SectionSet.Listen | SectionSet.Backend;
    private const SectionSet ClientRunning = SectionSet.Frontend | SectionSet.Listen;
    private const SectionSet ServerRunning = SectionSet.Listen | SectionSet.Backend;

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Known("option checkcache", Server, "Block cacheable responses carrying Set-Cookie (502 PH).") with { Negation = Negation.NoAndDefault },
        Row.Known("option forwarded", Server, "Add RFC7239 Forwarded header.") with { Negation = Negation.NoAndDefault },
        Row.Known("option h1-case-adjust-bogus-client", Client, "Apply header case map toward clients.") with { Negation = Negation.NoAndDefault },
        Row.Known("option h1-case-adjust-bogus-server", Server, "Apply header case map toward servers.") with { Negation = Negation.NoAndDefault },
        Row.Known("option http-drop-request-trailers", Server, "Drop request trailers.") with { Negation = Negation.NoAndDefault },
        Row.Known("option http-drop-response-trailers", Client, "Drop response trailers.") with { Negation = Negation.NoAndDefault },
        Row.Known("option http-restrict-req-hdr-names", Both, "Policy on unusual request header names."),
        Row.Known("option http-use-proxy-header", Client, "Use Proxy-Connection header for proxied requests.") with { Negation = Negation.NoAndDefault },
        Row.Known("option idle-close-on-response", Client, "Close idle client conns only with next response on soft-stop.") with { Negation = Negation.NoAndDefault },
        Row.Known("option use-small-buffers", Server, "Use small buffers for queue/l7 retries/checks.") with { Negation = Negation.NoAndDefault },
    ];
}
