using System.Collections.Generic;
using K = Engine.Stages.Statistics.StatKinds;
using T = Engine.Proxy.State.TrafficCount;
using V = Engine.Stages.Statistics.StatValue;

namespace Engine.Stages.Statistics;

/// <summary>The figures of single protocols, which HAProxy keeps apart behind a column called "-".</summary>
internal static class StatModules
{
    public static IReadOnlyList<StatField> Fields { get; } =
    [
        new("-", "", "", static _ => V.Of("-")),
        Zero("ssl_sess", "TLS sessions", K.All),
        Zero("ssl_reused_sess", "TLS sessions that were resumed", K.All),
        Zero("ssl_failed_handshake", "TLS handshakes that failed", K.All),
        Zero("ssl_ocsp_staple", "OCSP responses that were stapled", K.Frontend | K.Listener),
        Zero("ssl_failed_ocsp_staple", "OCSP responses that could not be stapled", K.Frontend | K.Listener),
        Zero("h2_headers_rcvd", "HTTP/2 HEADERS frames received", K.Frontend | K.Backend),
        Zero("h2_data_rcvd", "HTTP/2 DATA frames received", K.Frontend | K.Backend),
        Zero("h2_settings_rcvd", "HTTP/2 SETTINGS frames received", K.Frontend | K.Backend),
        Zero("h2_rst_stream_rcvd", "HTTP/2 RST_STREAM frames received", K.Frontend | K.Backend),
        Zero("h2_goaway_rcvd", "HTTP/2 GOAWAY frames received", K.Frontend | K.Backend),
        Zero("h2_detected_conn_protocol_errors", "HTTP/2 faults of connections", K.Frontend | K.Backend),
        Zero("h2_detected_strm_protocol_errors", "HTTP/2 faults of streams", K.Frontend | K.Backend),
        Zero("h2_rst_stream_resp", "HTTP/2 RST_STREAM frames sent", K.Frontend | K.Backend),
        Zero("h2_goaway_resp", "HTTP/2 GOAWAY frames sent", K.Frontend | K.Backend),
        Zero("h2_open_connections", "HTTP/2 connections now", K.Frontend | K.Backend),
        Zero("h2_backend_open_streams", "HTTP/2 streams now", K.Frontend | K.Backend),
        Zero("h2_total_connections", "HTTP/2 connections", K.Frontend | K.Backend),
        Zero("h2_backend_total_streams", "HTTP/2 streams", K.Frontend | K.Backend),
        new("h1_open_connections", "MGP", "HTTP/1 connections now", static s => Http(s, s.Is(K.Frontend) ? StatFields.SessionsNow(s) : s.Traffic[T.Connects] > 0 ? ServedNow(s) : 0)),
        new("h1_open_streams", "MGP", "HTTP/1 exchanges now", static s => Http(s, s.Is(K.Backend) ? s.Backend!.State.Active.Value : 0)),
        new("h1_total_connections", "MCP", "HTTP/1 connections", static s => Http(s, s.Is(K.Frontend) ? s.Frontend!.State.AcceptedTotal : s.Traffic[T.Connects])),
        new("h1_total_streams", "MCP", "HTTP/1 exchanges", static s => Http(s, s.Is(K.Frontend) ? s.Traffic[T.Requests] : s.Backend?.State.TakenTotal ?? 0)),
        new("h1_bytes_in", "MCP", "Bytes received over HTTP/1", static s => Http(s, s.Is(K.Frontend) ? s.Traffic[T.BytesIn] : s.Traffic[T.BytesOut])),
        new("h1_bytes_out", "MCP", "Bytes sent over HTTP/1", static s => Http(s, s.Is(K.Frontend) ? s.Traffic[T.BytesOut] : s.Traffic[T.BytesIn])),
        Zero("h1_spliced_bytes_in", "Bytes received by splicing", K.Frontend | K.Backend),
        Zero("h1_spliced_bytes_out", "Bytes sent by splicing", K.Frontend | K.Backend),
    ];

    /// <summary>A protocol that is not spoken: 0 for whom it could concern.</summary>
    private static StatField Zero(string name, string documentation, K kinds) =>
        new(name, "MCP", documentation, s => s.Is(kinds) ? V.U64(0) : V.None);

    private static V Http(StatSubject s, long value) => s.Is(K.Frontend | K.Backend) ? V.U64(s.IsHttp ? value : 0) : V.None;

    private static long ServedNow(StatSubject s)
    {
        long served = 0;
        foreach (Engine.Proxy.State.ServerState server in s.Backend!.State.Servers)
        {
            served += server.Served + server.Idle;
        }

        return served;
    }
}
