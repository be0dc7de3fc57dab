using System.Collections.Generic;
using Engine.Config.Keywords;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Known;

/// <summary><c>option</c> keywords that change nothing here.</summary>
internal static class KnownOptionKeywords
{
    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Hint("option use-small-buffers", SectionSet.ServerSide, Grammar.None, "Use small buffers for queue/l7 retries/checks.", "memory is not set aside or kept in classes of its own") with { Negation = Negation.NoAndDefault },
    ];
}
