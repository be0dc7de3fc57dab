using System;
using System.Runtime.CompilerServices;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Http;
using Engine.IO.Pipes;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.IO.Tls;
using Engine.Proxy.Caching;
using Engine.Proxy.Clients;
using Engine.Proxy.Compression;
using Engine.Proxy.Health;
using Engine.Proxy.Logs;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.Relays;
using Engine.Proxy.Replies;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Proxy.Servers;
using Engine.Proxy.State;
using Engine.Proxy.Tables;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// One request carried to a server and its response carried back; or one TCP session. Rented by a client connection for as long
/// as that takes, on the client's loop. Tells the story and keeps what its chapters share.
/// </summary>
public sealed class Exchange
{
    private ClientConnection? _client;
    private ExchangeTimes _times;
    private BackendPlan? _backend;
    private bool _hasLeftBackend;

    internal Exchange(ProxyLoop place)
    {
        Place = place;
        Request = new RequestHead(place.Plan.Global.Tune.HttpMaxHdr);
        Response = new ResponseHead(place.Plan.Global.Tune.HttpMaxHdr);
        Upload = new RelayLink(this, Direction.Request);
        Download = new RelayLink(this, Direction.Response);
        Waits = new ExchangeWaits(this);
        RuleWait = new RuleWait(this);
        Heads = new HeadBlocks(this);
        Replies = new ExchangeReplies(this);
        Compression = new ExchangeCompression(this);
        ServerAddresses = new ServerAddresses(this);
        VariableLimitsShared limits = place.Plan.VariableLimits;
        Variables = new VariableStore(Arena, limits, VariableScope.Exchange);
        RequestVariables = new VariableStore(Arena, limits, VariableScope.Request) { Outer = Variables };
        ResponseVariables = new VariableStore(Arena, limits, VariableScope.Response) { Outer = Variables };
        Captures = new Captures(this);
        Record = new AccessRecord(this);
        Sender = new RequestSender(this);
        Attempts = new ServerAttempts(this);
        Course = new ExchangeCourse(this);
        RequestContent = new HeldBody(this, isResponse: false);
        ResponseContent = new HeldBody(this, isResponse: true);
        Inspection = new HttpInspection(this);
        Tracking = new Tracking(this);
        Persistence = new Persistence(this);
    }

    internal ProxyLoop Place { get; }

    public ClientConnection Client => _client!;

    public FrontendPlan Frontend => _client!.Frontend;

    /// <summary>Chosen by the router; null before, and for requests that the proxy answers itself.</summary>
    public BackendPlan? Backend
    {
        get => _backend;
        internal set
        {
            LeaveBackend();
            _backend = value;
            value?.State.Enter(Place.Loop.Index, Place.Loop.Clock.NowMs);
        }
    }

    /// <summary>Chosen by the balancer or by persistence; stays until the exchange is over, so that its log line can name it.</summary>
    public ServerState? Server { get; internal set; }

    /// <summary>What the log shows as the server when one of the proxy's own services answers: "&lt;STATS&gt;"; empty mostly.</summary>
    public byte[] Service { get; set; } = [];

    public RequestHead Request { get; }

    public ResponseHead Response { get; }

    /// <summary>When its phases ended.</summary>
    public ref ExchangeTimes Times => ref _times;

    /// <summary>Bytes that last as long as the exchange: captures, variables, replies made on the way.</summary>
    public ByteArena Arena { get; } = new();

    /// <summary>What is kept of both messages for the log line and for rules.</summary>
    public Captures Captures { get; }

    /// <summary>What the log line says beyond all this.</summary>
    public AccessRecord Record { get; }

    /// <summary>Variables of scope <c>txn</c>.</summary>
    public VariableStore Variables { get; }

    /// <summary>Variables of scope <c>req</c>.</summary>
    public VariableStore RequestVariables { get; }

    /// <summary>Variables of scope <c>res</c>.</summary>
    public VariableStore ResponseVariables { get; }

    /// <summary>The last rule that ended the reading of its ruleset; null before any did.</summary>
    public Statement? LastRule { get; internal set; }

    /// <summary>The proxy's own answers, where it gives one.</summary>
    public ExchangeReplies Replies { get; }

    /// <summary>What caches do for it; null until a rule names one.</summary>
    public ExchangeCache? Cache { get; private set; }

    /// <summary>What is compressed on the way.</summary>
    public ExchangeCompression Compression { get; }

    /// <summary>Where the heads of both messages stand while rules edit them.</summary>
    internal HeadBlocks Heads { get; }

    /// <summary>Both ends of the server's connection.</summary>
    public ServerAddresses ServerAddresses { get; }

    /// <summary>What rules have set for this exchange alone.</summary>
    public ExchangeSettings Settings { get; } = new();

    /// <summary><c>timeout client</c> as it holds for this exchange, ms; 0 = infinite.</summary>
    internal int ClientTimeoutMs => Settings.ClientTimeoutMs ?? Frontend.Timeouts.ClientMs;

