using System.Collections.Generic;
using Engine.Config.Keywords;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.GlobalBuilder>;

namespace Engine.Config.Known;

/// <summary><c>tune.*</c> keywords that are not supported yet.</summary>
internal static class KnownTuneKeywords
{
    public static readonly IReadOnlyList<Keyword<GlobalBuilder>> Rows =
    [
        Row.Known("tune.buffers.limit", SectionSet.Global, "Hard limit on number of buffers."),
        Row.Known("tune.bufsize.large", SectionSet.Global, "Size of optional large buffers (wait-for-body)."),
        Row.Known("tune.h1.be.glitches-threshold", SectionSet.Global, "Protocol glitches allowed on backend H1 conns."),
        Row.Known("tune.h1.fe.glitches-threshold", SectionSet.Global, "Protocol glitches allowed on frontend H1 conns."),
    ];
}
