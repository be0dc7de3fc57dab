using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.Health;
using Engine.Proxy.State;
using K = Engine.Stages.Statistics.StatKinds;
using T = Engine.Proxy.State.TrafficCount;
using V = Engine.Stages.Statistics.StatValue;

namespace Engine.Stages.Statistics;

/// <summary>The figures of statistics in HAProxy's order, which scripts rely on: a new one goes to the end.</summary>
internal static class StatFields
{
    private const long MsPerSecond = 1000;

    /// <summary>All of them, modules' behind the one called "-".</summary>
    public static IReadOnlyList<StatField> All { get; } =
    [
        new("pxname", "KNS", "Name of the proxy", static s => V.Of(s.Section.Name)),
        new("svname", "KNS", "Name of the server or listener; FRONTEND or BACKEND for the proxy itself", static s => V.Of(s.Name)),
        Gauge("qcur", K.Backend | K.Server, "Requests that wait in the queue now", static s => s.Is(K.Backend) ? s.Backend!.State.Queued : s.Server!.Queued),
        Max("qmax", K.Backend | K.Server, "Most requests that have waited in the queue at a time", static s => s.Is(K.Backend) ? s.Backend!.State.QueuedMax : s.Server!.QueuedMax),
        Gauge("scur", K.All, "Sessions now", static s => SessionsNow(s)),
        Max("smax", K.All, "Most sessions at a time", static s => SessionsMax(s)),
        new("slim", "CLP", "Sessions at a time that are allowed", static s => SessionsLimit(s)),
        new("stot", "MCP", "Sessions since the start", static s => V.U64(SessionsTotal(s))),
        Count("bin", K.All, "Bytes received from clients", T.BytesIn),
        Count("bout", K.All, "Bytes sent to clients", T.BytesOut),
        Count("dreq", K.Frontend | K.Backend | K.Listener, "Requests that rules have refused", T.DeniedRequests),
        Count("dresp", K.All, "Responses that rules have refused", T.DeniedResponses),
        Count("ereq", K.Frontend | K.Listener, "Requests that were invalid or never came to their end", T.RequestErrors),
        Count("econ", K.Backend | K.Server, "Requests for which no connection to a server could be had", T.ConnectErrors),
        Count("eresp", K.Backend | K.Server, "Responses that were invalid or did not come", T.ResponseErrors),
        Count("wretr", K.Backend | K.Server, "Further attempts to connect", T.Retries),
        Count("wredis", K.Backend | K.Server, "Requests that went to another server in the end", T.Redispatches),
        new("status", "SGP", "How it is: OPEN, UP, DOWN, MAINT ...", static s => V.Of(StatStatus.Of(s))),
        new("weight", "MaP", "Weight; of a backend that of its usable servers together", static s => Weight(s)),
        new("act", "SGP", "Usable servers that are no backups; of a server whether it is none", static s => s.Is(K.Backend | K.Server) ? V.U32(Usable(s, backup: false)) : V.None),
        new("bck", "SGP", "Usable backup servers; of a server whether it is one", static s => s.Is(K.Backend | K.Server) ? V.U32(Usable(s, backup: true)) : V.None),
        new("chkfail", "MCP", "Health checks that have failed", static s => Checked(s) is { } health ? V.U64(health.FailedChecks) : V.None),
        new("chkdown", "MCP", "Times that it went down", static s => s.Is(K.Backend) ? V.U64(s.Backend!.State.TimesDown) : Checked(s) is { } health ? V.U64(health.TimesDown) : V.None),
        new("lastchg", "MAP", "Seconds since it went up or down last", static s => s.Is(K.Server) ? V.U32(s.Server!.Health.SecondsSinceChange) : s.Is(K.Backend) ? V.U32((s.NowMs - Math.Max(s.StartedMs, s.Backend!.State.LastChangeMs)) / MsPerSecond) : V.None),
        new("downtime", "MCP", "Seconds that it has been down", static s => Checked(s) is { } health ? V.U32(health.DownSeconds) : s.Is(K.Backend) && s.Backend!.State.Servers.Count > 0 ? V.U32(s.Backend.State.DownMsAt(s.NowMs) / MsPerSecond) : V.None),
        new("qlimit", "CLS", "Requests that may wait in the server's queue", static s => s.Server is { Plan.MaxQueue: > 0 } server && s.Is(K.Server) ? V.U32(server.Plan.MaxQueue) : V.None),
        new("pid", "KGP", "Number of the process: 1", static _ => V.U32(1)),
        new("iid", "KGS", "Number of the proxy", static s => V.U32(s.Section.Id)),
        new("sid", "KGS", "Number of the server or listener in its proxy", static s => V.U32(s.Sid)),
        new("throttle", "MaP", "Share of its weight that a server takes while it warms up, percent", static s => s.Server is { Operation: ServerOperation.Starting } server && s.Is(K.Server) ? V.U32(server.WarmPercent) : V.None),
        new("lbtot", "MCP", "Times that the balancer chose it, or one of its servers", static s => s.Is(K.Server) ? V.U64(Balanced([s.Server!])) : s.Is(K.Backend) ? V.U64(Balanced(s.Backend!.State.Servers)) : V.None),
        new("tracked", "CNS", "Server whose health it shares", static s => s.Is(K.Server) && s.Server!.Health.Tracked is { } health ? V.Of($"{health.Server.Backend.Name}/{health.Server.Name}") : V.None),
        new("type", "CGS", "0 frontend, 1 backend, 2 server, 3 listener", static s => V.U32(s.Kind switch { K.Frontend => 0, K.Backend => 1, K.Server => 2, _ => 3 })),
        new("rate", "MRP", "Sessions in the last second", static s => Rate(s) is { } rate ? V.U32(rate.PerSecond(s.NowMs)) : V.None),
        new("rate_lim", "CLP", "Sessions per second that are allowed", static s => s.Is(K.Frontend) ? V.U32(s.Frontend!.State.SessionLimit.Shown) : V.None),
        new("rate_max", "MMP", "Most sessions in a second", static s => Rate(s) is { } rate ? V.U32(rate.Peak(s.NowMs)) : V.None),
        new("check_status", "MOP", "Outcome of the last health check", static s => Check(s) is { } check ? V.Of((check.IsUnderWay ? "* " : "") + CheckStatuses.NameOf(check.Status)) : V.None),
        new("check_code", "MOP", "Status or code of the last health check", static s => Check(s) is { Code: > 0 } check ? V.U32(check.Code) : V.None),
        new("check_duration", "MDP", "How long the last health check took, ms", static s => Check(s) is { DurationMs: >= 0 } check ? V.U64(check.DurationMs) : V.None),
        Status("hrsp_1xx", T.Status1xx),
        Status("hrsp_2xx", T.Status2xx),
        Status("hrsp_3xx", T.Status3xx),
        Status("hrsp_4xx", T.Status4xx),
        Status("hrsp_5xx", T.Status5xx),
        Status("hrsp_other", T.OtherStatus),
        new("hanafail", "MCP", "Failures seen in live traffic", static s => s.Is(K.Server) && s.Server!.IsObserved ? V.U64(s.Server.Health.FailedObservations) : V.None),
        new("req_rate", "MRP", "HTTP requests in the last second", static s => IsHttpFrontend(s) ? V.U32(s.Frontend!.State.RequestRate.PerSecond(s.NowMs)) : V.None),
        new("req_rate_max", "MMP", "Most HTTP requests in a second", static s => IsHttpFrontend(s) ? V.U32(s.Frontend!.State.RequestRate.Peak(s.NowMs)) : V.None),
        new("req_tot", "MCP", "HTTP requests", static s => s.Is(K.Listener) || !s.IsHttp ? V.None : V.U64(RequestsTotal(s))),
        Count("cli_abrt", K.Backend | K.Server, "Requests and sessions that clients left", T.ClientAborts),
        Count("srv_abrt", K.Backend | K.Server, "Responses and sessions that servers left", T.ServerAborts),
        Compression("comp_in", "Bytes given to the compressor", static c => c.BytesIn),
        Compression("comp_out", "Bytes that the compressor made of them", static c => c.BytesOut),
        Compression("comp_byp", "Bytes not compressed because of a limit", static c => c.BytesBypassed),
        Compression("comp_rsp", "Responses that were compressed", static c => c.Responses),
        new("lastsess", "MAP", "Seconds since the last session; -1 before the first", static s => LastSession(s)),
        new("last_chk", "MOP", "What the last health check brought", static s => Check(s) is { } check ? V.Of(check.Info) : V.None),
        new("last_agt", "MOP", "What the last agent check brought", static s => Agent(s) is { } agent ? V.Of(agent.Info) : V.None),
        Mean("qtime", "Mean time in queues over the last requests, ms", T.QueueMs),
        Mean("ctime", "Mean time to connect over the last requests, ms", T.ConnectMs),
        Mean("rtime", "Mean time to the response over the last requests, ms", T.ResponseMs),
        Mean("ttime", "Mean time of whole exchanges over the last requests, ms", T.TotalMs),
        new("agent_status", "MOP", "Outcome of the last agent check", static s => Agent(s) is { } agent ? V.Of((agent.IsUnderWay ? "* " : "") + CheckStatuses.NameOf(agent.Status)) : V.None),
        new("agent_code", "MOP", "Code of the last agent check", static s => Agent(s) is { Code: > 0 } agent ? V.U32(agent.Code) : V.None),
        new("agent_duration", "MDP", "How long the last agent check took, ms", static s => Agent(s) is { DurationMs: >= 0 } agent ? V.U64(agent.DurationMs) : V.None),
        new("check_desc", "MOP", "The last health check in words", static s => Check(s) is { } check ? V.Of(CheckStatuses.TextOf(check.Status)) : V.None),
        new("agent_desc", "MOP", "The last agent check in words", static s => Agent(s) is { } agent ? V.Of(CheckStatuses.TextOf(agent.Status)) : V.None),
        new("check_rise", "CGS", "Good health checks it takes to be up", static s => Check(s) is { } check ? V.U32(check.Rise) : V.None),
        new("check_fall", "CGS", "Failed health checks it takes to be down", static s => Check(s) is { } check ? V.U32(check.Fall) : V.None),
        new("check_health", "SGS", "Health: 0 to rise+fall-1", static s => Check(s) is { } check ? V.U32(check.Health) : V.None),
        new("agent_rise", "CGS", "Good agent checks it takes to be up", static s => Agent(s) is { } agent ? V.U32(agent.Rise) : V.None),
        new("agent_fall", "CGS", "Failed agent checks it takes to be down", static s => Agent(s) is { } agent ? V.U32(agent.Fall) : V.None),
        new("agent_health", "SGS", "Health by the agent: 0 to rise+fall-1", static s => Agent(s) is { } agent ? V.U32(agent.Health) : V.None),
        new("addr", "CGS", "Address and port", static s => Address(s)),
        new("cookie", "CNS", "Value of its cookie", static s => s.ShowsLegends && s.Is(K.Server) && s.Server!.Cookie is { } cookie ? V.Of(Engine.Config.Text.ByteText.FromBytes(cookie)) : V.None),
        new("mode", "CGS", "http or tcp", static s => V.Of(s.IsHttp ? "http" : "tcp")),
        new("algo", "CGS", "How servers are chosen", static s => s.Is(K.Backend) && s.ShowsLegends ? V.Of(s.Backend!.Algorithm) : V.None),
        new("conn_rate", "MRP", "Connections in the last second", static s => s.Is(K.Frontend) ? V.U32(s.Frontend!.State.SessionRate.PerSecond(s.NowMs)) : V.None),
        new("conn_rate_max", "MMP", "Most connections in a second", static s => s.Is(K.Frontend) ? V.U32(s.Frontend!.State.SessionRate.Peak(s.NowMs)) : V.None),
        new("conn_tot", "MCP", "Connections", static s => s.Is(K.Frontend) ? V.U64(s.Frontend!.State.AcceptedTotal) : V.None),
        Count("intercepted", K.Frontend, "Requests that the proxy answered by itself", T.Intercepted),
        Count("dcon", K.Frontend | K.Listener, "Connections that rules have refused", T.DeniedConnections),
        Count("dses", K.Frontend | K.Listener, "Sessions that rules have refused", T.DeniedSessions),
        Count("wrew", K.All, "Edits that rules could not make", T.FailedRewrites),
        Count("connect", K.Backend | K.Server, "Attempts to connect", T.Connects),
        Count("reuse", K.Backend | K.Server, "Requests over a connection that was there already", T.Reuses),
        Cache("cache_lookups", "Requests looked up in a cache", T.CacheLookups),
        Cache("cache_hits", "Requests that a cache answered", T.CacheHits),
        new("srv_icur", "MGP", "Idle connections to the server", static s => s.Is(K.Server) ? V.U32(s.Server!.Idle) : V.None),
        new("src_ilim", "CLP", "Idle connections that are kept at most", static s => s.Is(K.Server) && s.Server!.Plan.PoolMaxConn >= 0 ? V.U32(s.Server.Plan.PoolMaxConn) : V.None),
        Longest("qtime_max", "Longest time in queues, ms", T.QueueMsMax),
        Longest("ctime_max", "Longest time to connect, ms", T.ConnectMsMax),
        Longest("rtime_max", "Longest time to a response, ms", T.ResponseMsMax),
        Longest("ttime_max", "Longest exchange, ms", T.TotalMsMax),
        Count("eint", K.All, "Failures of the proxy itself", T.InternalErrors),
        Gauge("idle_conn_cur", K.Server, "Idle connections that may be reused with care", static _ => 0),
        Gauge("safe_conn_cur", K.Server, "Idle connections that may be reused", static s => s.Server!.Idle),
        Gauge("used_conn_cur", K.Server, "Connections in use", static s => s.Server!.Served),
        Gauge("need_conn_est", K.Server, "Connections that seem to be needed", static s => s.Server!.ServedMax),
        new("uweight", "MaP", "Weight without what warming up takes away", static s => UserWeight(s)),
        Aggregate("agg_server_status", "Servers by status"),
        Aggregate("agg_server_check_status", "Servers by status, as older versions called it"),
        Aggregate("agg_check_status", "Servers by the outcome of their last check"),
        new("srid", "KGS", "Number of the server that is never given again", static s => s.Is(K.Server) ? V.U32(0) : V.None),
        FrontendCount("sess_other", "Sessions other than HTTP", static s => s.IsHttp ? 0 : SessionsTotal(s)),
        FrontendCount("h1sess", "HTTP/1 sessions", static s => s.IsHttp ? SessionsTotal(s) : 0),
        FrontendCount("h2sess", "HTTP/2 sessions", static _ => 0),
        FrontendCount("h3sess", "HTTP/3 sessions", static _ => 0),
        FrontendCount("req_other", "Requests other than HTTP", static _ => 0),
        FrontendCount("h1req", "HTTP/1 requests", static s => s.IsHttp ? s.Traffic[T.Requests] : 0),
        FrontendCount("h2req", "HTTP/2 requests", static _ => 0),
        FrontendCount("h3req", "HTTP/3 requests", static _ => 0),
        new("proto", "CGS", "Transport of a listener", static s => s.Is(K.Listener) ? V.Of(s.Listener!.Endpoint is { IsIP: false } ? "unix_stream" : "tcp") : V.None),
        Gauge("priv_idle_cur", K.Server, "Idle connections that belong to one client", static _ => 0),
        Count("reqbin", K.All, "Bytes of requests received", T.BytesIn),
        Count("reqbout", K.All, "Bytes of requests sent on", T.BytesIn),
        Count("resbin", K.All, "Bytes of responses received", T.BytesOut),
        Count("resbout", K.All, "Bytes of responses sent on", T.BytesOut),
        .. StatModules.Fields,
    ];

