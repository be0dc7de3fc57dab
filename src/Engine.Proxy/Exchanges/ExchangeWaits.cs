using System;
using Engine.IO.Loop;
using Engine.Proxy.Clients;
using Engine.Proxy.Relays;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// What an exchange waits for on either side, and so what it means when that side's timer comes due or the client leaves
/// (semantics: timers). The server's timer lives here; the client's runs between exchanges too and lives with its connection.
/// </summary>
internal sealed class ExchangeWaits : ITimerOwner
{
    private readonly Exchange _exchange;
    private readonly LoopTimer _timer;
    private ServerWait _wait;
    private RelayWait _upload;
    private RelayWait _download;

    /// <summary>True while both connections are one pipe in each direction.</summary>
    private bool _isTunnel;
    private int _clientTunnelMs;
    private int _serverTunnelMs;

    internal ExchangeWaits(Exchange exchange)
    {
        _exchange = exchange;
        _timer = new LoopTimer(this);
    }

    /// <summary>Arms the server's timer with what it is waited for; 0 ms = for ever.</summary>
    internal void Await(ServerWait wait, int timeoutMs)
    {
        _wait = wait;
        if (timeoutMs > 0)
        {
            EventLoop loop = _exchange.Place.Loop;
            loop.Timers.Set(_timer, loop.Clock.NowMs + timeoutMs);
        }
        else
        {
            _timer.Clear();
        }
    }

    /// <summary>Neither side is waited for.</summary>
    internal void Stop()
    {
        _upload = _download = RelayWait.None;
        _isTunnel = false;
        Await(ServerWait.None, 0);
        _exchange.Client.StopWaiting();
    }

    /// <summary>A relay waits for more from its source: the timers of both sides run anew.</summary>
    internal void AwaitSource(Direction direction) => AwaitRelay(direction, RelayWait.Source);

    /// <summary>A relay waits for room at its sink: the timers of both sides run anew.</summary>
    internal void AwaitSink(Direction direction) => AwaitRelay(direction, RelayWait.Sink);

    /// <summary>The request body has ended; what the response waits for is waited for still.</summary>
    internal void OnUploadEnd()
    {
        _upload = RelayWait.None;
        Rearm();
        if (!_exchange.ResponseBegun)
        {
            Await(ServerWait.Response, _exchange.ServerTimeoutMs);
        }
    }

    /// <summary>This direction stands still by our own will: neither side is to blame.</summary>
    internal void AwaitNobody(Direction direction) => AwaitRelay(direction, RelayWait.None);

    /// <summary>The response has ended, the request body not yet.</summary>
    internal void OnDownloadEnd()
    {
        _download = RelayWait.None;
        Rearm();
    }

    /// <summary>From here on bytes are relayed both ways: <c>timeout tunnel</c> rules alone, or those of both sides.</summary>
    internal void BeginTunnel()
    {
        int tunnelMs = _exchange.TunnelTimeoutMs;
        _clientTunnelMs = tunnelMs > 0 ? tunnelMs : _exchange.ClientTimeoutMs;
        _serverTunnelMs = tunnelMs > 0 ? 0 : _exchange.ServerTimeoutMs;
        _isTunnel = true;
        AwaitTunnel();
    }

    /// <summary>
    /// One side has closed and the other was told: how long that one may go on alone is bounded by its own <c>client-fin</c> or
    /// <c>server-fin</c>, where set.
    /// </summary>
    internal void OnTunnelHalfClosed(Direction ended)
    {
        int clientFinMs = _exchange.Frontend.Timeouts.ClientFinMs;
        int serverFinMs = _exchange.Backend!.Timeouts.ServerFinMs;
        if (ended == Direction.Request && serverFinMs > 0)
        {
            _serverTunnelMs = serverFinMs;
        }
        else if (ended == Direction.Response && clientFinMs > 0)
        {
            _clientTunnelMs = clientFinMs;
        }

        AwaitTunnel();
    }

