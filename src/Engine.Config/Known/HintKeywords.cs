using System.Collections.Generic;
using Engine.Config.Keywords;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.GlobalBuilder>;

namespace Engine.Config.Known;

/// <summary>Keywords of <c>global</c> that tune or watch machinery this engine does not have: accepted with a warning, since a value that nothing reads changes nothing for clients and servers.</summary>
internal static class HintKeywords
{
    private const SectionSet G = SectionSet.Global;

    private const string NoGroups = "all threads are in one group";
    private const string PlacedByKernel = "the kernel places the threads; 'nbthread' and 'cpu-map' say how many there are and where";
    private const string Sleeps = "an event loop with nothing to do sleeps in the kernel";
    private const string NoRunQueue = "there is no run queue whose turns could be shortened";
    private const string NotRepeated = "a receive that leaves room in its buffer is not repeated";
    private const string EdgeTriggered = "sockets are registered once and edge-triggered, and all their events are wanted";
    private const string NoMuxes = "there are no multiplexers to forward between; 'nosplice' keeps bodies from being spliced";
    private const string NoDatagramListeners = "no listener takes datagrams";
    private const string ShortAnswers = "nothing but short answers of name servers arrives by datagram";
    private const string OffAnyway = "nobody is turned away for his port";
    private const string NoReserve = "memory is not set aside or kept in classes of its own";
    private const string NoIdleStreams = "the size of a write does not depend on how long a stream was idle";
    private const string AcceptedByAll = "every thread accepts connections";
    private const string OwnPriority = "the process keeps the priority it was started with: write 'Nice=' in its unit";
    private const string RingsHaveOneQueue = "a ring has one queue";
    private const string NoDebugging = "this aid for debugging does not exist here";
    private const string OwnWatchdog = "the watchdog of the service manager ('WatchdogSec=' of the unit) sees to loops that hang";
    private const string NoAnonymity = "no command makes anonymised dumps";
    private const string NoGlitches = "no glitches are counted";

    private static readonly Grammar Number = Grammar.Of(Argument.Text("NUMBER"));
    private static readonly Grammar GroupAndThreads = Grammar.Of(Argument.Text("GROUP"), Argument.Text("THREADS").Repeated().OrNone());
    private static readonly Grammar Words = Grammar.Of(Argument.Text("VALUE").Repeated());
    private static readonly Grammar Word = Grammar.Of(Argument.Text("VALUE"));
    private static readonly Grammar OnOff = Grammar.Of(Argument.Choice("on", "off"));
    private static readonly Grammar Bytes = Grammar.Of(Argument.Text("BYTES"));
    private static readonly Grammar Time = Grammar.Of(Argument.Text("TIME"));
    private static readonly Grammar Percent = Grammar.Of(Argument.Text("PERCENT"));

