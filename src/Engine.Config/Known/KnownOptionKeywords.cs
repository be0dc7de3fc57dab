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
        Row.Known("option use-small-buffers", Server, "Use small buffers for queue/l7 retries/checks.") with { Negation = Negation.NoAndDefault },
    ];
}