    /// <summary>The client's timer came due.</summary>
    internal void OnClientTimeout(ClientWait wait)
    {
        long leftMs = wait switch
        {
            ClientWait.RequestBody or ClientWait.Response => LeftMs(_exchange.Client.Pipe.SentMs, _exchange.ClientTimeoutMs),
            ClientWait.Tunnel => LeftMs(TunnelSentMs, _clientTunnelMs),
            _ => 0,
        };
        if (leftMs > 0)
        {
            _exchange.Client.Await(wait, (int)leftMs);
            return;
        }

        _exchange.Terminate(wait switch
        {
            ClientWait.RequestHead => Termination.RequestTimeout,
            ClientWait.RequestBody => Termination.UploadTimeout,
            ClientWait.Tunnel => Termination.TunnelTimeoutClient,
            _ => Termination.ClientTimeoutInResponse,
        });
    }

    /// <summary>The server's timer came due.</summary>
    public void OnTimer(LoopTimer timer)
    {
        long leftMs = _wait switch
        {
            ServerWait.Request => LeftMs(_exchange.ServerPipe.SentMs, _exchange.ServerTimeoutMs),
            ServerWait.Tunnel => LeftMs(TunnelSentMs, _serverTunnelMs),
            _ => 0,
        };
        if (leftMs > 0)
        {
            Await(_wait, (int)leftMs);
            return;
        }

        switch (_wait)
        {
            case ServerWait.Slot or ServerWait.Connect or ServerWait.RetryPause:
                _exchange.Attempts.OnTimeout(_wait);
                break;
            case ServerWait.Rule:
                _exchange.RuleWait.End();
                break;
            case ServerWait.Request or ServerWait.Response:
                _exchange.Terminate(Termination.ServerTimeout);
                break;
            case ServerWait.ResponseBody:
                _exchange.Terminate(Termination.ServerTimeoutInResponse);
                break;
            case ServerWait.Tunnel:
                _exchange.Terminate(Termination.TunnelTimeoutServer);
                break;
        }
    }

    /// <summary>The client closed while nobody reads from it.</summary>
    internal void OnClientGone()
    {
        if (!_exchange.Frontend.AbortOnClose || _exchange.Cause is not null)
        {
            return;
        }

        if (_wait is ServerWait.Slot)
        {
            _exchange.Terminate(Termination.ClientAbortedInQueue);
        }
        else if (_wait is ServerWait.Connect or ServerWait.RetryPause)
        {
            _exchange.Terminate(Termination.ClientAbortedInConnect);
        }
        else if (!_exchange.ResponseBegun)
        {
            _exchange.Terminate(Termination.ClientAborted);
        }
        else if (_exchange.Client.Pipe.IsReset)
        {
            // A FIN alone is no more than a half-closed client that still listens.
            _exchange.Terminate(Termination.ClientAbortedInResponse);
        }
    }

    private void AwaitRelay(Direction direction, RelayWait wait)
    {
        if (_isTunnel)
        {
            AwaitTunnel();
            return;
        }

        if (direction == Direction.Request)
        {
            _upload = wait;
        }
        else
        {
            _download = wait;
        }

        Rearm();
    }

    /// <summary>
    /// A side is waited for by one relay or by both. What was sent to it is its activity as much as what came from it, so that
    /// either relay's progress lets its timer run anew (CFG 4.2 option independent-streams).
    /// </summary>
    private void Rearm()
    {
        ClientWait client = _upload == RelayWait.Source ? ClientWait.RequestBody
            : _download == RelayWait.Sink ? ClientWait.Response : ClientWait.None;
        ServerWait server = _upload == RelayWait.Sink ? ServerWait.Request
            : _download == RelayWait.Source ? ServerWait.ResponseBody : ServerWait.None;
        _exchange.Client.Await(client, client == ClientWait.None ? 0 : _exchange.ClientTimeoutMs);
        if (_wait != ServerWait.Rule)
        {
            Await(server, server == ServerWait.None ? 0 : _exchange.ServerTimeoutMs);
        }
    }

    /// <summary>The same for a tunnel, where both sides may always send.</summary>
    private void AwaitTunnel()
    {
        _exchange.Client.Await(ClientWait.Tunnel, _clientTunnelMs);
        if (_wait != ServerWait.Rule)
        {
            Await(ServerWait.Tunnel, _serverTunnelMs);
        }
    }

    private long TunnelSentMs => Math.Max(_exchange.Client.Pipe.SentMs, _exchange.ServerPipe.SentMs);

    /// <summary>A receiver that took something since the timer was armed is slow, not silent: what is left of its timeout, ms; 0 or less = nothing.</summary>
    private long LeftMs(long sentMs, int timeoutMs) => sentMs + timeoutMs - _exchange.Place.Loop.Clock.NowMs;
}
