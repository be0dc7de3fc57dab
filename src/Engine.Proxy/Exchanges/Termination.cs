using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Why an exchange or session ended early: from this one value follow the status of the answer, the two characters of the
/// termination state (CFG 8.5), whether a retry is allowed and whose counter moves. One row per cause; rows are compared by reference.
/// </summary>
public sealed class Termination
{
    private static readonly List<Termination> Rows = [];

    /// <summary>The client sent something that is not HTTP.</summary>
    public static readonly Termination BadRequest = new("PR", 400, Side.Client, "invalid request") { Counted = TrafficCount.RequestErrors, IsClientError = true };
    public static readonly Termination RequestTooLarge = new("PR", 431, Side.Client, "request head too large") { Counted = TrafficCount.RequestErrors, IsClientError = true };
    public static readonly Termination RequestTimeout = new("cR", 408, Side.Client, "timeout http-request") { Counted = TrafficCount.RequestErrors };
    public static readonly Termination ClientClosedInRequest = new("CR", 400, Side.Client, "client closed before its request was complete") { Counted = TrafficCount.RequestErrors, IsClientError = true };
    public static readonly Termination ClientAborted = new("CH", 400, Side.Client, "client closed while waiting for the response") { Counted = TrafficCount.ClientAborts };
    public static readonly Termination ClientAbortedInConnect = new("CC", 400, Side.Client, "client closed while connecting to the server") { Counted = TrafficCount.ClientAborts };
    public static readonly Termination ClientAbortedInQueue = new("CQ", 0, Side.Client, "client closed while queued") { Counted = TrafficCount.ClientAborts };
    public static readonly Termination ClientAbortedInUpload = new("CD", 400, Side.Client, "client closed during its request body") { Counted = TrafficCount.ClientAborts };
    public static readonly Termination BadRequestBody = new("PH", 400, Side.Client, "invalid chunk in request body") { Counted = TrafficCount.RequestErrors, IsClientError = true };
    public static readonly Termination UploadTimeout = new("cH", 400, Side.Client, "timeout client during the request body") { Counted = TrafficCount.ClientAborts };
    public static readonly Termination ClientAbortedInResponse = new("CD", 0, Side.Client, "client closed during the response") { Counted = TrafficCount.ClientAborts };
    public static readonly Termination ClientTimeoutInResponse = new("cD", 0, Side.Client, "timeout client while sending the response") { Counted = TrafficCount.ClientAborts };

    public static readonly Termination NoBackend = new("SC", 503, Side.Proxy, "no backend for this request");
    public static readonly Termination NoServer = new("SC", 503, Side.Server, "no server available") { Counted = TrafficCount.ConnectErrors };
    public static readonly Termination QueueTimeout = new("sQ", 503, Side.Server, "timeout queue") { Counted = TrafficCount.ConnectErrors };
    public static readonly Termination QueueFull = new("SQ", 503, Side.Server, "maxqueue of the server") { Counted = TrafficCount.ConnectErrors };
    public static readonly Termination ConnectRefused = new("SC", 503, Side.Server, "connection to server failed") { Retry = RetryConditions.ConnectionFailure, Counted = TrafficCount.ConnectErrors };
    public static readonly Termination ConnectTimeout = new("sC", 503, Side.Server, "timeout connect") { Retry = RetryConditions.ConnectionFailure, Counted = TrafficCount.ConnectErrors };
    public static readonly Termination ConnectResource = new("RC", 503, Side.Proxy, "no descriptor or port left to connect with") { Retry = RetryConditions.ConnectionFailure, Counted = TrafficCount.ConnectErrors };
    public static readonly Termination StaleConnection = new("SH", 502, Side.Server, "server closed a reused connection before responding") { Retry = RetryConditions.EmptyResponse, Counted = TrafficCount.ResponseErrors, IsServerFailure = true };
    public static readonly Termination ServerClosed = new("SH", 502, Side.Server, "server closed before responding") { Retry = RetryConditions.EmptyResponse, Counted = TrafficCount.ResponseErrors, IsServerFailure = true };

    /// <summary>Junk by the manual, empty by what HAProxy 2.6 does: either word retries it.</summary>
    public static readonly Termination ServerClosedInHead = new("SH", 502, Side.Server, "server closed within the head of its response") { Retry = RetryConditions.JunkResponse | RetryConditions.EmptyResponse, Counted = TrafficCount.ResponseErrors, IsServerFailure = true };

    public static readonly Termination ServerTimeout = new("sH", 504, Side.Server, "timeout server") { Retry = RetryConditions.ResponseTimeout, Counted = TrafficCount.ResponseErrors, IsServerFailure = true };
    public static readonly Termination BadResponse = new("PH", 502, Side.Server, "invalid response") { Retry = RetryConditions.JunkResponse, Counted = TrafficCount.ResponseErrors, IsServerFailure = true };

    /// <summary>The response is whole, but <c>retry-on</c> names its status: never the last word, since the last response passes.</summary>
    public static readonly Termination StatusRetried = new("SH", 502, Side.Server, "status that retry-on names") { Retry = RetryConditions.Statuses, Counted = TrafficCount.ResponseErrors };

