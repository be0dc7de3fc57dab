using System.Collections.Generic;
using Engine.Config.Keywords;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Known;

/// <summary>Keywords of proxy sections that are not supported yet.</summary>
internal static class KnownProxyKeywords
{
    private const SectionSet BothRunning = SectionSet.Frontend | SectionSet.Listen | SectionSet.Backend;
    private const SectionSet ClientRunning = SectionSet.Frontend | SectionSet.Listen;
    private const SectionSet ServerRunning = SectionSet.Listen | SectionSet.Backend;

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Known("be-unpublished", ServerRunning, "Start backend unpublished (ignored by switching rules)."),
        Row.Known("crt", ClientRunning, "(matrix) certificate declaration for frontend (replaced by ssl-f-use)."),
        Row.Known("filter-sequence", BothRunning, "Order of filters for request/response."),
        Row.Known("quic-initial", SectionSet.ClientRules, "Ruleset on QUIC Initial packets."),
        Row.Known("ssl-f-use", ClientRunning, "Attach certificate to all ssl binds of the frontend."),
        Row.Known("use-fcgi-app", ServerRunning, "Attach FastCGI application."),
    ];
}
