using System.Collections.Generic;
using Engine.Config.Keywords;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Known;

/// <summary>Keywords of the statistics page, not supported yet.</summary>
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
        Row.Known("stats auth", Both, "Basic auth account for stats page."),
        Row.Known("stats enable", Both, "Enable stats page."),
        Row.Known("stats hide-version", Both, "Hide version on stats page (default)."),
        Row.Known("stats realm", Both, "Auth realm for stats page."),
        Row.Known("stats refresh", Both, "Auto-refresh interval of stats page."),
        Row.Known("stats scope", Both, "Restrict proxies shown."),
        Row.Known("stats show-desc", Both, "Show description."),
        Row.Known("stats show-legends", Both, "Show legends/tooltips."),
        Row.Known("stats show-modules", Both, "Show extra module columns."),
        Row.Known("stats show-node", Both, "Show node name."),
        Row.Known("stats show-version", Both, "Show version."),
        Row.Known("stats uri", Both, "URI prefix of stats page."),
    ];
}