    public static readonly Termination ServerClosedInResponse = new("SD", 0, Side.Server, "server closed during the response") { Counted = TrafficCount.ServerAborts, IsServerFailure = true, IsResponseError = true };
    public static readonly Termination ServerTimeoutInResponse = new("sD", 0, Side.Server, "timeout server during the response") { Counted = TrafficCount.ServerAborts };

    /// <summary>PD in HAProxy's manual; what HAProxy 2.6 logs is SD. A chunk that comes with the head is <see cref="BadResponse"/>.</summary>
    public static readonly Termination BadResponseBody = new("SD", 0, Side.Server, "invalid chunk in response body") { Counted = TrafficCount.ResponseErrors, IsServerFailure = true };

    public static readonly Termination Denied = new("PR", 403, Side.Proxy, "denied by a rule") { IsClean = true, Counted = TrafficCount.DeniedRequests, IsClientError = true };
    public static readonly Termination DeniedResponse = new("PH", 502, Side.Proxy, "response denied by a rule") { IsClean = true, Counted = TrafficCount.DeniedResponses };
    public static readonly Termination CacheableCookie = new("PH", 502, Side.Proxy, "cacheable response with a cookie (option checkcache)") { IsClean = true, Counted = TrafficCount.DeniedResponses };
    public static readonly Termination ServerRedirect = new("LC", 0, Side.None, "redirected to the server itself") { IsClean = true };
    public static readonly Termination Rejected = new("PR", 0, Side.Proxy, "rejected by a rule") { Counted = TrafficCount.DeniedRequests };
    public static readonly Termination RejectedResponse = new("PD", 0, Side.Proxy, "response rejected by a rule") { Counted = TrafficCount.DeniedResponses };
    public static readonly Termination Tarpitted = new("PT", 500, Side.Proxy, "held in the tarpit") { Counted = TrafficCount.DeniedRequests, IsClientError = true };
    public static readonly Termination CompressionFailed = new("ID", 0, Side.Proxy, "compression failed") { Counted = TrafficCount.InternalErrors };
    public static readonly Termination Local = new("LR", 0, Side.None, "answered by the proxy") { IsClean = true };
    public static readonly Termination LocalForResponse = new("LH", 0, Side.None, "answered by the proxy in the server's place") { IsClean = true };
    public static readonly Termination HeadOverflow = new("PH", 500, Side.Proxy, "rewritten head does not fit tune.bufsize") { Counted = TrafficCount.InternalErrors };
    public static readonly Termination ResponseOverflow = new("PH", 502, Side.Proxy, "rewritten response head does not fit tune.bufsize") { Counted = TrafficCount.InternalErrors };
    public static readonly Termination Stopped = new("KD", 0, Side.Proxy, "stopped by the operator");
    public static readonly Termination Killed = new("KD", 0, Side.Proxy, "ended by the operator");
    public static readonly Termination TunnelTimeoutClient = new("cD", 0, Side.Client, "timeout client");
    public static readonly Termination TunnelTimeoutServer = new("sD", 0, Side.Server, "timeout server");

    public static readonly Termination ServerDownInConnect = new("DC", 503, Side.Server, "server found down while connecting to it");
    public static readonly Termination ServerDown = new("DH", 502, Side.Server, "server found down before responding");
    public static readonly Termination ServerDownInResponse = new("DD", 0, Side.Server, "server found down during the response");
    public static readonly Termination OtherServerUpInConnect = new("UC", 503, Side.Proxy, "an active server came back while connecting to a backup server");
    public static readonly Termination OtherServerUp = new("UH", 502, Side.Proxy, "an active server came back before the backup server responded");
    public static readonly Termination OtherServerUpInResponse = new("UD", 0, Side.Proxy, "an active server came back during a backup server's response");

    private Termination(string state, int status, Side side, string reason)
    {
        State = state;
        Status = status;
        Side = side;
        Reason = reason;
        Rows.Add(this);
        Number = checked((byte)Rows.Count);
    }

    /// <summary>All causes, in order of declaration.</summary>
    public static IReadOnlyList<Termination> All => Rows;

    /// <summary>Its place in <see cref="All"/>, from 1 on.</summary>
    internal byte Number { get; }

    /// <summary>Two characters: who, and in which phase (CFG 8.5).</summary>
    public string State { get; }

    /// <summary>Status to answer with, and to log; 0 = an answer was already under way, or none is due.</summary>
    public int Status { get; }

    /// <summary>True when nothing has gone wrong: a rule has answered, and the client's connection may serve on.</summary>
    public bool IsClean { get; private init; }

    /// <summary>The counter that moves in statistics; null for none.</summary>
    internal TrafficCount? Counted { get; private init; }

    /// <summary>True when it is counted as an error of the response as well, as HAProxy does with those that were cut short.</summary>
    internal bool IsResponseError { get; private init; }

    /// <summary>Counted as the client's error in stick tables (http_err_cnt): not HTTP, cut short, or refused by a rule.</summary>
    public bool IsClientError { get; private init; }

    /// <summary>Counted as the server's failure in stick tables (http_fail_cnt): no response, or none that is HTTP.</summary>
    public bool IsServerFailure { get; private init; }

    public Side Side { get; }

    /// <summary>What <c>retry-on</c> has to say for the attempt to be made again; none = never.</summary>
    public RetryConditions Retry { get; private init; }

    /// <summary>One clause for the log.</summary>
    public string Reason { get; }

    public override string ToString() => State + ": " + Reason;
}
