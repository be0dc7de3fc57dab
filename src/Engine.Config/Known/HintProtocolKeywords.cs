using System.Collections.Generic;
using Engine.Config.Keywords;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.GlobalBuilder>;

namespace Engine.Config.Known;

/// <summary>Keywords of <c>global</c> that tune protocols and modules this engine does not speak or have. What would switch those on is refused elsewhere; their tuning alone is accepted with a warning.</summary>
internal static class HintProtocolKeywords
{
    private const SectionSet G = SectionSet.Global;

    private const string NoHttp2 = "HTTP/2 is not spoken yet";
    private const string NoQuic = "QUIC is not spoken";
    private const string NoOcsp = "no OCSP response is fetched";
    private const string NoAcme = "no certificate is ordered by ACME";
    private const string NoHttpClient = "there is no internal HTTP client";
    private const string NoGeneratedCertificates = "no certificate is generated";
    private const string NoLua = "no Lua script runs";

    private static readonly Grammar Number = Grammar.Of(Argument.Text("NUMBER"));
    private static readonly Grammar Bytes = Grammar.Of(Argument.Text("BYTES"));
    private static readonly Grammar Word = Grammar.Of(Argument.Text("VALUE"));
    private static readonly Grammar OnOff = Grammar.Of(Argument.Choice("on", "off"));
    private static readonly Grammar Time = Grammar.Of(Argument.Text("TIME"));
    private static readonly Grammar OptionalWord = Grammar.Of(Argument.Text("VALUE").OrNone());
    private static readonly Grammar Words = Grammar.Of(Argument.Text("VALUE").Repeated());

