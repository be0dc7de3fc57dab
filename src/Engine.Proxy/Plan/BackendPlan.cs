using Engine.Config.Model;
using Engine.Http;
using Engine.Proxy.Compression;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Proxy.Plan;

/// <summary>The server-facing half of a backend or listen section.</summary>
public sealed class BackendPlan
{
    /// <summary><c>guid</c>: a name that nothing else has; null = none.</summary>
    public string? Guid { get; init; }

    public required string Name { get; init; }
    /// <summary>The name as it stands in log lines.</summary>
    public required byte[] NameBytes { get; init; }
    /// <summary><c>fullconn</c>, or a tenth of what the frontends that lead here take (CFG 4.2).</summary>
    public int FullConn { get; internal set; }

    /// <summary>The word behind <c>balance</c>.</summary>
    public string Algorithm { get; init; } = "";

    public required ProxyMode Mode { get; init; }
    public required ConnectionMode ConnectionMode { get; init; }
    public required HttpReuse Reuse { get; init; }
    public required TimeoutsPlan Timeouts { get; init; }
    /// <summary>Of responses: their <c>option accept-unsafe-violations-in-http-response</c>.</summary>
    public required HeadLimits HeadLimits { get; init; }

    public required ErrorReplies ErrorReplies { get; init; }
    public required Balancer Balancer { get; init; }
    public required BackendState State { get; init; }

    /// <summary><c>dispatch</c>; null = servers are balanced.</summary>
    internal ServerState? Dispatch => (Balancer as DispatchBalancer)?.Target;

    /// <summary><c>retries</c>: attempts beyond the first.</summary>
    public required int Retries { get; init; }

    /// <summary><c>retry-on</c>.</summary>
    public RetryConditions RetryOn { get; init; } = RetryConditions.ConnectionFailure;

    /// <summary><c>option redispatch</c>: null = off; n = every n-th retry goes elsewhere, -1 = the last one only.</summary>
    public int? Redispatch { get; init; }

    /// <summary><c>option abortonclose</c> where the backend says so or not so; null = what the frontend says holds.</summary>
    public bool? AbortOnClose { get; init; }

    /// <summary><c>http-send-name-header</c>; empty = none.</summary>
    public byte[] ServerNameHeader { get; init; } = [];

    /// <summary><c>option http-restrict-req-hdr-names</c>.</summary>
    internal NameRestriction NameRestriction { get; init; }

    /// <summary><c>option forwarded</c>; null = none.</summary>
    internal ForwardedPlan? Forwarded { get; init; }

    /// <summary><c>option h1-case-adjust-bogus-server</c>; null = names keep their case.</summary>
    internal FieldCaseMap? FieldCases { get; init; }

    /// <summary><c>option http-drop-request-trailers</c>.</summary>
    internal bool DropsTrailers { get; init; }

    /// <summary><c>option checkcache</c>.</summary>
    internal bool ChecksCache { get; init; }

    /// <summary><c>option nolinger</c>: connections to servers are reset.</summary>
    public bool ResetsAtClose { get; init; }

    /// <summary><c>option independent-streams</c>: what is sent to a server is not its activity.</summary>
    public bool IndependentStreams { get; init; }

    /// <summary><c>option prefer-last-server</c>.</summary>
    public bool PrefersLastServer { get; init; }

    /// <summary><c>max-keep-alive-queue</c>: how many may wait for the last server before another one is preferred; -1 = any number.</summary>
    public int KeepAliveQueueMax { get; init; } = -1;

    /// <summary>The balancer looks into the bodies of POST requests, which are waited for; in HTTP mode only.</summary>
    public bool BalancesByBody { get; init; }

    /// <summary><c>option http-pretend-keepalive</c>: a server connection that will be closed is not announced as such.</summary>
    public bool PretendsKeepAlive { get; init; }

    /// <summary><c>option http-buffer-request</c>: the backend's rules wait for the body; in HTTP mode only.</summary>
    public bool BuffersRequests { get; init; }

    /// <summary>True for the server side of a listen section.</summary>
    public bool IsListen { get; init; }

    /// <summary>Where messages about servers go; null = nowhere.</summary>
    internal Logs.ProxyLogPlan? Log { get; set; }

    /// <summary><c>email-alert</c>: what is mailed about servers; null = nothing.</summary>
    internal Mail.MailAlertPlan? Alerts { get; init; }

    /// <summary>Address and port of the section's first listener, as commands are told it; null = none.</summary>
    public (string Address, string Port)? External { get; init; }

    /// <summary>Where states of its servers are read from at start; null = nowhere.</summary>
    public string? StateFile { get; init; }

    /// <summary><c>disabled</c>: no request may be sent here.</summary>
    public bool Disabled { get; init; }

    internal RulesetPlans Rules { get; init; } = RulesetPlans.None;

    /// <summary>What of routing has anything to do; see <see cref="Exchanges.RoutePhases"/>.</summary>
    internal uint RoutePhases => _routePhases ??= Exchanges.RoutePhases.Of(this);

    private uint? _routePhases;


    /// <summary><c>tcp-request inspect-delay</c>, ms; 0 = none.</summary>
    public int InspectDelayMs { get; init; }

    /// <summary><c>tcp-response inspect-delay</c>, ms; 0 = none.</summary>
    public int ResponseInspectDelayMs { get; init; }

    /// <summary>What keeps clients at servers; null = nothing.</summary>
    internal PersistencePlan? Persistence { get; init; }

    /// <summary><c>compression</c> lines; null = none.</summary>
    internal CompressionPlan? Compression { get; init; }

    internal UseServerPlan[] UseServers { get; init; } = [];

    internal AddressHeaderPlan? ForwardFor { get; init; }
    internal AddressHeaderPlan? OriginalTo { get; init; }
}
