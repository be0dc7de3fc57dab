using System.Collections.Generic;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.GlobalBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The built <c>tune.*</c> keywords of <c>global</c> (CFG 3.2). Sizes in bytes.</summary>
internal static class TuneKeywords
{
    /// <summary>Room for one log line and one chunk header beside the reserve; HAProxy's own lower bound is of that order.</summary>
    private const int BufSizeMin = 2048;

    private const SectionSet G = SectionSet.Global;

    private static readonly Argument OnOff = Argument.Choice("on", "off");

    public static readonly IReadOnlyList<Keyword<GlobalBuilder>> Rows =
    [
        Row.Built("tune.bufsize", G, Grammar.Of(Argument.Size("BYTES", BufSizeMin, 64 << 20)), "Size of a buffer (16384 unless written); a request head must fit in it beside tune.maxrewrite.", static (g, c) => g.Config.Tune.BufSize = c.Int()),
        Row.Built("tune.maxrewrite", G, Grammar.Of(Argument.Size("BYTES", 0, 64 << 20)), "Part of a buffer kept free for what rules add (1024 unless written, half a buffer at most).", static (g, c) => g.Config.Tune.MaxRewrite = c.Int()),
        Row.Built("tune.http.maxhdr", G, Grammar.Of(Argument.Number("FIELDS", 1, 32767)), "Header fields of a message (101 unless written, the start line counts as one).", static (g, c) => g.Config.Tune.HttpMaxHdr = c.Int()),
        Row.Built("tune.http.logurilen", G, Grammar.Of(Argument.Number("BYTES", 1, 32767)), "Bytes of a request line in log lines (1024 unless written).", static (g, c) => g.Config.Tune.LogUriLength = c.Int()),
        Row.Built("tune.http.cookielen", G, Grammar.Of(Argument.Number("BYTES", 1, 32767)), "Bytes of a captured cookie at most (63 unless written).", static (g, c) => g.Config.Tune.CookieLength = c.Int()),
        Row.Built("tune.max-checks-per-thread", G, Grammar.Of(Argument.Number("CHECKS", 0, int.MaxValue)), "Health checks of a thread under way at once; 0 (unless written) for no limit.", static (g, c) => g.Config.Tune.MaxChecksPerThread = c.Int()),
        Row.Built("tune.stick-counters", G, Grammar.Of(Argument.Number("COUNTERS", 0, 255)), "Keys that a connection or request can track at a time: track-sc0, track-sc1 ... (3 unless written).", static (g, c) => g.Config.Tune.StickCounters = c.Int()),
        Row.Built("tune.maxaccept", G, Grammar.Of(Argument.Number("CONNECTIONS", -1, int.MaxValue)), "Connections accepted in a row; -1 for no limit.", static (g, c) => g.Config.Tune.MaxAccept = c.Int()),
        Row.Built("tune.maxpollevents", G, Grammar.Of(Argument.Number("EVENTS", 1, 1_000_000)), "Events taken from the kernel at once.", static (g, c) => g.Config.Tune.MaxPollEvents = c.Int()),
        Row.Built("tune.rcvbuf.client", G, Grammar.Of(Argument.Size("BYTES", 1)), "Kernel receive buffer of client connections.", static (g, c) => g.Config.Tune.RcvBufClient = c.Int()),
        Row.Built("tune.rcvbuf.server", G, Grammar.Of(Argument.Size("BYTES", 1)), "Kernel receive buffer of server connections.", static (g, c) => g.Config.Tune.RcvBufServer = c.Int()),
        Row.Built("tune.sndbuf.client", G, Grammar.Of(Argument.Size("BYTES", 1)), "Kernel send buffer of client connections.", static (g, c) => g.Config.Tune.SndBufClient = c.Int()),
        Row.Built("tune.sndbuf.server", G, Grammar.Of(Argument.Size("BYTES", 1)), "Kernel send buffer of server connections.", static (g, c) => g.Config.Tune.SndBufServer = c.Int()),
        Row.Built("tune.sndbuf.backend", G, Grammar.Of(Argument.Size("BYTES", 1)), "Kernel send buffer of sockets that send log lines by datagram.", static (g, c) => g.Config.Tune.SndBufDatagrams = c.Int()),
        Row.Built("tune.notsent-lowat.client", G, Grammar.Of(Argument.Size("BYTES")), "Bytes not sent yet that the kernel takes at most for a client, so that slow ones hold less memory; 0 for as many as its buffer holds.", static (g, c) => g.Config.Tune.UnsentBytesClient = c.Int() == 0 ? null : c.Int()),
        Row.Built("tune.notsent-lowat.server", G, Grammar.Of(Argument.Size("BYTES")), "The same for servers.", static (g, c) => g.Config.Tune.UnsentBytesServer = c.Int() == 0 ? null : c.Int()),
        Row.Built("tune.cli.max-payload-size", G, Grammar.Of(Argument.Size("BYTES", 1)), "Bytes of a payload of the runtime API at most (4m unless written).", static (g, c) => g.Config.Control.PayloadBytesMax = c.Int()),
        Row.Built("tune.pipesize", G, Grammar.Of(Argument.Size("BYTES", 1)), "Size of the pipes that bodies are spliced through.", static (g, c) => g.Config.Tune.PipeSize = c.Int()),
        Row.Built("tune.idle-pool.shared", G, Grammar.Of(OnOff), "Whether threads share idle server connections (on unless written).", static (g, c) => g.Config.Tune.IdlePoolShared = c.Text() == "on"),
        Row.Built("tune.pool-high-fd-ratio", G, Grammar.Of(Argument.Number("PERCENT", 1, 100)), "Part of the open files above which idle server connections are closed.", static (g, c) => g.Config.Tune.PoolHighFdRatio = c.Int()),
        Row.Built("tune.pool-low-fd-ratio", G, Grammar.Of(Argument.Number("PERCENT", 1, 100)), "Part of the open files above which server connections are no longer kept.", static (g, c) => g.Config.Tune.PoolLowFdRatio = c.Int()),
        Row.Hint("tune.pattern.cache-size", G, Grammar.Of(Argument.Number("ENTRIES", 0, int.MaxValue)), "Look-ups in lists that are remembered.", "lists are indexed, and no look-up is slow enough to be remembered"),
        Vars("global", "of all scopes", static (t, bytes) => t.Variables.GlobalBytesMax = bytes),
        Vars("proc", "of the process", static (t, bytes) => t.Variables.ProcessBytesMax = bytes),
        Vars("sess", "of a connection and its exchange", static (t, bytes) => t.Variables.SessionBytesMax = bytes),
        Vars("txn", "of an exchange", static (t, bytes) => t.Variables.ExchangeBytesMax = bytes),
        Vars("reqres", "of a request, or of a response", static (t, bytes) => t.Variables.MessageBytesMax = bytes),
        Vars("check", "of a health check", static (t, bytes) => t.Variables.CheckBytesMax = bytes),
        Row.Removed("tune.chksize", G, "checks use buffers of 'tune.bufsize' as well"),
    ];

    private static Keyword<GlobalBuilder> Vars(string scope, string whose, System.Action<Model.TuneConfig, int> set) =>
        Row.Built($"tune.vars.{scope}-max-size", G, Grammar.Of(Argument.Size("BYTES")), $"Memory for the variables {whose}; what does not fit is not set. 0 (unless written) for any amount.", (g, c) => set(g.Config.Tune, c.Int()));
}
