using System;
using Engine.Config.Model;
using Engine.IO.Addressing;
using Engine.IO.Loop;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.IO.Tls;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Logs;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.Rules;
using Engine.Proxy.Samples;
using Engine.Proxy.Servers;
using Engine.Proxy.State;
using Engine.Proxy.Tables;
using Engine.Proxy.Tls;
using Engine.Proxy.Variables;

namespace Engine.Proxy.Clients;

/// <summary>
/// A connection from a client, from accept to close, on one loop for life. Between exchanges it holds no buffer and no exchange:
/// this object, its socket and one suspended method are all that an idle client costs.
/// </summary>
public sealed class ClientConnection : ITimerOwner, IConnectionOwner
{
    private readonly ProxyLoop _place;
    private readonly LoopTimer _timer;
    private FrontendPlan? _frontend;
    private ListenerPlan? _listener;
    private VariableStore? _variables;
    private ByteArena? _arena;
    private ClientWait _wait;
    private bool _lingers;
    private bool _resets;
    private bool _cutOff;
    private ClientEnds _ends;

    internal ClientConnection(ProxyLoop place)
    {
        _place = place;
        _timer = new LoopTimer(this);
        Pipe = new SocketConnection(place.Loop);
    }

    internal ClientConnection? NextClient { get; set; }
    internal ClientConnection? PreviousClient { get; set; }
    internal SocketConnection Pipe { get; }

    /// <summary>Of this connection alone, in the whole process.</summary>
    internal long Number { get; private set; }

    public FrontendPlan Frontend => _frontend!;
    /// <summary>True once a reload has taken the frontend away, or what it listens on: no further request is served.</summary>
    internal bool IsRetired => _place.Plan.FindFrontend(Frontend.Name)?.FindListener(Listener) is null;

    /// <summary>Both ends of the connection, and what is said about them.</summary>
    internal ref ClientEnds Ends => ref _ends;

    /// <summary>Where the client is said to be: the other end of the connection, unless a rule knows better (<c>set-src</c>).</summary>
    public EndpointAddress Address => _ends.Source;

    /// <summary>The same as text, such as <c>unix</c> for what is no IP address: bytes written.</summary>
    /// <param name="to">Room for <see cref="AddressText.IPv6BytesMax"/> bytes at least.</param>
    public int WriteAddress(Span<byte> to) => _ends.WriteSource(to);

    /// <summary>The other end of the connection.</summary>
    public EndpointAddress ConnectionAddress => _ends.ConnectionSource;

    /// <summary>Loop time at which the connection was accepted, ms.</summary>
    public long AcceptedMs { get; private set; }

    /// <summary>The same as wall-clock time, UTC.</summary>
    public DateTime AcceptedUtc { get; private set; }

    /// <summary>Loop time since which the connection waits for a request, ms.</summary>
    internal long IdleSinceMs { get; private set; }

    /// <summary>The listener it came in by.</summary>
    public ListenerPlan Listener => _listener!;

    /// <summary>Variables of scope <c>sess</c>; made when the first one is set.</summary>
    public VariableStore Variables => _variables ??= new VariableStore(_arena ??= new ByteArena(), _place.Plan.VariableLimits, VariableScope.Session);

    /// <summary>The address the client connected to, unless a rule knows better (<c>set-dst</c>). False when the connection is gone.</summary>
    public bool TryGetLocal(out EndpointAddress local) => _ends.TryGetDestination(Pipe.Fd, out local);

    /// <summary>This end of the connection; asked of the kernel once. False when the connection is gone.</summary>
    public bool TryGetConnectionLocal(out EndpointAddress local) => _ends.TryGetLocal(Pipe.Fd, out local);

    /// <summary>What the kernel has measured of the connection. False: nothing.</summary>
    public bool TryGetTcpInfo(out TcpInfo info) => _place.Loop.Sockets.TryGetTcpInfo(Pipe.Fd, out info);

    /// <summary><c>set-src</c>: for this exchange, or for the whole connection before there is one.</summary>
    public void SetSource(in EndpointAddress address) => _ends.SetSource(address, forAll: Exchange is null);

    /// <summary><c>set-dst</c>, likewise.</summary>
    public void SetDestination(in EndpointAddress address) => _ends.SetDestination(address, forAll: Exchange is null);

