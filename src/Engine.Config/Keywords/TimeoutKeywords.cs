using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The <c>timeout</c> keywords (semantics section 2). A bare number is in ms; 0 waits without end, as if nothing were written.</summary>
internal static class TimeoutKeywords
{
    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Timeout("client", SectionSet.ClientSide, "Longest silence of a client.", static (t, ms) => t.ClientMs = ms),
        Timeout("client-fin", SectionSet.ClientSide, "Longest silence of a client once one direction is closed.", static (t, ms) => t.ClientFinMs = ms),
        Timeout("http-request", SectionSet.Proxies, "Longest wait for a complete request head.", static (t, ms) => t.HttpRequestMs = ms),
        Timeout("http-keep-alive", SectionSet.Proxies, "Longest wait for the next request on an open connection.", static (t, ms) => t.HttpKeepAliveMs = ms),
        Timeout("tarpit", SectionSet.Proxies, "How long a tarpitted request is held.", static (t, ms) => t.TarpitMs = ms),
        Timeout("connect", SectionSet.ServerSide, "Longest attempt to connect to a server.", static (t, ms) => t.ConnectMs = ms),
        Timeout("server", SectionSet.ServerSide, "Longest silence of a server.", static (t, ms) => t.ServerMs = ms),
        Timeout("server-fin", SectionSet.ServerSide, "Longest silence of a server once one direction is closed.", static (t, ms) => t.ServerFinMs = ms),
        Timeout("queue", SectionSet.ServerSide, "Longest wait for a free server.", static (t, ms) => t.QueueMs = ms),
        Timeout("tunnel", SectionSet.ServerSide, "Longest silence of a tunnel, on either side.", static (t, ms) => t.TunnelMs = ms),
        Timeout("check", SectionSet.ServerSide, "Longest wait for the answer to a health check once connected.", static (t, ms) => t.CheckMs = ms),
        Timeout("client-hs", SectionSet.ClientSide, "Longest TLS handshake of a client.", static (t, ms) => t.ClientHandshakeMs = ms),
        Old("clitimeout", "timeout client", SectionSet.ClientSide, static (t, ms) => t.ClientMs = ms),
        Old("contimeout", "timeout connect", SectionSet.ServerSide, static (t, ms) => t.ConnectMs = ms),
        Old("srvtimeout", "timeout server", SectionSet.ServerSide, static (t, ms) => t.ServerMs = ms),
    ];

    private static Keyword<ProxyBuilder> Timeout(string name, SectionSet sections, string summary, Action<TimeoutsConfig, int?> set) =>
        Row.Built("timeout " + name, sections, Grammar.Of(Argument.Time()), summary, (p, c) => set(p.Proxy.Timeouts, c.Int() == 0 ? null : c.Int()));

    private static Keyword<ProxyBuilder> Old(string name, string modern, SectionSet sections, Action<TimeoutsConfig, int?> set) =>
        Row.Obsolete(name, sections, Grammar.Of(Argument.Time()), $"write '{modern}' instead", (p, c) => set(p.Proxy.Timeouts, c.Int() == 0 ? null : c.Int()));
}