    public static StatField Of(string name)
    {
        foreach (StatField field in All)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        throw new ArgumentException(name, nameof(name));
    }

    public static long SessionsNow(StatSubject s) => s.Kind switch
    {
        K.Frontend => s.Frontend!.State.Connections.Count,
        K.Backend => s.Backend!.State.Active.Value,
        K.Server => s.Server!.Served,
        _ => 0,
    };

    private static StatField Count(string name, K kinds, string documentation, T count) =>
        new(name, "MCP", documentation, s => s.Is(kinds) ? V.U64(s.Traffic[count]) : V.None);

    private static StatField FrontendCount(string name, string documentation, Func<StatSubject, long> read) =>
        new(name, "MCP", documentation, s => s.Is(K.Frontend) ? V.U64(read(s)) : V.None);

    private static StatField Gauge(string name, K kinds, string documentation, Func<StatSubject, long> read) =>
        new(name, "MGP", documentation, s => s.Is(kinds) ? V.U32(read(s)) : V.None);

    private static StatField Max(string name, K kinds, string documentation, Func<StatSubject, long> read) =>
        new(name, "MMP", documentation, s => s.Is(kinds) ? V.U32(read(s)) : V.None);

    private static StatField Status(string name, T count) =>
        new(name, "MCP", "Responses with such a status", s => s.IsHttp && !s.Is(K.Listener) ? V.U64(s.Traffic[count]) : V.None);