    /// <summary>True when a PROXY header comes first: <c>accept-proxy</c>, or a rule that says so as the connection is accepted.</summary>
    public bool ExpectsProxyHeader { get; set; }

    /// <summary>The header that came first; null without.</summary>
    public ReceivedProxyHeader? ProxyHeader { get; internal set; }

    /// <summary>Why there was no session; null while nothing went wrong.</summary>
    public StartFault? StartFault { get; internal set; }

    /// <summary>The keys that rules on the connection track; null until there is one.</summary>
    public StickTrackers? Trackers { get; private set; }

    /// <summary>From now to its end the connection counts there. A number that is in use keeps its key.</summary>
    public void Track(int index, StickTableShared table, ReadOnlySpan<byte> key)
    {
        Trackers ??= new StickTrackers(_place.Plan.Global.Tune.StickCounters);
        if (!Trackers.TryGet(index, out _))
        {
            Trackers.Track(index, table, key, _place.Loop.Clock.NowMs);
        }
    }

    /// <summary>Requests begun on this connection.</summary>
    public int Requests { get; private set; }

    /// <summary>Idle server connections of this client alone; null until there is one.</summary>
    internal HeldConnections? Held { get; private set; }

    /// <summary>The exchange under way; null between exchanges.</summary>
    internal Exchange? Exchange { get; private set; }

    // :: 1 accept
    internal void Start(FrontendPlan frontend, ListenerPlan listener, int fd, in EndpointAddress address)
    {
        Begin(frontend, listener, address);
        IsTls = listener.Tls is not null;
        _place.Counters.Connections++;
        frontend.State.CountAccepted(_place.Loop.Index);
        listener.Traffic?.Of(_place.Loop.Index).Add(TrafficCount.Picks, 1);
        frontend.State.SessionRate.Count(_place.Loop.Index, _place.Loop.Clock.NowMs);
        _place.Clients.Add(this);
        Pipe.OpenAccepted(fd);
        Pipe.Owner = this;
        // Before there is a session nothing was said, so that no FIN has to be waited for: a reset costs neither side anything more.
        _resets = !ConnectionRules.Admit(_place, this, frontend.Rules.TcpRequestConnection, RulePoints.TcpConnection);
        if (_resets)
        {
            if (_place.Plan.AcceptRates.Limit(frontend.State))
            {
                _place.Plan.AcceptRates.LeaveSession(frontend.State, _place.Loop.Clock.NowMs);
            }

            Refuse(TrafficCount.DeniedConnections);
        }
        else if (ExpectsProxyHeader || listener.Tls is not null)
        {
            StartSlowAsync().Forget();
        }
        else
        {
            StartSession();
        }
    }

    private void StartSession()
    {
        if (!ConnectionRules.Admit(_place, this, Frontend.Rules.TcpRequestSession, RulePoints.TcpSession))
        {
            Refuse(TrafficCount.DeniedSessions);
            return;
        }

        Trackers?.Count(StickEvent.Session, null, _place.Loop.Clock.NowMs);
        ServeAsync().Forget();
    }

    private void Refuse(TrafficCount counted)
    {
        Frontend.State.Traffic.Of(_place.Loop.Index).Add(counted, 1);
        Leave();
    }

    /// <summary>True exactly when the client came in by a listener that speaks TLS, whatever a reload has made of that since.</summary>
    public bool IsTls { get; internal set; }

    /// <summary>The TLS session with the client; null on a plain connection.</summary>
    public TlsSession? Tls => Pipe.Tls;

    /// <summary>How the handshake ended, once it has.</summary>
    public TlsFailure HandshakeFailure { get; internal set; }

    private async LoopTask StartSlowAsync()
    {
        bool isReady = await ClientPrologue.RunAsync(_place, this);
        StopWaiting();
        IdleSinceMs = _place.Loop.Clock.NowMs;
        if (isReady)
        {
            StartSession();
            return;
        }

        if (!_cutOff)
        {
            HandshakeLog.Write(_place, this);
        }

        Leave();
    }