    public static readonly IReadOnlyList<Keyword<GlobalBuilder>> Rows =
    [
        Row.Hint("max-threads-per-group", G, Number, "Limit threads placed in one thread group.", NoGroups),
        Row.Hint("thread-group", G, GroupAndThreads, "Define a thread group's threads.", NoGroups),
        Row.Hint("thread-groups", G, Number, "Number of thread groups.", NoGroups),
        Row.Hint("tune.fd.tables", G, Words, "FD table layout per thread group.", NoGroups),
        Row.Hint("tune.takeover-other-tg-connections", G, Word, "Allow taking idle conns across thread groups.", NoGroups),
        Row.Hint("cpu-affinity", G, Words, "Automatic thread/CPU binding strategy (3.3+).", PlacedByKernel),
        Row.Hint("cpu-policy", G, Words, "CPU allocation policy (first-usable-node, performance, efficiency, ...).", PlacedByKernel),
        Row.Hint("cpu-set", G, Words, "Restrict CPUs considered at boot.", PlacedByKernel),
        Row.Hint("busy-polling", G, Grammar.None, "Make polling loops spin without sleeping.", Sleeps) with { Negation = Negation.No },
        Row.Hint("tune.runqueue-depth", G, Number, "Tasks per scheduler iteration.", NoRunQueue),
        Row.Hint("tune.sched.low-latency", G, OnOff, "Low-latency scheduler mode.", NoRunQueue),
        Row.Hint("tune.max-rules-at-once", G, Number, "Max rules evaluated before yielding.", NoRunQueue),
        Row.Hint("tune.events.max-events-at-once", G, Number, "Limit event-subscription batches.", NoRunQueue),
        Row.Hint("tune.peers.max-updates-at-once", G, Number, "Peers updates per batch.", NoRunQueue),
        Row.Hint("tune.recv_enough", G, Bytes, "Bytes after which a recv is considered enough.", NotRepeated),
        Row.Hint("tune.fd.edge-triggered", G, OnOff, "Use edge-triggered polling.", EdgeTriggered),
        Row.Hint("tune.epoll.mask-events", G, Words, "Mask some epoll events.", EdgeTriggered),
        Row.Hint("tune.applet.zero-copy-forwarding", G, OnOff, "Zero-copy forwarding for applets on/off.", NoMuxes),
        Row.Hint("tune.disable-fast-forward", G, Grammar.None, "Disable data fast-forward (same as -dF).", NoMuxes),
        Row.Hint("tune.disable-zero-copy-forwarding", G, Grammar.None, "Disable zero-copy forwarding (same as -dZ).", NoMuxes),
        Row.Hint("tune.h1.zero-copy-fwd-recv", G, OnOff, "H1 zero-copy receive on/off.", NoMuxes),
        Row.Hint("tune.h1.zero-copy-fwd-send", G, OnOff, "H1 zero-copy send on/off.", NoMuxes),
        Row.Hint("tune.pt.zero-copy-forwarding", G, OnOff, "Zero-copy for pass-through mux.", NoMuxes),
        Row.Hint("tune.buffers.reserve", G, Number, "Buffers reserved for low-memory conditions.", NoReserve),
        Row.Hint("tune.bufsize.small", G, Bytes, "Size of optional small buffers.", NoReserve),
        Row.Hint("tune.memory.hot-size", G, Bytes, "Per-thread hot object cache size.", NoReserve),
        Row.Hint("tune.defaults.purge", G, Grammar.None, "Free defaults/default-server data after parsing.", NoReserve),
        Row.Hint("tune.rcvbuf.frontend", G, Bytes, "SO_RCVBUF for frontend datagram sockets.", NoDatagramListeners),
        Row.Hint("tune.sndbuf.frontend", G, Bytes, "SO_SNDBUF for frontend datagram sockets.", NoDatagramListeners),
        Row.Hint("tune.rcvbuf.backend", G, Bytes, "SO_RCVBUF for backend datagram sockets.", ShortAnswers),
        Row.Hint("tune.idletimer", G, Time, "Delay before a stream is considered idle (large buffers).", NoIdleStreams),
        Row.Hint("tune.listener.default-shards", G, Word, "Default listener sharding policy.", AcceptedByAll),
        Row.Hint("tune.listener.multi-queue", G, Word, "Rebalance accepted conns among threads.", AcceptedByAll),
        Row.Hint("tune.renice.runtime", G, Number, "Process nice value at runtime.", OwnPriority),
        Row.Hint("tune.renice.startup", G, Number, "Process nice value during startup.", OwnPriority),
        Row.Hint("tune.ring.queues", G, Number, "Number of write queues in rings.", RingsHaveOneQueue),
        Row.Hint("tune.fail-alloc", G, Percent, "Debug: random allocation failures.", NoDebugging),
        Row.Hint("profiling.tasks", G, Grammar.Of(Argument.Choice("auto", "on", "off")), "Per-task CPU profiling (auto/on/off).", NoDebugging),
        Row.Hint("profiling.memory", G, OnOff, "Memory profiling on/off.", NoDebugging),
        Row.Hint("debug.counters", G, Word, "Enable debug counters at boot.", NoDebugging),
        Row.Hint("stress-level", G, Number, "Debug: stress testing level.", NoDebugging),
        Row.Hint("force-cfg-parser-pause", G, Time, "Debug: pause config parser.", NoDebugging),
        Row.Hint("warn-blocked-traffic-after", G, Time, "Warn when a task blocks longer than this.", OwnWatchdog),
        Row.Hint("anonkey", G, Number, "Initial key for CLI anonymised dumps.", NoAnonymity),
        Row.Hint("tune.glitches.kill.cpu-usage", G, Percent, "CPU threshold above which glitchy conns are killed.", NoGlitches),
    ];
}