    /// <summary><c>timeout server</c>, likewise; once there is a backend.</summary>
    internal int ServerTimeoutMs => Settings.ServerTimeoutMs ?? Backend!.Timeouts.ServerMs;

    /// <summary><c>timeout tunnel</c>, likewise.</summary>
    internal int TunnelTimeoutMs => Settings.TunnelTimeoutMs ?? Backend!.Timeouts.TunnelMs;

    /// <summary>What keeps its client at a server.</summary>
    public Persistence Persistence { get; }

    /// <summary>What it counts in stick tables.</summary>
    public Tracking Tracking { get; }

    /// <summary>Of the rule that is read now.</summary>
    public RuleWait RuleWait { get; }

    /// <summary>True for a request to <c>monitor-uri</c>: it leaves no line in the log.</summary>
    public bool IsMonitor { get; internal set; }

    /// <summary>True when the server may switch protocols. Not to h2c: whoever got that through would speak HTTP/2 behind the proxy's rules.</summary>
    internal bool AsksForUpgrade => Request.Upgrade is UpgradeProtocol.WebSocket or UpgradeProtocol.Other;

    internal BodyFraming RequestBody { get; set; }

    /// <summary>What has come of the request's body before it is sent on.</summary>
    public HeldBody RequestContent { get; }

    /// <summary>The same of the response's body.</summary>
    public HeldBody ResponseContent { get; }

    /// <summary>Whether a TCP session carries HTTP.</summary>
    internal HttpInspection Inspection { get; }

    /// <summary>Status of the final response that a server gave; 0 before.</summary>
    public int ServerStatus { get; internal set; }

    /// <summary>Bytes of the response head as it arrived; they are consumed once it has been written on.</summary>
    internal int ResponseHeadBytes { get; set; }

    internal RelayLink Upload { get; }

    internal RelayLink Download { get; }

    /// <summary>Where both messages stand: whether connections may serve another exchange.</summary>
    internal ExchangeProgress Progress;

    /// <summary>Why the exchange ends early; null while it does not. The first cause wins.</summary>
    public Termination? Cause { get; private set; }

    /// <summary>True while nothing has gone wrong: the server's response is carried, or a rule has answered.</summary>
    internal bool EndsWell => Cause is null || Cause.IsClean;

    /// <summary>What was wrong with the bytes of either side, beside <see cref="Cause"/>.</summary>
    public HttpFault Fault { get; internal set; }

    /// <summary>True once bytes of a final response were given to the client: no other answer is possible.</summary>
    public bool ResponseBegun { get; internal set; }

    /// <summary>Status sent to the client; 0 before.</summary>
    public int Status { get; internal set; }

    /// <summary>Its steps.</summary>
    internal ExchangeCourse Course { get; }

    /// <summary>What either side is waited for.</summary>
    internal ExchangeWaits Waits { get; }

    internal RequestSender Sender { get; }

    internal ServerAttempts Attempts { get; }

    internal ServerConnection ServerConnection => Attempts.Connection!;

    internal SocketConnection ServerPipe => Attempts.Connection!.Pipe;

    /// <summary>A connection that was closed before it brought a byte: nothing to do but to say so in the log.</summary>
    internal void RunEmpty(ClientConnection client)
    {
        Begin(client);
        Terminate(Termination.ClientClosedInRequest);
        Status = Termination.ClientClosedInRequest.Status;
        Settle();
    }

    /// <summary>A rule limits how fast the request's body, or the response's, goes on; a session's bytes likewise (<c>set-bandwidth-limit</c>).</summary>
    /// <param name="limit">Which direction, the least piece, and its place among filters.</param>
    /// <param name="bytesMax">In each period; 1 at least.</param>
    /// <param name="periodMs">1 at least.</param>
    public void LimitBandwidth(BandwidthLimitConfig limit, long bytesMax, int periodMs) =>
        (limit.IsOut ? Download : Upload).Limit(bytesMax, periodMs, limit.MinBytes, Compression.IsBefore(limit));

    /// <summary>The same, together with all others of that key in the table.</summary>
    public void ShareBandwidth(BandwidthLimitConfig limit, StickTableShared table, ReadOnlySpan<byte> key) =>
        (limit.IsOut ? Download : Upload).Share(limit, table, key, Compression.IsBefore(limit));

    /// <summary>For rules that name a cache.</summary>
    public ExchangeCache UseCache() => Cache ??= new ExchangeCache(this);

    /// <summary>True once a cache has the response: no server is asked.</summary>
    internal bool HasCacheHit => Cache is { HasHit: true };

    /// <summary>The proxy has answered without a server, and well.</summary>
    internal void EndLocally() => Cause ??= Termination.Local;

    /// <summary>TCP mode: what rules say about the server's first bytes.</summary>
    internal LoopTask InspectResponseAsync() => Course.Responder.InspectAsync();

    /// <summary>Ends the exchange: whatever it waits for returns cancelled. The first cause stays.</summary>
    internal void Terminate(Termination cause)
    {
        Cause ??= cause;
        RuleWait.End();
        Upload.Pace?.End();
        Download.Pace?.End();
        _client?.Pipe.CancelWaits();
        Attempts.CancelWaits();
    }