    private static StatField Compression(string name, string documentation, Func<CompressionCounters, LoopSumShared> read) =>
        new(name, "MCP", documentation, s => s.Is(K.Frontend | K.Backend) && s.IsHttp ? V.U64(read(s.Is(K.Frontend) ? s.Frontend!.State.Compression : s.Backend!.State.Compression).Value) : V.None);

    private static StatField Cache(string name, string documentation, T count) =>
        new(name, "MCP", documentation, s => s.Is(K.Frontend | K.Backend) && s.IsHttp ? V.U64(s.Traffic[count]) : V.None);

    private static StatField Mean(string name, string documentation, T phase) =>
        new(name, "MaP", documentation, s => s.Is(K.Backend | K.Server) ? V.U32(s.Traffic.MeanMs(phase)) : V.None);

    private static StatField Longest(string name, string documentation, T max) =>
        new(name, "MMP", documentation, s => s.Is(K.Backend | K.Server) ? V.U32(s.Traffic.Greatest(max)) : V.None);

    private static StatField Aggregate(string name, string documentation) =>
        new(name, "MGP", documentation, static s => s.Is(K.Backend) ? V.U32(0) : V.None);

    /// <summary>Of a server that is checked by itself; what another is tracked for is counted there.</summary>
    private static ServerHealthShared? Checked(StatSubject s) => s.Is(K.Server) && s.Server!.Health is { Check.IsConfigured: true } health ? health : null;

