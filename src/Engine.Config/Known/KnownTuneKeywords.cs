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
        Row.Known("tune.applet.zero-copy-forwarding", SectionSet.Global, "Zero-copy forwarding for applets on/off."),
        Row.Known("tune.buffers.limit", SectionSet.Global, "Hard limit on number of buffers."),
        Row.Known("tune.buffers.reserve", SectionSet.Global, "Buffers reserved for low-memory conditions."),
        Row.Known("tune.bufsize.large", SectionSet.Global, "Size of optional large buffers (wait-for-body)."),
        Row.Known("tune.bufsize.small", SectionSet.Global, "Size of optional small buffers."),
        Row.Known("tune.cli.max-payload-size", SectionSet.Global, "Max payload size of a CLI command."),
        Row.Known("tune.defaults.purge", SectionSet.Global, "Free defaults/default-server data after parsing."),
        Row.Known("tune.disable-fast-forward", SectionSet.Global, "Disable data fast-forward (same as -dF)."),
        Row.Known("tune.disable-zero-copy-forwarding", SectionSet.Global, "Disable zero-copy forwarding (same as -dZ)."),
        Row.Known("tune.epoll.mask-events", SectionSet.Global, "Mask some epoll events."),
        Row.Known("tune.events.max-events-at-once", SectionSet.Global, "Limit event-subscription batches."),
        Row.Known("tune.fail-alloc", SectionSet.Global, "Debug: random allocation failures."),
        Row.Known("tune.fd.edge-triggered", SectionSet.Global, "Use edge-triggered polling."),
        Row.Known("tune.fd.tables", SectionSet.Global, "FD table layout per thread group."),
        Row.Known("tune.glitches.kill.cpu-usage", SectionSet.Global, "CPU threshold above which glitchy conns are killed."),
        Row.Known("tune.h1.be.glitches-threshold", SectionSet.Global, "Protocol glitches allowed on backend H1 conns."),
        Row.Known("tune.h1.fe.glitches-threshold", SectionSet.Global, "Protocol glitches allowed on frontend H1 conns."),
        Row.Known("tune.h1.zero-copy-fwd-recv", SectionSet.Global, "H1 zero-copy receive on/off."),
        Row.Known("tune.h1.zero-copy-fwd-send", SectionSet.Global, "H1 zero-copy send on/off."),
        Row.Known("tune.idletimer", SectionSet.Global, "Delay before a stream is considered idle (large buffers)."),
        Row.Known("tune.listener.default-shards", SectionSet.Global, "Default listener sharding policy."),
        Row.Known("tune.listener.multi-queue", SectionSet.Global, "Rebalance accepted conns among threads."),
        Row.Known("tune.max-rules-at-once", SectionSet.Global, "Max rules evaluated before yielding."),
        Row.Known("tune.memory.hot-size", SectionSet.Global, "Per-thread hot object cache size."),
        Row.Known("tune.peers.max-updates-at-once", SectionSet.Global, "Peers updates per batch."),
        Row.Known("tune.pt.zero-copy-forwarding", SectionSet.Global, "Zero-copy for pass-through mux."),
        Row.Known("tune.recv_enough", SectionSet.Global, "Bytes after which a recv is considered enough."),
        Row.Known("tune.renice.runtime", SectionSet.Global, "Process nice value at runtime."),
        Row.Known("tune.renice.startup", SectionSet.Global, "Process nice value during startup."),
        Row.Known("tune.ring.queues", SectionSet.Global, "Number of write queues in rings."),
        Row.Known("tune.runqueue-depth", SectionSet.Global, "Tasks per scheduler iteration."),
        Row.Known("tune.sched.low-latency", SectionSet.Global, "Low-latency scheduler mode."),
        Row.Known("tune.streams-elasticity", SectionSet.Global, "Scale H2/QUIC stream limits with load."),
        Row.Known("tune.takeover-other-tg-connections", SectionSet.Global, "Allow taking idle conns across thread groups."),
        Row.Known("tune.lua.bool-sample-conversion", SectionSet.Global, "Lua tuning: bool sample conversion."),
        Row.Known("tune.lua.burst-timeout", SectionSet.Global, "Lua tuning: burst timeout."),
        Row.Known("tune.lua.forced-yield", SectionSet.Global, "Lua tuning: forced yield."),
        Row.Known("tune.lua.log.loggers", SectionSet.Global, "Lua tuning: log loggers."),
        Row.Known("tune.lua.log.stderr", SectionSet.Global, "Lua tuning: log stderr."),
        Row.Known("tune.lua.maxmem", SectionSet.Global, "Lua tuning: maxmem."),
        Row.Known("tune.lua.openlibs", SectionSet.Global, "Lua tuning: openlibs."),
        Row.Known("tune.lua.service-timeout", SectionSet.Global, "Lua tuning: service timeout."),
        Row.Known("tune.lua.session-timeout", SectionSet.Global, "Lua tuning: session timeout."),
        Row.Known("tune.lua.task-timeout", SectionSet.Global, "Lua tuning: task timeout."),
    ];
}