    /// <summary>A rule ends the exchange.</summary>
    internal void End(in RuleVerdict verdict)
    {
        if (verdict.Kind == RuleVerdictKind.Drop)
        {
            Client.DropAtClose();
        }
        else if (verdict.Cause == Termination.Tarpitted)
        {
            // CFG 8.4: the time in the tarpit counts as time in queues.
            _times.PickMs = Place.Loop.Clock.NowMs;
        }

        Terminate(verdict.Cause!);
    }

    /// <summary>CFG 4.2 option http-use-proxy-header: for requests that are written as to a proxy, with a whole URI.</summary>
    public bool UsesProxyConnection => Frontend.UsesProxyConnection && Request.Target is [not ((byte)'/' or (byte)'*'), ..];

    /// <summary>True once the head of the request is there.</summary>
    internal bool HasRequest => Request.BytesUsed > 0;

    /// <summary>The TLS session with the server; null without one.</summary>
    public TlsSession? ServerTls => Attempts.Connection?.Pipe.Tls;

    /// <summary>What the kernel has measured of the server's connection. False: nothing, or there is none.</summary>
    public bool TryGetServerInfo(out TcpInfo info)
    {
        info = default;
        return Attempts.Connection is { } connection && Place.Loop.Sockets.TryGetTcpInfo(connection.Pipe.Fd, out info);
    }

    /// <summary>True when the server's connection had served before.</summary>
    public bool ServerWasReused => Attempts.Connection is { IsReused: true };

    internal void Begin(ClientConnection client)
    {
        _client = client;
        _times.IdleMs = client.IdleSinceMs;
        _times.BeginMs = Place.Loop.Clock.NowMs;
        _times.BeginUtc = Place.Loop.Clock.UtcNow;
        Progress = default;
        Place.Counters.Requests++;
        client.Frontend.State.Traffic.Of(Place.Loop.Index).Add(TrafficCount.Requests, 1);
        client.Frontend.State.RequestRate.Count(Place.Loop.Index, _times.BeginMs);
        if (Place.Plan.VariableLimits.IsSet)
        {
            Variables.Outer = client.Variables;
        }

        Captures.Begin(client.Frontend.Captures);
        AccessLog.WriteConnect(this);
    }

    /// <summary>The exchange is no longer among those of its backend, which stays known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LeaveBackend()
    {
        if (_backend is not null && !_hasLeftBackend)
        {
            _backend.State.Leave(Place.Loop.Index);
        }
    }

    /// <summary>True when the client connection may serve another exchange.</summary>
    internal bool Settle()
    {
        Waits.Stop();
        if (EndsWell)
        {
            Place.Counters.Completed++;
        }
        else
        {
            Place.Counters.Terminated++;
        }

        if (Server is { IsObserved: true } observed)
        {
            TrafficObserver.OnEnd(observed, this);
        }

        Record.KeepServerSource();
        bool tracks = Tracking.IsActive;
        if (tracks)
        {
            Tracking.OnEnd();
        }

        Attempts.Release(keep: Cause is null && Course.Responder.ServerKeeps && Progress.CanReuse);
        _times.EndMs = Place.Loop.Clock.NowMs;
        TrafficTally.Settle(this);
        LeaveBackend();
        _hasLeftBackend = true;

        // :: 10 log
        AccessLog.Write(this);
        if (tracks)
        {
            Tracking.Clear();
        }

        bool again = (Cause is null || Course.Responder.HasAnswered) && Course.Responder.ClientKeeps && Progress.CanReuse && Client.Pipe.Error == 0;
        if (!again && Request.WantsKeepAlive && !ReferenceEquals(Cause, Termination.Stopped))
        {
            // The client may have sent its next request already; closing on that would destroy what it has not received yet.
            Client.LingerAtClose();
        }

        Reset();
        return again;
    }

    private void Reset()
    {
        Heads.Release();
        Request.Reset();
        Course.Reset();
        RuleWait.Reset();
        Upload.Reset();
        Download.Reset();
        Upload.Pace?.Clear();
        Download.Pace?.Clear();
        Sender.Reset();
        Attempts.Reset();
        RequestVariables.Clear();
        ResponseVariables.Clear();
        Variables.Clear();
        Arena.Clear();
        _times = default;
        _hasLeftBackend = false;
        Captures.Clear();
        Record.Clear();
        Server = null;
        if (Service.Length > 0)
        {
            Service = [];
        }

        IsMonitor = false;
        LastRule = null;
        if (_backend is { Persistence: not null })
        {
            Persistence.Reset();
        }

        _backend = null;
        Settings.Reset();
        Compression.Reset();
        Cache?.Reset();
        Cause = null;
        Fault = HttpFault.None;
        ResponseBegun = false;
        Status = ServerStatus = 0;
        RequestContent.Release();
        ResponseContent.Release();
        Inspection.Reset();
        RequestBody = default;
        _client = null;
    }
}