    private static CheckState? Check(StatSubject s) => s.Is(K.Server) && s.Server!.Health.Check is { IsEnabled: true } check ? check : null;

    private static CheckState? Agent(StatSubject s) => s.Is(K.Server) && s.Server!.Health.Agent is { IsEnabled: true } agent ? agent : null;

    private static bool IsHttpFrontend(StatSubject s) => s.Is(K.Frontend) && s.IsHttp;

    private static long Balanced(IReadOnlyList<ServerState> servers)
    {
        long balanced = 0;
        foreach (ServerState server in servers)
        {
            balanced += server.Traffic[T.Picks] - server.Traffic[T.DirectPicks];
        }

        return balanced;
    }

    private static LoopRateShared? Rate(StatSubject s) => s.Kind switch
    {
        K.Frontend => s.Frontend!.State.SessionRate,
        K.Backend => s.Backend!.State.SessionRate,
        K.Server => s.Server!.SessionRate,
        _ => null,
    };

    private static long SessionsMax(StatSubject s) => s.Kind switch
    {
        K.Frontend => s.Frontend!.State.Connections.Peak,
        K.Backend => s.Backend!.State.ActiveMax,
        K.Server => s.Server!.ServedMax,
        _ => 0,
    };

    private static V SessionsLimit(StatSubject s) => s.Kind switch
    {
        K.Frontend => V.U32(s.Frontend!.State.Connections.Max),
        K.Backend => V.U32(s.Backend!.FullConn),
        K.Server => s.Server!.MaxConn > 0 ? V.U32(s.Server.MaxConn) : V.None,
        _ => V.U32(s.Listener!.Bind.MaxConn ?? s.Frontend!.State.Connections.Max),
    };

