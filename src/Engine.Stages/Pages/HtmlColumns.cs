using System.Collections.Generic;

namespace Engine.Stages.Pages;

/// <summary>The columns of the statistics page: a further figure is one row here.</summary>
internal static class HtmlColumns
{
    public static IReadOnlyList<HtmlColumn> All { get; } =
    [
        new("rate", "now", "Sessions in the last second", Group: "Rate/s"),
        new("rate_max", "max", "Most sessions in a second"),
        new("scur", "now", "Sessions now", Group: "Sessions"),
        new("smax", "max", "Most sessions at a time"),
        new("slim", "limit", "Sessions at a time that are allowed"),
        new("stot", "total", "Sessions since the start"),
        new("qcur", "now", "Requests that wait in the queue", Group: "Queue"),
        new("qmax", "max", "Most requests that have waited at a time"),
        new("bin", "in", "Received from clients", 'b', "Bytes"),
        new("bout", "out", "Sent to clients", 'b'),
        new("dreq", "req", "Requests that rules have refused", Group: "Denied"),
        new("dresp", "resp", "Responses that rules have refused"),
        new("ereq", "req", "Invalid requests", Group: "Errors"),
        new("econ", "conn", "Requests for which no connection to a server could be had"),
        new("eresp", "resp", "Responses that were invalid or did not come"),
        new("wretr", "retr", "Further attempts to connect", Group: "Again"),
        new("wredis", "redis", "Requests that went to another server in the end"),
        new("qtime", "queue", "Mean time in queues over the last requests, ms", Group: "Time, ms"),
        new("ctime", "conn", "Mean time to connect, ms"),
        new("rtime", "resp", "Mean time to the response, ms"),
        new("ttime", "total", "Mean time of whole exchanges, ms"),
        new("weight", "weight", "Weight; of a backend that of its usable servers together", Group: "Server"),
        new("act", "act", "Active servers"),
        new("bck", "bck", "Backup servers"),
        new("chkfail", "chk", "Health checks that have failed"),
        new("chkdown", "downs", "Times that it went down"),
        new("downtime", "downtime", "How long it has been down", 'd'),
    ];

    /// <summary>Shown with <c>stats show-modules</c> only.</summary>
    public static IReadOnlyList<HtmlColumn> Modules { get; } =
    [
        new("connect", "new", "Attempts to connect", Group: "Connections"),
        new("reuse", "reused", "Requests over a connection that was there already"),
        new("srv_icur", "idle", "Idle connections to the server"),
        new("h1_open_connections", "open", "HTTP/1 connections now", Group: "HTTP/1"),
        new("h1_total_streams", "streams", "HTTP/1 exchanges"),
        new("ssl_sess", "new", "TLS sessions", Group: "TLS"),
        new("ssl_reused_sess", "resumed", "TLS sessions that were resumed"),
        new("ssl_failed_handshake", "failed", "TLS handshakes that failed"),
    ];
}
