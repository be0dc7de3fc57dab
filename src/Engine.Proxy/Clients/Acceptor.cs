using Engine.IO.Addressing;
using Engine.IO.Listening;
using Engine.IO.Loop;
using Engine.IO.Polling;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.State;

namespace Engine.Proxy.Clients;

/// <summary>
/// Accepts the connections of one listening socket on one loop. Where there is no room (<c>maxconn</c>) or no descriptor, it
/// stops asking: the kernel's backlog holds, and nothing spins.
/// </summary>
internal sealed class Acceptor : PollHandler, ITimerOwner
{
    /// <summary>How long to wait for descriptors to come back after EMFILE or ENFILE, ms.</summary>
    private const int ExhaustedPauseMs = 100;

    /// <summary><c>tune.maxaccept</c>: connections taken in one go, so that a flood does not starve those already here.</summary>
    private const int BatchDefault = 64;

    /// <summary>RFC 6335 section 6: lower ones are system ports.</summary>
    private const int FirstUserPort = 1024;

    private readonly ProxyLoop _place;
    private FrontendPlan _frontend;
    private ListenerPlan _listener;
    private readonly Listener _socket;
    private readonly LoopTimer _pause;
    private readonly int _batch;
    private bool _more;
    private bool _closed;

    /// <summary>True exactly between <see cref="Pause"/> and <see cref="GoOn"/>.</summary>
    private bool _isPaused;

    internal Acceptor(ProxyLoop place, FrontendPlan frontend, ListenerPlan listener, Listener socket)
    {
        _place = place;
        _frontend = frontend;
        _listener = listener;
        _socket = socket;
        _pause = new LoopTimer(this);
        _batch = place.Plan.Global.Tune.MaxAccept is > 0 and int max ? max : BatchDefault;
    }

    internal FrontendPlan Frontend => _frontend;

    internal ListenerPlan Listener => _listener;

    /// <summary>Connections accepted from now on are that frontend's.</summary>
    internal void Assign(FrontendPlan frontend, ListenerPlan listener)
    {
        _frontend = frontend;
        _listener = listener;
    }

    /// <summary>Closes the socket of an acceptor that was never started.</summary>
    internal void Abandon() => _socket.Dispose();

    internal void Start() => _place.Loop.Watch(_socket.Fd, this);

    /// <summary>A copy of the socket for another process; null for one that is not to be had: unix, inherited, without a descriptor left.</summary>
    internal HandedSocket? Duplicate()
    {
        bool isOurs = !_closed && _socket is ListenSocket { IsInherited: false, Endpoint.IsIP: true };
        int fd = isOurs ? SocketHandover.Duplicate(_socket.Fd) : -1;
        return fd < 0 ? null : new HandedSocket(fd, ((ListenSocket)_socket).Endpoint, _listener.Options.Interface ?? "");
    }

    /// <summary>Nothing is accepted for now (<c>disable frontend</c>).</summary>
    internal void Pause()
    {
        if (!_closed)
        {
            _isPaused = true;
            _socket.Suspend();
        }
    }

    /// <summary>Accepts again.</summary>
    internal void GoOn()
    {
        if (!_closed && _isPaused)
        {
            _isPaused = false;
            _socket.ListenAgain();
            Accept();
        }
    }

    /// <summary>Room was made in a full frontend.</summary>
    internal void Resume()
    {
        if (_more && !_closed && !_isPaused)
        {
            Accept();
        }
    }

    /// <summary>Closes the socket. Whoever is in its backlog has been told that he is connected: he is served first, as far as there is room.</summary>
    internal void Stop()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        while (_frontend.State.TryEnter())
        {
            if (_socket.TryAccept(out int fd, out EndpointAddress address) != AcceptResult.Accepted)
            {
                _place.LeaveFrontend(_frontend);
                break;
            }

            if (IsUnwanted(address))
            {
                Drop(fd);
                _place.LeaveFrontend(_frontend);
                continue;
            }

            _place.RentClient().Start(_frontend, _listener, fd, address);
        }

