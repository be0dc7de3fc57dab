using System.Collections.Generic;
using Engine.Config.Model;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Why an exchange or session ended early: from this one value follow the status of the answer, the two characters of the
/// termination state (CFG 8.5), whether a retry is allowed and whose counter moves. One row per cause; rows are compared by reference.
/// </summary>
public sealed class Termination
{
    private static readonly List<Termination> Rows = [];

    /// <summary>The client sent something that is not HTTP.</summary>
    public static readonly Termination BadRequest = new("PR", 400, Side.Client, "invalid request") { IsClientError = true };
    public static readonly Termination RequestTooLarge = new("PR", 431, Side.Client, "request head too large") { IsClientError = true };
    public static readonly Termination RequestTimeout = new("cR", 408, Side.Client, "timeout http-request") { IsClientError = true };
    public static readonly Termination ClientClosedInRequest = new("CR", 400, Side.Client, "client closed before its request was complete") { IsClientError = true };
    public static readonly Termination ClientAborted = new("CH", 400, Side.Client, "client closed while waiting for the response") { Count = FailureCount.ClientAbort };
    public static readonly Termination ClientAbortedInConnect = new("CC", 400, Side.Client, "client closed while connecting to the server") { Count = FailureCount.ClientAbort };
    public static readonly Termination ClientAbortedInQueue = new("CQ", 0, Side.Client, "client closed while queued") { Count = FailureCount.ClientAbort };
    public static readonly Termination ClientAbortedInUpload = new("CD", 400, Side.Client, "client closed during its request body") { Count = FailureCount.ClientAbort };
    public static readonly Termination BadRequestBody = new("PH", 400, Side.Client, "invalid chunk in request body") { IsClientError = true };
    public static readonly Termination UploadTimeout = new("cH", 400, Side.Client, "timeout client during the request body") { Count = FailureCount.ClientAbort };
    public static readonly Termination ClientAbortedInResponse = new("CD", 0, Side.Client, "client closed during the response") { Count = FailureCount.ClientAbort };
    public static readonly Termination ClientTimeoutInResponse = new("cD", 0, Side.Client, "timeout client while sending the response") { Count = FailureCount.ClientAbort };

    public static readonly Termination NoBackend = new("SC", 503, Side.Proxy, "no backend for this request");
    public static readonly Termination NoServer = new("SC", 503, Side.Server, "no server available") { Count = FailureCount.Connect };
    public static readonly Termination QueueTimeout = new("sQ", 503, Side.Server, "timeout queue") { Count = FailureCount.Connect };
    public static readonly Termination QueueFull = new("SQ", 503, Side.Server, "maxqueue of the server") { Count = FailureCount.Connect };
    public static readonly Termination ConnectRefused = new("SC", 503, Side.Server, "connection to server failed") { Retry = RetryConditions.ConnectionFailure, Count = FailureCount.Connect };
    public static readonly Termination ConnectTimeout = new("sC", 503, Side.Server, "timeout connect") { Retry = RetryConditions.ConnectionFailure, Count = FailureCount.Connect };
    public static readonly Termination ConnectResource = new("RC", 503, Side.Proxy, "no descriptor or port left to connect with") { Retry = RetryConditions.ConnectionFailure, Count = FailureCount.Connect };
    public static readonly Termination StaleConnection = new("SH", 502, Side.Server, "server closed a reused connection before responding") { Retry = RetryConditions.EmptyResponse, Count = FailureCount.Response, IsServerFailure = true };
    public static readonly Termination ServerClosed = new("SH", 502, Side.Server, "server closed before responding") { Retry = RetryConditions.EmptyResponse, Count = FailureCount.Response, IsServerFailure = true };
    public static readonly Termination ServerClosedInHead = new("SH", 502, Side.Server, "server closed within the head of its response") { Retry = RetryConditions.JunkResponse, Count = FailureCount.Response, IsServerFailure = true };
    public static readonly Termination ServerTimeout = new("sH", 504, Side.Server, "timeout server") { Retry = RetryConditions.ResponseTimeout, Count = FailureCount.Response, IsServerFailure = true };
    public static readonly Termination BadResponse = new("PH", 502, Side.Server, "invalid response") { Retry = RetryConditions.JunkResponse, Count = FailureCount.Response, IsServerFailure = true };

    /// <summary>The response is whole, but <c>retry-on</c> names its status: never the last word, since the last response passes.</summary>
    public static readonly Termination StatusRetried = new("SH", 502, Side.Server, "status that retry-on names") { Retry = RetryConditions.Statuses, Count = FailureCount.Response };

    public static readonly Termination ServerClosedInResponse = new("SD", 0, Side.Server, "server closed during the response") { Count = FailureCount.Response | FailureCount.ServerAbort, IsServerFailure = true };
    public static readonly Termination ServerTimeoutInResponse = new("sD", 0, Side.Server, "timeout server during the response") { Count = FailureCount.ServerAbort };
    public static readonly Termination BadResponseBody = new("PD", 0, Side.Server, "invalid chunk in response body") { Count = FailureCount.Response, IsServerFailure = true };

    public static readonly Termination Denied = new("PR", 403, Side.Proxy, "denied by a rule") { IsClean = true, IsClientError = true };
    public static readonly Termination DeniedResponse = new("PH", 502, Side.Proxy, "response denied by a rule") { IsClean = true };
    public static readonly Termination Rejected = new("PR", 0, Side.Proxy, "rejected by a rule") { IsClientError = true };
    public static readonly Termination RejectedResponse = new("PD", 0, Side.Proxy, "response rejected by a rule");
    public static readonly Termination Tarpitted = new("PT", 500, Side.Proxy, "held in the tarpit") { IsClientError = true };
    public static readonly Termination Local = new("LR", 0, Side.None, "answered by the proxy") { IsClean = true };
    public static readonly Termination HeadOverflow = new("PH", 500, Side.Proxy, "rewritten head does not fit tune.bufsize");
    public static readonly Termination ResponseOverflow = new("PH", 502, Side.Proxy, "rewritten response head does not fit tune.bufsize");
    public static readonly Termination Stopped = new("KD", 0, Side.Proxy, "stopped by the operator");
    public static readonly Termination TunnelTimeoutClient = new("cD", 0, Side.Client, "timeout client") { Count = FailureCount.ClientAbort };
    public static readonly Termination TunnelTimeoutServer = new("sD", 0, Side.Server, "timeout server") { Count = FailureCount.ServerAbort };

    private Termination(string state, int status, Side side, string reason)
    {
        State = state;
        Status = status;
        Side = side;
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

    /// <summary>Counted as the client's error in stick tables (http_err_cnt): not HTTP, cut short, or refused by a rule.</summary>
    public bool IsClientError { get; private init; }

    /// <summary>Counted as the server's failure in stick tables (http_fail_cnt): no response, none that is HTTP, or one cut short.</summary>
    public bool IsServerFailure { get; private init; }

    public Side Side { get; }

    /// <summary>What <c>retry-on</c> has to say for the attempt to be made again; none = never.</summary>
    public RetryConditions Retry { get; private init; }

    /// <summary>Whose counter moves.</summary>
    public FailureCount Count { get; private init; }

    /// <summary>One clause for the log.</summary>
    public string Reason { get; }

    public override string ToString() => State + ": " + Reason;
}