    /// <summary>Who connects, and by which way in.</summary>
    internal void Begin(FrontendPlan frontend, ListenerPlan listener, in EndpointAddress address)
    {
        _frontend = frontend;
        _listener = listener;
        _ends.Begin(address);
        Number = _place.NextClientNumber();
        AcceptedMs = IdleSinceMs = _place.Loop.Clock.NowMs;
        AcceptedUtc = _place.Loop.Clock.UtcNow;
        Requests = 0;
        ExpectsProxyHeader = listener.Bind.AcceptsProxy;
        HandshakeFailure = TlsFailure.None;
    }

    /// <summary>Arms the client's timer with what it is waited for; 0 ms = for ever.</summary>
    internal void Await(ClientWait wait, int timeoutMs)
    {
        _wait = wait;
        if (timeoutMs > 0)
        {
            _place.Loop.Timers.Set(_timer, _place.Loop.Clock.NowMs + timeoutMs);
        }
        else
        {
            _timer.Clear();
        }
    }

    /// <summary>Keeps an idle server connection for this client alone. False: close it.</summary>
    internal bool TryHold(ServerConnection connection) => (Held ??= new HeldConnections(_place, Frontend.SessionServerConnectionsMax)).TryKeep(connection);

    internal void StopWaiting()
    {
        _wait = ClientWait.None;
        _timer.Clear();
    }

    /// <summary>The last response leaves before the request was read to its end: read on a little before closing.</summary>
    internal void LingerAtClose() => _lingers = true;

    /// <summary>The response is incomplete and only a reset can tell: the client must not take what it has for all.</summary>
    internal void ResetAtClose() => _resets = true;

    /// <summary>Nothing more is said to the client, not even that the connection is closed (<c>silent-drop</c>).</summary>
    internal void DropAtClose()
    {
        _place.Loop.Sockets.Silence(Pipe.Fd, ResetHops);
        _resets = true;
    }

    /// <summary><c>silent-drop rst-ttl</c>: after that many hops the reset is lost, so that who stands in between hears of it; 0 = nobody does.</summary>
    public int ResetHops { get; set; }

    /// <summary>Marks what is sent to the client for netfilter and routing, as far as the kernel lets us.</summary>
    public void SetMark(int mark) => _ = _place.Loop.Sockets.SetMark(Pipe.Fd, mark);

    /// <summary>The DS field of what is sent to the client, as far as the kernel lets us.</summary>
    public void SetTrafficClass(int value) => _ = _place.Loop.Sockets.SetTrafficClass(Pipe.Fd, value);

    /// <summary>Closes the connection when it waits for a further request (soft stop).</summary>
    internal void CloseIfIdle()
    {
        if (Exchange is null && _wait == ClientWait.NextRequest && !Frontend.ClosesIdleWithResponse)
        {
            Pipe.CancelWaits();
        }
    }

    /// <summary>Ends it now, whatever it is doing (hard stop): who has sent no request gets no answer, and nobody is lingered for.</summary>
    internal void Terminate(Termination cause)
    {
        _cutOff = true;
        if (Exchange is { } exchange)
        {
            exchange.Terminate(cause);
        }
        else
        {
            Pipe.CancelWaits();
        }
    }

    public void OnTimer(LoopTimer timer)
    {
        if (Exchange is { } exchange)
        {
            exchange.Waits.OnClientTimeout(_wait);
        }
        else
        {
            Pipe.CancelWaits();
        }
    }

    /// <summary>The client closed, or sent ahead, while its exchange waits for a server.</summary>
    public void OnUnreadInput(Connection connection)
    {
        if (connection.PeerClosed)
        {
            Exchange?.Waits.OnClientGone();
        }
    }

    private async LoopTask ServeAsync()
    {
        bool again;
        if (Frontend.Mode == ProxyMode.Tcp)
        {
            again = false;
            Exchange session = _place.RentExchange();
            Exchange = session;
            Requests = 1;
            await session.Course.RunTcpAsync(this);
            Exchange = null;
            _place.Return(session);
        }
        else
        {
            Await(ClientWait.RequestHead, Frontend.Timeouts.HttpRequestMs);
            again = true;
        }

        while (again)
        {
            bool canceled = !Pipe.Input.TryFill(0) && !await Pipe.Input.WaitAsync();
            if (Pipe.Output.UnflushedBytes > 0 && !canceled)
            {
                again = await ResponseRest.SendAsync(this);
                continue;
            }

            if (!TryBeginExchange(canceled))
            {
                break;
            }

            // No local names the exchange: each write to one that lives across a wait is a write to the heap.
            Step step;
            while ((step = Exchange!.Course.TryGoOn()) == Step.Wait)
            {
                await Exchange.Course.Awaited.WaitAsync();
            }

            bool keeps = step == Step.Done ? Exchange.Settle() : await Exchange.Course.RunAsync();
            again = EndExchange(keeps);
        }

        await CloseAsync();
        Leave();
    }