        _place.Loop.Timers.Remove(_pause);
        _place.Loop.Forget(this);
        _socket.Dispose();
    }

    protected override void OnReady(ReadyFlags flags)
    {
        if (!_isPaused)
        {
            Accept();
        }
    }

    void ITimerOwner.OnTimer(LoopTimer timer) => Resume();

    /// <summary>False where <c>maxsslconn</c> or <c>maxsslrate</c> is reached: the backlog holds until somebody leaves or the second is over.</summary>
    private bool MayShakeHands()
    {
        long nowMs = _place.Loop.Clock.NowMs;
        if (_place.Plan.Tls!.Gate.TryEnter(nowMs, out int waitMs))
        {
            return true;
        }

        if (waitMs > 0)
        {
            _place.Loop.Timers.Set(_pause, nowMs + waitMs);
        }

        return false;
    }

    /// <summary>False where a rate is exhausted (<c>maxconnrate</c>, <c>maxsessrate</c>, <c>rate-limit sessions</c>): the backlog holds until the second is over.</summary>
    private bool MayTakeMore()
    {
        AcceptRatesShared rates = _place.Plan.AcceptRates;
        long nowMs = _place.Loop.Clock.NowMs;
        if (!rates.Limit(_frontend.State) || rates.TryEnter(_frontend.State, nowMs))
        {
            return true;
        }

        _place.Loop.Timers.Set(_pause, nowMs + RateLimitShared.WaitMs(nowMs));
        return false;
    }

    /// <summary>CFG 3.1 harden.reject-privileged-ports.tcp: such ports are servers', whose answers somebody may have asked for in our name.</summary>
    private bool IsUnwanted(in EndpointAddress address) => _place.Plan.Global.RejectsPrivilegedPorts && address.IsIP && address.Port is > 0 and < FirstUserPort;

    private void Drop(int fd)
    {
        _place.Loop.Sockets.Close(fd, reset: true);
        _frontend.State.Traffic.Of(_place.Loop.Index).Add(TrafficCount.DeniedConnections, 1);
    }

    /// <summary>Gives back what was counted for a client who did not come.</summary>
    private void LeaveRates()
    {
        if (_place.Plan.AcceptRates.Limit(_frontend.State))
        {
            _place.Plan.AcceptRates.Leave(_frontend.State, _place.Loop.Clock.NowMs);
        }
    }

    private void Accept()
    {
        // True until the backlog is known to be empty: no edge will tell of what was left in it.
        _more = true;
        for (int i = 0; i < _batch; i++)
        {
            if (!MayTakeMore())
            {
                return;
            }

            if (!_frontend.State.TryEnter())
            {
                LeaveRates();
                return; // Resume() follows when somebody leaves
            }

            if (_listener.Tls is not null && !MayShakeHands())
            {
                LeaveRates();
                _place.LeaveFrontend(_frontend);
                return;
            }

            AcceptResult result = _socket.TryAccept(out int fd, out EndpointAddress address);
            if (result == AcceptResult.Accepted && !IsUnwanted(address))
            {
                _place.RentClient().Start(_frontend, _listener, fd, address);
                continue;
            }

            LeaveRates();
            _place.LeaveFrontend(_frontend);
            if (_listener.Tls is not null)
            {
                _place.LeaveTls();
            }

            if (result == AcceptResult.Accepted)
            {
                Drop(fd);
                continue;
            }

            if (result == AcceptResult.Retry)
            {
                continue;
            }

            _more = result == AcceptResult.Exhausted;
            if (_more)
            {
                _place.Loop.Timers.Set(_pause, _place.Loop.Clock.NowMs + ExhaustedPauseMs);
            }

            return;
        }

        // In the next turn: those already here come first.
        _place.Loop.Post(static state => ((Acceptor)state!).Resume(), this);
    }
}
