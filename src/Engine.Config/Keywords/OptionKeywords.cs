using System.Collections.Generic;
using Engine.Config.Model;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The built <c>option</c> keywords (CFG 4.2); <see cref="Known.KnownOptionKeywords"/> has the others.</summary>
internal static class OptionKeywords
{
    private const SectionSet Both = SectionSet.Proxies;
    private const SectionSet Client = SectionSet.ClientSide;
    private const SectionSet Server = SectionSet.ServerSide;

    private static readonly Grammar ForwardForGrammar = Grammar.Of(
        Argument.Network("NETWORK").After("except").Repeated(),
        Argument.Text("NAME").After("header"),
        Argument.Flag("if-none"));

    private static readonly Grammar OriginalToGrammar = Grammar.Of(
        Argument.Network("NETWORK").After("except").Repeated(),
        Argument.Text("NAME").After("header"));

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Mode("http-keep-alive", ConnectionMode.KeepAlive, "Keeps connections on both sides between exchanges (unless another mode is written)."),
        Mode("http-server-close", ConnectionMode.ServerClose, "Closes the server side after each exchange."),
        Mode("httpclose", ConnectionMode.Close, "Closes both sides after each exchange."),
        Row.Obsolete("option forceclose", Both, Grammar.None, "write 'option httpclose' instead", static (p, c) => SetMode(p, c, ConnectionMode.Close)) with { Negation = Negation.NoAndDefault },

        Row.Built("option redispatch", Server, Grammar.Of(Argument.Number("INTERVAL", int.MinValue, int.MaxValue).OrNone()), "Lets a retry go to another server: on the last one (-1, unless written) or on every n-th.", static (p, c) => p.Proxy.Redispatch = !c.IsOn || c.Prefix == Prefix.Default ? null : c.Values.Count > 0 ? c.Int() : -1) with { Negation = Negation.NoAndDefault },
        Row.Obsolete("redispatch", Server, Grammar.None, "write 'option redispatch' instead", static (p, _) => p.Proxy.Redispatch = -1),
        Row.Obsolete("redisp", Server, Grammar.None, "write 'option redispatch' instead", static (p, _) => p.Proxy.Redispatch = -1),
        Row.Built("option forwardfor", Both, ForwardForGrammar, "Adds X-Forwarded-For with the client's address.", static (p, c) => p.Proxy.ForwardFor = HeaderOf(c)),
        Row.Built("option originalto", Both, OriginalToGrammar, "Adds X-Original-To with the address the client connected to.", static (p, c) => p.Proxy.OriginalTo = HeaderOf(c)),

        Row.Built("option forwarded", Server, ForwardedLines.Grammar, "Adds Forwarded (RFC 7239): proto and for, unless other parameters are written.", ForwardedLines.Build) with { Negation = Negation.NoAndDefault },
        Row.Built("option http-restrict-req-hdr-names", Both, Grammar.Of(Argument.Choice("preserve", "delete", "reject")), "What becomes of request headers whose names hold more than letters, digits and hyphens (preserve unless written).", static (p, c) => p.Proxy.NameRestriction = RestrictionOf(c.Text())),
        Flag("checkcache", Server, "Blocks responses that set a cookie and that a cache might keep."),
        Flag("h1-case-adjust-bogus-client", Client, "Writes header names for clients as 'h1-case-adjust' says."),
        Flag("h1-case-adjust-bogus-server", Server, "Writes header names for servers as 'h1-case-adjust' says."),
        Flag("http-drop-request-trailers", Server, "Does not pass trailers of requests on."),
        Flag("http-drop-response-trailers", Client, "Does not pass trailers of responses on."),
        Flag("http-use-proxy-header", Client, "Takes Proxy-Connection for Connection, and asks for passwords with 407, in requests with an absolute target."),
        Flag("idle-close-on-response", Client, "Closes idle client connections of a process that stops with the next response only."),

        Flag("abortonclose", Both, "Gives up a waiting request when its client is gone."),
        Flag("accept-unsafe-violations-in-http-request", Client, "Lets some invalid requests through."),
        Row.Obsolete("option accept-invalid-http-request", Client, Grammar.None, "write 'option accept-unsafe-violations-in-http-request' instead", static (p, c) => p.SetOption("accept-unsafe-violations-in-http-request", c.Prefix)) with { Negation = Negation.NoAndDefault },
        Flag("accept-unsafe-violations-in-http-response", Server, "Lets some invalid responses through."),
        Row.Obsolete("option accept-invalid-http-response", Server, Grammar.None, "write 'option accept-unsafe-violations-in-http-response' instead", static (p, c) => p.SetOption("accept-unsafe-violations-in-http-response", c.Prefix)) with { Negation = Negation.NoAndDefault },
        Flag("prefer-last-server", Server, "Prefers the server to which a connection is held for this client alone ('http-reuse never')."),
        Flag("nolinger", Both, "Resets connections instead of closing them in order: what the kernel has not sent yet is lost."),
        Flag("independent-streams", Both, "What is sent to a side does not count as its activity."),
        Flag("http-pretend-keepalive", Server, "Does not announce to the server that the connection will be closed."),
        Flag("allbackups", Server, "Balances over all backup servers instead of using the first."),
        Flag("clitcpka", Client, "TCP keep-alive packets toward clients."),
        Flag("srvtcpka", Server, "TCP keep-alive packets toward servers."),
        Flag("tcpka", Both, "TCP keep-alive packets on both sides."),
        Flag("persist", Server, "Keeps to the server of a cookie or table although it is down."),
        Flag("http-buffer-request", Both, "Waits for the request's body before rules are read."),
        Flag("http-ignore-probes", Client, "Closes connections that sent nothing without an answer."),
        Flag("http-no-delay", Both, "Sends each piece at once instead of filling packets, which happens anyway."),