    /// <summary>After a reload: the next request is served as the new configuration says. False: it has no such frontend, or not here.</summary>
    private bool TryGoOn()
    {
        if (ReferenceEquals(Frontend.Plan, _place.Plan))
        {
            return true;
        }

        FrontendPlan? successor = _place.Plan.FindFrontend(Frontend.Name);
        if (successor?.FindListener(Listener) is not { } listener || successor.Mode != Frontend.Mode)
        {
            return false;
        }

        _frontend = successor;
        _listener = listener;
        return true;
    }

    /// <summary>True when the connection serves another one.</summary>
    private bool EndExchange(bool keeps)
    {
        bool again = keeps && !_place.ClosesIdle && TryGoOn();
        _lingers |= keeps && !again;
        _place.Return(Exchange!);
        Exchange = null;
        _ends.EndExchange();
        IdleSinceMs = _place.Loop.Clock.NowMs;
        Await(ClientWait.NextRequest, Frontend.Timeouts.HttpKeepAliveMs);
        return again;
    }

    /// <summary>False when no request will come: the client closed, or did not send any in time.</summary>
    private bool TryBeginExchange(bool canceled)
    {
        if (Pipe.Input.Unread.IsEmpty)
        {
            // A first connection that sends nothing still gets its 408, unless probes are ignored (CFG 4.2 option http-ignore-probes).
            bool answer = canceled && !_cutOff && _wait == ClientWait.RequestHead && !Frontend.IgnoreProbes;
            if (!answer)
            {
                SilentClient.OnClosed(_place, this, isFirst: _wait == ClientWait.RequestHead);
                return false;
            }
        }
        else if (_wait == ClientWait.NextRequest)
        {
            Await(ClientWait.RequestHead, Frontend.Timeouts.HttpRequestMs);
        }

        if (!TryGoOn())
        {
            _lingers = true;
            return false;
        }

        Requests++;
        Exchange exchange = _place.RentExchange();
        Exchange = exchange;
        if (canceled)
        {
            exchange.Terminate(Termination.RequestTimeout);
        }

        exchange.Begin(this);
        return true;
    }

    /// <summary>
    /// Closes so that the client can read what was sent: closing with unread input would make the kernel send a reset, which may
    /// overtake the response (RFC 9112 section 9.6).
    /// </summary>
    private async LoopTask CloseAsync()
    {
        if (!Pipe.IsOpen || Pipe.Error != 0)
        {
            return;
        }

        if (Pipe.Output.UnflushedBytes > 0 && !_resets && !_cutOff)
        {
            _ = await ResponseRest.SendAsync(this);
        }

        if ((_lingers || Pipe.HasUnreadInput) && !_resets && !Frontend.ResetsAtClose && !_cutOff && !Pipe.IsReset)
        {
            await LingeringClose.RunAsync(this);
        }
    }

    private void Leave()
    {
        _place.Loop.Timers.Remove(_timer);
        Trackers?.Clear(_place.Loop.Clock.NowMs);
        Pipe.Close(reset: _resets || Frontend.ResetsAtClose);
        Held?.Clear();
        _place.Clients.Remove(this);
        if (IsTls)
        {
            IsTls = false;
            _place.LeaveTls();
        }

        _place.LeaveFrontend(Frontend);
        _lingers = false;
        _resets = false;
        ResetHops = 0;
        _cutOff = false;
        ProxyHeader = null;
        StartFault = null;
        _frontend = null;
        _listener = null;
        _variables?.Clear();
        _variables = null;
        _arena = null;
        _wait = ClientWait.None;
        _place.Return(this);
        _place.EndWhenEmpty();
    }
}
