using System.Collections.Generic;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Why an exchange or session ended early: from this one value follow the status of the answer, the two characters of the
/// termination state (CFG 8.5), whether a retry is allowed and whose counter moves. One row per cause; rows are compared by reference.
/// </summary>
public sealed class Termination
{
    private static readonly List<Termination> Rows = [];

    /// <summary>The client sent something that is not HTTP.</summary>
    public static readonly Termination BadRequest = new("PR", 400, Side.Client, Retry.Never, "invalid request") { IsClientError = true };
    public static readonly Termination RequestTooLarge = new("PR", 431, Side.Client, Retry.Never, "request head too large") { IsClientError = true };
    public static readonly Termination RequestTimeout = new("cR", 408, Side.Client, Retry.Never, "timeout http-request");
    public static readonly Termination ClientClosedInRequest = new("CR", 400, Side.Client, Retry.Never, "client closed before its request was complete") { IsClientError = true };
    public static readonly Termination ClientAborted = new("CH", 400, Side.Client, Retry.Never, "client closed while waiting for the response");
    public static readonly Termination ClientAbortedInConnect = new("CC", 400, Side.Client, Retry.Never, "client closed while connecting to the server");
    public static readonly Termination ClientAbortedInQueue = new("CQ", 0, Side.Client, Retry.Never, "client closed while queued");
    public static readonly Termination ClientAbortedInUpload = new("CD", 400, Side.Client, Retry.Never, "client closed during its request body");
    public static readonly Termination BadRequestBody = new("PH", 400, Side.Client, Retry.Never, "invalid chunk in request body") { IsClientError = true };
    public static readonly Termination UploadTimeout = new("cH", 400, Side.Client, Retry.Never, "timeout client during the request body");
    public static readonly Termination ClientAbortedInResponse = new("CD", 0, Side.Client, Retry.Never, "client closed during the response");
    public static readonly Termination ClientTimeoutInResponse = new("cD", 0, Side.Client, Retry.Never, "timeout client while sending the response");

    public static readonly Termination NoBackend = new("SC", 503, Side.Proxy, Retry.Never, "no backend for this request");
    public static readonly Termination NoServer = new("SC", 503, Side.Server, Retry.Never, "no server available");
    public static readonly Termination QueueTimeout = new("sQ", 503, Side.Server, Retry.Never, "timeout queue");
    public static readonly Termination ConnectRefused = new("SC", 503, Side.Server, Retry.Connect, "connection to server failed");
    public static readonly Termination ConnectTimeout = new("sC", 503, Side.Server, Retry.Connect, "timeout connect");
    public static readonly Termination ConnectResource = new("RC", 503, Side.Proxy, Retry.Connect, "no descriptor or port left to connect with");
    public static readonly Termination StaleConnection = new("SH", 502, Side.Server, Retry.IfIdempotent, "server closed a reused connection before responding") { IsServerFailure = true };
    public static readonly Termination ServerClosed = new("SH", 502, Side.Server, Retry.Never, "server closed before responding") { IsServerFailure = true };
    public static readonly Termination ServerTimeout = new("sH", 504, Side.Server, Retry.Never, "timeout server") { IsServerFailure = true };
    public static readonly Termination BadResponse = new("PH", 502, Side.Server, Retry.Never, "invalid response") { IsServerFailure = true };
    public static readonly Termination ServerClosedInResponse = new("SD", 0, Side.Server, Retry.Never, "server closed during the response");
    public static readonly Termination ServerTimeoutInResponse = new("sD", 0, Side.Server, Retry.Never, "timeout server during the response");
    public static readonly Termination BadResponseBody = new("PD", 0, Side.Server, Retry.Never, "invalid chunk in response body") { IsServerFailure = true };

    public static readonly Termination Denied = new("PR", 403, Side.Proxy, Retry.Never, "denied by a rule") { IsClean = true, IsClientError = true };
    public static readonly Termination DeniedResponse = new("PH", 502, Side.Proxy, Retry.Never, "response denied by a rule") { IsClean = true };
    public static readonly Termination Rejected = new("PR", 0, Side.Proxy, Retry.Never, "rejected by a rule");
    public static readonly Termination RejectedResponse = new("PD", 0, Side.Proxy, Retry.Never, "response rejected by a rule");
    public static readonly Termination Tarpitted = new("PT", 500, Side.Proxy, Retry.Never, "held in the tarpit") { IsClientError = true };
    public static readonly Termination Local = new("LR", 0, Side.None, Retry.Never, "answered by the proxy") { IsClean = true };
    public static readonly Termination HeadOverflow = new("PH", 500, Side.Proxy, Retry.Never, "rewritten head does not fit tune.bufsize");
    public static readonly Termination ResponseOverflow = new("PH", 502, Side.Proxy, Retry.Never, "rewritten response head does not fit tune.bufsize");
    public static readonly Termination Stopped = new("KD", 0, Side.Proxy, Retry.Never, "stopped by the operator");
    public static readonly Termination TunnelTimeoutClient = new("cD", 0, Side.Client, Retry.Never, "timeout client");
    public static readonly Termination TunnelTimeoutServer = new("sD", 0, Side.Server, Retry.Never, "timeout server");

    private Termination(string state, int status, Side side, Retry retry, string reason)
    {
        State = state;
        Status = status;
        Side = side;
        Retry = retry;
        Reason = reason;
        Rows.Add(this);
    }

    /// <summary>All causes, in order of declaration.</summary>
    public static IReadOnlyList<Termination> All => Rows;

    /// <summary>Two characters: who, and in which phase (CFG 8.5).</summary>
    public string State { get; }

    /// <summary>Status to answer with, and to log; 0 = an answer was already under way, or none is due.</summary>
    public int Status { get; }

    /// <summary>True when nothing has gone wrong: a rule has answered, and the client's connection may serve on.</summary>
    public bool IsClean { get; private init; }

    /// <summary>Counted as the client's error in stick tables (http_err_cnt): not HTTP, cut short, or denied by a rule.</summary>
    public bool IsClientError { get; private init; }

    /// <summary>Counted as the server's failure in stick tables (http_fail_cnt): no response, or none that is HTTP.</summary>
    public bool IsServerFailure { get; private init; }

    public Side Side { get; }

    public Retry Retry { get; }

    /// <summary>One clause for the log.</summary>
    public string Reason { get; }

    public override string ToString() => State + ": " + Reason;
}