    public static readonly IReadOnlyList<Keyword<GlobalBuilder>> Rows =
    [
        Row.Hint("h2-workaround-bogus-websocket-clients", G, Grammar.None, "Hide H2 extended CONNECT support from clients.", NoHttp2),
        Row.Hint("tune.streams-elasticity", G, Number, "Scale H2/QUIC stream limits with load.", NoHttp2),
        Row.Hint("tune.h2.be.glitches-threshold", G, Number, "HTTP/2 tuning: be glitches threshold.", NoHttp2),
        Row.Hint("tune.h2.be.initial-window-size", G, Bytes, "HTTP/2 tuning: be initial window size.", NoHttp2),
        Row.Hint("tune.h2.be.max-concurrent-streams", G, Number, "HTTP/2 tuning: be max concurrent streams.", NoHttp2),
        Row.Hint("tune.h2.be.max-frames-at-once", G, Number, "HTTP/2 tuning: be max frames at once.", NoHttp2),
        Row.Hint("tune.h2.be.rxbuf", G, Bytes, "HTTP/2 tuning: be rxbuf.", NoHttp2),
        Row.Hint("tune.h2.fe.glitches-threshold", G, Number, "HTTP/2 tuning: fe glitches threshold.", NoHttp2),
        Row.Hint("tune.h2.fe.initial-window-size", G, Bytes, "HTTP/2 tuning: fe initial window size.", NoHttp2),
        Row.Hint("tune.h2.fe.max-concurrent-streams", G, Number, "HTTP/2 tuning: fe max concurrent streams.", NoHttp2),
        Row.Hint("tune.h2.fe.max-frames-at-once", G, Number, "HTTP/2 tuning: fe max frames at once.", NoHttp2),
        Row.Hint("tune.h2.fe.max-rst-at-once", G, Number, "HTTP/2 tuning: fe max rst at once.", NoHttp2),
        Row.Hint("tune.h2.fe.max-total-streams", G, Number, "HTTP/2 tuning: fe max total streams.", NoHttp2),
        Row.Hint("tune.h2.fe.rxbuf", G, Bytes, "HTTP/2 tuning: fe rxbuf.", NoHttp2),
        Row.Hint("tune.h2.header-table-size", G, Bytes, "HTTP/2 tuning: header table size.", NoHttp2),
        Row.Hint("tune.h2.initial-window-size", G, Bytes, "HTTP/2 tuning: initial window size.", NoHttp2),
        Row.Hint("tune.h2.log-errors", G, Word, "HTTP/2 tuning: log errors.", NoHttp2),
        Row.Hint("tune.h2.max-concurrent-streams", G, Number, "HTTP/2 tuning: max concurrent streams.", NoHttp2),
        Row.Hint("tune.h2.max-frame-size", G, Bytes, "HTTP/2 tuning: max frame size.", NoHttp2),
        Row.Hint("tune.h2.zero-copy-fwd-send", G, OnOff, "HTTP/2 tuning: zero copy fwd send.", NoHttp2),
        Row.Hint("cluster-secret", G, Word, "Secret for deriving cluster-wide keys (QUIC tokens etc.).", NoQuic),
        Row.Hint("limited-quic", G, Grammar.None, "Allow QUIC with OpenSSL compat layer despite limitations.", NoQuic),
        Row.Hint("harden.reject-privileged-ports.quic", G, OnOff, "Drop QUIC datagrams from source ports below 1024.", NoQuic),
        Row.Hint("tune.quic.be.cc.cubic-min-losses", G, Number, "QUIC tuning: be cc cubic min losses.", NoQuic),
        Row.Hint("tune.quic.be.cc.hystart", G, OnOff, "QUIC tuning: be cc hystart.", NoQuic),
        Row.Hint("tune.quic.be.cc.max-frame-loss", G, Number, "QUIC tuning: be cc max frame loss.", NoQuic),
        Row.Hint("tune.quic.be.cc.max-win-size", G, Bytes, "QUIC tuning: be cc max win size.", NoQuic),
        Row.Hint("tune.quic.be.cc.reorder-ratio", G, Number, "QUIC tuning: be cc reorder ratio.", NoQuic),
        Row.Hint("tune.quic.be.max-idle-timeout", G, Time, "QUIC tuning: be max idle timeout.", NoQuic),
        Row.Hint("tune.quic.be.sec.glitches-threshold", G, Number, "QUIC tuning: be sec glitches threshold.", NoQuic),
        Row.Hint("tune.quic.be.stream.data-ratio", G, Number, "QUIC tuning: be stream data ratio.", NoQuic),
        Row.Hint("tune.quic.be.stream.max-concurrent", G, Number, "QUIC tuning: be stream max concurrent.", NoQuic),
        Row.Hint("tune.quic.be.stream.rxbuf", G, Bytes, "QUIC tuning: be stream rxbuf.", NoQuic),
        Row.Hint("tune.quic.be.tx.pacing", G, Word, "QUIC tuning: be tx pacing.", NoQuic),
        Row.Hint("tune.quic.be.tx.udp-gso", G, OnOff, "QUIC tuning: be tx udp gso.", NoQuic),
        Row.Hint("tune.quic.fe.cc.cubic-min-losses", G, Number, "QUIC tuning: fe cc cubic min losses.", NoQuic),
        Row.Hint("tune.quic.fe.cc.hystart", G, OnOff, "QUIC tuning: fe cc hystart.", NoQuic),
        Row.Hint("tune.quic.fe.cc.max-frame-loss", G, Number, "QUIC tuning: fe cc max frame loss.", NoQuic),
        Row.Hint("tune.quic.fe.cc.max-win-size", G, Bytes, "QUIC tuning: fe cc max win size.", NoQuic),
        Row.Hint("tune.quic.fe.cc.reorder-ratio", G, Number, "QUIC tuning: fe cc reorder ratio.", NoQuic),
        Row.Hint("tune.quic.fe.max-idle-timeout", G, Time, "QUIC tuning: fe max idle timeout.", NoQuic),
        Row.Hint("tune.quic.fe.sec.glitches-threshold", G, Number, "QUIC tuning: fe sec glitches threshold.", NoQuic),
        Row.Hint("tune.quic.fe.sec.retry-threshold", G, Number, "QUIC tuning: fe sec retry threshold.", NoQuic),
        Row.Hint("tune.quic.fe.sock-per-conn", G, Word, "QUIC tuning: fe sock per conn.", NoQuic),
        Row.Hint("tune.quic.fe.stream.data-ratio", G, Number, "QUIC tuning: fe stream data ratio.", NoQuic),
        Row.Hint("tune.quic.fe.stream.max-concurrent", G, Number, "QUIC tuning: fe stream max concurrent.", NoQuic),
        Row.Hint("tune.quic.fe.stream.max-total", G, Number, "QUIC tuning: fe stream max total.", NoQuic),
        Row.Hint("tune.quic.fe.stream.rxbuf", G, Bytes, "QUIC tuning: fe stream rxbuf.", NoQuic),
        Row.Hint("tune.quic.fe.tx.pacing", G, Word, "QUIC tuning: fe tx pacing.", NoQuic),
        Row.Hint("tune.quic.fe.tx.udp-gso", G, OnOff, "QUIC tuning: fe tx udp gso.", NoQuic),
        Row.Hint("tune.quic.listen", G, OnOff, "QUIC tuning: listen.", NoQuic),
        Row.Hint("tune.quic.mem.tx-max", G, Bytes, "QUIC tuning: mem tx max.", NoQuic),
        Row.Hint("tune.quic.zero-copy-fwd-send", G, OnOff, "QUIC tuning: zero copy fwd send.", NoQuic),
        Row.Hint("tune.quic.frontend.conn-tx-buffers.limit", G, Number, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.frontend.default-max-window-size", G, Bytes, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.frontend.max-data-size", G, Bytes, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.frontend.max-idle-timeout", G, Time, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.frontend.max-streams-bidi", G, Number, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.frontend.max-tx-mem", G, Bytes, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.frontend.stream-data-ratio", G, Number, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.backend.max-idle-timeout", G, Time, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.cc.cubic.min-losses", G, Number, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.cc-hystart", G, OnOff, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.disable-tx-pacing", G, Grammar.None, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.disable-udp-gso", G, Grammar.None, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.max-frame-loss", G, Number, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.reorder-ratio", G, Number, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.retry-threshold", G, Number, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("tune.quic.socket-owner", G, Word, "QUIC tuning, as it was called before 3.3.", NoQuic),
        Row.Hint("ocsp-update.disable", G, OnOff, "Disable OCSP auto-update.", NoOcsp),
        Row.Hint("ocsp-update.httpproxy", G, Word, "HTTP proxy used to reach OCSP responders.", NoOcsp),
        Row.Hint("ocsp-update.maxdelay", G, Number, "Max delay between OCSP updates.", NoOcsp),
        Row.Hint("ocsp-update.mindelay", G, Number, "Min delay between OCSP updates.", NoOcsp),
        Row.Hint("tune.ssl.ocsp-update.maxdelay", G, Number, "Deprecated alias of ocsp-update.maxdelay.", NoOcsp),
        Row.Hint("tune.ssl.ocsp-update.mindelay", G, Number, "Deprecated alias of ocsp-update.mindelay.", NoOcsp),
        Row.Hint("ocsp-update.mode", G, Grammar.Of(Argument.Choice("off").KnowingAlso("on")), "Default OCSP update mode (on/off).", NoOcsp),
        Row.Hint("acme.scheduler", G, Grammar.Of(Argument.Choice("auto", "off")), "Enable/disable the ACME renewal scheduler.", NoAcme),
        Row.Hint("httpclient.resolvers.disabled", G, OnOff, "Disable DNS in the internal HTTP client.", NoHttpClient),
        Row.Hint("httpclient.resolvers.id", G, Word, "Resolvers section used by internal HTTP client.", NoHttpClient),
        Row.Hint("httpclient.resolvers.prefer", G, Word, "Preferred IP family for internal HTTP client.", NoHttpClient),
        Row.Hint("httpclient.retries", G, Number, "Retries of internal HTTP client.", NoHttpClient),
        Row.Hint("httpclient.ssl.ca-file", G, Word, "CA file of internal HTTP client.", NoHttpClient),
        Row.Hint("httpclient.ssl.verify", G, OptionalWord, "Certificate verification of internal HTTP client.", NoHttpClient),
        Row.Hint("httpclient.timeout.connect", G, Time, "Connect timeout of internal HTTP client.", NoHttpClient),
        Row.Hint("tune.ssl.ssl-ctx-cache-size", G, Number, "Cache size of generated certificates.", NoGeneratedCertificates),
        Row.Hint("tune.lua.bool-sample-conversion", G, Word, "Lua tuning: bool sample conversion.", NoLua),
        Row.Hint("tune.lua.burst-timeout", G, Time, "Lua tuning: burst timeout.", NoLua),
        Row.Hint("tune.lua.forced-yield", G, Number, "Lua tuning: forced yield.", NoLua),
        Row.Hint("tune.lua.log.loggers", G, OnOff, "Lua tuning: log loggers.", NoLua),
        Row.Hint("tune.lua.log.stderr", G, Word, "Lua tuning: log stderr.", NoLua),
        Row.Hint("tune.lua.maxmem", G, Number, "Lua tuning: maxmem.", NoLua),
        Row.Hint("tune.lua.openlibs", G, Words, "Lua tuning: openlibs.", NoLua),
        Row.Hint("tune.lua.service-timeout", G, Time, "Lua tuning: service timeout.", NoLua),
        Row.Hint("tune.lua.session-timeout", G, Time, "Lua tuning: session timeout.", NoLua),
        Row.Hint("tune.lua.task-timeout", G, Time, "Lua tuning: task timeout.", NoLua),
    ];
}
