using System.Collections.Generic;
using Engine.Config.Keywords;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.GlobalBuilder>;

namespace Engine.Config.Known;

/// <summary><c>tune.*</c> keywords that are not supported yet.</summary>
internal static class KnownTuneKeywords
{
    public static readonly IReadOnlyList<Keyword<GlobalBuilder>> Rows =
    [
        Row.Known("tune.rcvbuf.frontend", SectionSet.Global, "SO_RCVBUF for frontend datagram sockets."),
        Row.Known("tune.rcvbuf.backend", SectionSet.Global, "SO_RCVBUF for backend datagram sockets."),
        Row.Known("tune.sndbuf.frontend", SectionSet.Global, "SO_SNDBUF for frontend datagram sockets."),
        Row.Known("tune.sndbuf.backend", SectionSet.Global, "SO_SNDBUF for backend datagram sockets."),
        Row.Known("tune.notsent-lowat.client", SectionSet.Global, "TCP_NOTSENT_LOWAT on client side."),
        Row.Known("tune.notsent-lowat.server", SectionSet.Global, "TCP_NOTSENT_LOWAT on server side."),
        Row.Known("tune.buffers.limit", SectionSet.Global, "Hard limit on number of buffers."),
        Row.Known("tune.bufsize.large", SectionSet.Global, "Size of optional large buffers (wait-for-body)."),
        Row.Known("tune.cli.max-payload-size", SectionSet.Global, "Max payload size of a CLI command."),
        Row.Known("tune.h1.be.glitches-threshold", SectionSet.Global, "Protocol glitches allowed on backend H1 conns."),
        Row.Known("tune.h1.fe.glitches-threshold", SectionSet.Global, "Protocol glitches allowed on frontend H1 conns."),
    ];
}