    internal static long SessionsTotal(StatSubject s) => s.Kind switch
    {
        K.Frontend => s.Frontend!.State.AcceptedTotal - s.Traffic[T.DeniedConnections],
        K.Backend => s.Backend!.State.TakenTotal,
        _ => s.Traffic[T.Picks],
    };

    /// <summary>Those of a server are the ones that it answered: a session is every attempt to reach it.</summary>
    private static long RequestsTotal(StatSubject s) => s.Kind switch
    {
        K.Frontend => s.Traffic[T.Requests],
        K.Server => s.Traffic[T.OtherStatus] + s.Traffic[T.Status1xx] + s.Traffic[T.Status2xx] + s.Traffic[T.Status3xx] + s.Traffic[T.Status4xx] + s.Traffic[T.Status5xx],
        _ => SessionsTotal(s),
    };

    private static V Weight(StatSubject s)
    {
        switch (s.Kind)
        {
            case K.Server:
                return V.U32(Effective(s.Server!));
            case K.Backend:
                long sum = 0;
                foreach (ServerState server in s.Backend!.State.Usable)
                {
                    sum += Effective(server);
                }

                return V.U32(sum);
            default:
                return V.None;
        }
    }

    private static V UserWeight(StatSubject s)
    {
        switch (s.Kind)
        {
            case K.Server:
                return V.U32(s.Server!.Weight);
            case K.Backend:
                long sum = 0;
                foreach (ServerState server in s.Backend!.State.Usable)
                {
                    sum += server.Weight;
                }

                return V.U32(sum);
            default:
                return V.None;
        }
    }

    private static long Effective(ServerState server) => ((server.Weight * server.WarmPercent) + 99) / 100;

    private static long Usable(StatSubject s, bool backup)
    {
        if (s.Is(K.Server))
        {
            return s.Server!.Plan.Backup == backup ? 1 : 0;
        }

        long usable = 0;
        foreach (ServerState server in s.Backend!.State.Servers)
        {
            usable += server.Plan.Backup == backup && server.TakesNew ? 1 : 0;
        }

        return usable;
    }

    private static V LastSession(StatSubject s)
    {
        if (!s.Is(K.Backend | K.Server))
        {
            return V.None;
        }

        long last = s.Traffic.Greatest(T.LastPickMs);
        return V.S32(last == 0 ? -1 : (s.NowMs - last) / MsPerSecond);
    }

    private static V Address(StatSubject s)
    {
        if (!s.ShowsLegends)
        {
            return V.None;
        }

        return s.Kind switch
        {
            K.Server => V.Of(s.Server!.Endpoint.IsIP ? s.Server.Endpoint.ToString() : "unix"),
            K.Listener => V.Of(s.Listener!.Endpoint is { IsIP: true } endpoint ? endpoint.ToString() : "unix"),
            _ => V.None,
        };
    }
}
