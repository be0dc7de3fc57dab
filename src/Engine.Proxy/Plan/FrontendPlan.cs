using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Http;
using Engine.Proxy.Compression;
using Engine.Proxy.Conditions;
using Engine.Proxy.Logs;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.State;

namespace Engine.Proxy.Plan;

/// <summary>The client-facing half of a frontend or listen section.</summary>
public sealed class FrontendPlan
{
    /// <summary><c>guid</c>: a name that nothing else has; null = none.</summary>
    public string? Guid { get; init; }

    public required string Name { get; init; }
    public required ProxyMode Mode { get; init; }
    public required ConnectionMode ConnectionMode { get; init; }
    public required TimeoutsPlan Timeouts { get; init; }
    public required HeadLimits HeadLimits { get; init; }
    public required FrontendState State { get; init; }

    /// <summary><c>maxconn</c> as it is written, or that of the process; what counts may have been set while running.</summary>
    public required int ConnectionsMax { get; init; }

    /// <summary>The plan it is part of. Connections whose loop has gone over to another one since go on under that with their next request.</summary>
    internal ProxyPlan? Plan { get; set; }

    public required ErrorReplies ErrorReplies { get; init; }
    public required IReadOnlyList<ListenerPlan> Listeners { get; init; }

    /// <summary>The name as it stands in log lines.</summary>
    public required byte[] NameBytes { get; init; }

    /// <summary>The same of clients that came by TLS.</summary>
    public byte[] MarkedNameBytes => field ??= [.. NameBytes, (byte)'~'];

    /// <summary>Null when nothing is logged.</summary>
    internal ProxyLogPlan? Log { get; init; }

    public CapturesPlan Captures { get; init; } = CapturesPlan.None;

    /// <summary><c>unique-id-format</c>; null = none.</summary>
    internal LogFormatPlan? UniqueId { get; init; }

    /// <summary><c>unique-id-header</c>; empty = none.</summary>
    internal byte[] UniqueIdHeader { get; init; } = [];

    internal RulesetPlans Rules { get; init; } = RulesetPlans.None;

    /// <summary><c>compression</c> lines; null = none.</summary>
    internal CompressionPlan? Compression { get; init; }

    /// <summary>True when this frontend or any backend has <c>compression</c> lines: the one thing an exchange without compression looks at.</summary>
    internal bool MayCompress { get; init; }

    internal UseBackendPlan[] UseBackends { get; init; } = [];

    /// <summary><c>monitor-uri</c>; empty = none. Compared with path and query, or with the whole target when it has no leading slash.</summary>
    internal byte[] MonitorUri { get; init; } = [];

    /// <summary>Where requests go that no rule sends elsewhere; null = 503.</summary>
    public BackendPlan? DefaultBackend { get; internal set; }

    /// <summary><c>tcp-request inspect-delay</c>, ms; 0 = none.</summary>
    public int InspectDelayMs { get; init; }

    /// <summary><c>option http-buffer-request</c>: rules wait for the body; in HTTP mode only.</summary>
    public bool BuffersRequests { get; init; }

    /// <summary><c>monitor fail</c>: any of them makes the monitor answer 503.</summary>
    internal ConditionPlan[] MonitorFails { get; init; } = [];

    /// <summary>A line is written when a request has come, before its rules.</summary>
    internal bool LogsRequest => Log?.Steps is { } steps && (steps.Steps & LogSteps.Request) != 0;

    /// <summary>Where every request goes: set when nothing looks at requests or adds to them before it.</summary>
    internal BackendPlan? OnlyBackend { get; private set; }

    /// <summary>What of routing has anything to do; see <see cref="Exchanges.RoutePhases"/>.</summary>
    internal uint RoutePhases { get; private set; }

    /// <summary>What listens in that place; null when nothing does.</summary>
    internal ListenerPlan? FindListener(ListenerPlan place)
    {
        foreach (ListenerPlan listener in Listeners)
        {
            if (listener.IsSamePlace(place))
            {
                return listener;
            }
        }

        return null;
    }

    /// <summary>Called once, when everything else is set.</summary>
    internal void Finish()
    {
        RoutePhases = Exchanges.RoutePhases.Of(this);
        bool decides = BuffersRequests || UseBackends.Length > 0 || MonitorUri.Length > 0 || UniqueIdHeader.Length > 0 || Rules.AnyForRequests || Compression is { LooksAtRequests: true } || LogsRequest;
        OnlyBackend = decides || DefaultBackend is not { Disabled: false, BuffersRequests: false, BalancesByBody: false, NameRestriction: NameRestriction.Preserve } backend || backend.Rules.AnyForRequests || backend.Compression is { LooksAtRequests: true } ? null : backend;
    }

    internal AddressHeaderPlan? ForwardFor { get; init; }
    internal AddressHeaderPlan? OriginalTo { get; init; }

    /// <summary>A client that leaves ends its exchange (<c>option abortonclose</c>, on by default in HTTP mode).</summary>
    internal bool AbortOnClose { get; init; } = true;

    /// <summary><c>option http-restrict-req-hdr-names</c>.</summary>
    internal NameRestriction NameRestriction { get; init; }

    /// <summary><c>option http-use-proxy-header</c>.</summary>
    internal bool UsesProxyConnection { get; init; }

    /// <summary><c>option h1-case-adjust-bogus-client</c>; null = names keep their case.</summary>
    internal FieldCaseMap? FieldCases { get; init; }

    /// <summary><c>option http-drop-response-trailers</c>.</summary>
    internal bool DropsTrailers { get; init; }

    /// <summary><c>option idle-close-on-response</c>: idle clients of a process that stops are closed with their next response only.</summary>
    internal bool ClosesIdleWithResponse { get; init; }

    /// <summary><c>max-session-srv-conns</c>.</summary>
    internal int SessionServerConnectionsMax { get; init; }

    /// <summary><c>option nolinger</c>: connections to clients are reset.</summary>
    internal bool ResetsAtClose { get; init; }

    /// <summary><c>option independent-streams</c>: what is sent to a client is not its activity.</summary>
    internal bool IndependentStreams { get; init; }

    /// <summary><c>option http-ignore-probes</c>: no 408 to a connection that never sent a byte.</summary>
    internal bool IgnoreProbes { get; init; }
}