        Flag(DispatchLines.Transparent, Server, "Without 'balance': sends everything to the address that the client asked for."),

        // Harmless where no log line is written: these two only keep lines back.
        Flag("socket-stats", Client, "Statistics of each listener by itself."),
        Flag("dontlognull", Client, "Does not log connections that sent nothing."),
        Flag("dontlog-normal", Client, "Logs only what went wrong."),

        // Honoured by what the engine is: it splices by itself ('nosplice' stops it), counts as it goes, and speaks no other protocol.
        Flag("splice-auto", Both, "Lets the kernel move large bodies, which happens anyway."),
        Flag("splice-request", Both, "Lets the kernel move large request bodies, which happens anyway."),
        Flag("splice-response", Both, "Lets the kernel move large response bodies, which happens anyway."),
        Flag("contstats", Client, "Counts while bodies are under way, which happens anyway."),
        Flag("disable-h2-upgrade", Client, "Does not let a connection turn to HTTP/2 by itself, which never happens."),

        // Hints that save a packet and change nothing else.
        Flag("tcp-smart-accept", Client, "Lets the first answer carry the acknowledgement of the request; so of itself in HTTP mode and with TLS."),
        Flag("tcp-smart-connect", Server, "Lets the request carry the last packet of the handshake with a server; so of itself in HTTP mode."),

        Row.Built("option httplog", Client, Grammar.Of(Argument.Choice("clf", "json").OrNone()), "Logs a line for each HTTP exchange; with 'json' as one object each.", static (p, c) => LogLines.Choose(p, c, c.Values.Count == 0 ? LogLineKind.Http : c.Text() == "clf" ? LogLineKind.HttpClf : LogLineKind.HttpJson)),
        Row.Built("option tcplog", Client, Grammar.Of(Argument.Choice("clf").OrNone()), "Logs a line for each TCP connection.", static (p, c) => LogLines.Choose(p, c, c.Values.Count > 0 ? LogLineKind.TcpClf : LogLineKind.Tcp)),
        Row.Built("option httpslog", Client, Grammar.None, "Logs a line for each HTTP exchange, TLS included.", static (p, c) => LogLines.Choose(p, c, LogLineKind.Https)),
        LogFlag("logasap", "Logs as soon as the response begins."),
        LogFlag("log-separate-errors", "Raises the level of lines about failures."),

        Row.Removed("option http-tunnel", Both, "remove the line: connections are kept and tunnels are found without it"),
        Row.Removed("option http_proxy", Both, "write an http-request rule that sets the destination instead"),
    ];

    private static Keyword<ProxyBuilder> Flag(string name, SectionSet sections, string summary) =>
        Row.Built("option " + name, sections, Grammar.None, summary, (p, c) => p.SetOption(name, c.Prefix)) with { Negation = Negation.NoAndDefault };

    private static Keyword<ProxyBuilder> LogFlag(string name, string summary) =>
        Row.Built("option " + name, Client, Grammar.None, summary, (p, c) => SetLogOption(p, c, name)) with { Negation = Negation.NoAndDefault };

    private static Keyword<ProxyBuilder> Mode(string name, ConnectionMode mode, string summary) =>
        Row.Built("option " + name, Both, Grammar.None, summary, (p, c) => SetMode(p, c, mode)) with { Negation = Negation.NoAndDefault };

    private static void SetLogOption(ProxyBuilder proxy, KeywordCall call, string name)
    {
        proxy.SetOption(name, call.Prefix);
        if (call.Prefix == Prefix.None)
        {
            LogLines.Gate(call);
        }
    }

    /// <summary>The last mode written counts; <c>no</c> only undoes the mode it names.</summary>
    private static void SetMode(ProxyBuilder proxy, KeywordCall call, ConnectionMode mode)
    {
        if (call.Prefix == Prefix.None)
        {
            proxy.Proxy.ConnectionMode = mode;
        }
        else if (proxy.Proxy.ConnectionMode == mode)
        {
            proxy.Proxy.ConnectionMode = ConnectionMode.KeepAlive;
        }
    }

    private static NameRestriction RestrictionOf(string word) => word switch
    {
        "delete" => NameRestriction.Delete,
        "reject" => NameRestriction.Reject,
        _ => NameRestriction.Preserve,
    };

    private static ForwardForConfig HeaderOf(KeywordCall call) =>
        new(call.Find("header")?.Text, call.Find("if-none") is not null, call.FindAll("except"));
}
