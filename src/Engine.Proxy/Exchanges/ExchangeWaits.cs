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
        Await(ServerWait.None, 0);
        _exchange.Client.StopWaiting();
    }

    /// <summary>A relay waits for more from its source: that side's timer runs anew.</summary>
    internal void AwaitSource(Direction direction)
    {
        if (_wait == ServerWait.Tunnel)
        {
            AwaitTunnel();
        }
        else if (direction == Direction.Request)
        {
            if (_wait == ServerWait.Request)
            {
                Await(ServerWait.None, 0);
            }

            _exchange.Client.Await(ClientWait.RequestBody, _exchange.ClientTimeoutMs);
        }
        else
        {
            if (!_exchange.Sender.IsSendingBody)
            {
                _exchange.Client.StopWaiting();
            }

            Await(ServerWait.ResponseBody, _exchange.ServerTimeoutMs);
        }
    }

    /// <summary>A relay waits for room at its sink: that side's timer runs anew.</summary>
    internal void AwaitSink(Direction direction)
    {
        if (_wait == ServerWait.Tunnel)
        {
            AwaitTunnel();
        }
        else if (direction == Direction.Request)
        {
            _exchange.Client.StopWaiting();
            Await(ServerWait.Request, _exchange.ServerTimeoutMs);
        }
        else
        {
            Await(ServerWait.None, 0);
            _exchange.Client.Await(ClientWait.Response, _exchange.ClientTimeoutMs);
        }
    }

    /// <summary>From here on bytes are relayed both ways: <c>timeout tunnel</c> rules alone, or those of both sides.</summary>
    internal void BeginTunnel()
    {
        int tunnelMs = _exchange.TunnelTimeoutMs;
        _clientTunnelMs = tunnelMs > 0 ? 0 : _exchange.ClientTimeoutMs;
        _serverTunnelMs = tunnelMs > 0 ? tunnelMs : _exchange.ServerTimeoutMs;
        AwaitTunnel();
    }

    /// <summary>One half is closed: <c>client-fin</c> and <c>server-fin</c> bound what is left, where set.</summary>
    internal void OnTunnelHalfClosed()
    {
        int clientFinMs = _exchange.Frontend.Timeouts.ClientFinMs;
        int serverFinMs = _exchange.Backend!.Timeouts.ServerFinMs;
        _clientTunnelMs = clientFinMs > 0 ? clientFinMs : _clientTunnelMs;
        _serverTunnelMs = serverFinMs > 0 ? serverFinMs : _serverTunnelMs;
        AwaitTunnel();
    }

    /// <summary>The client's timer came due.</summary>
    internal void OnClientTimeout(ClientWait wait)
    {
        long leftMs = wait switch
        {
            ClientWait.Response => LeftMs(_exchange.Client.Pipe.SentMs, _exchange.ClientTimeoutMs),
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
                _exchange.Client.Pipe.CancelWaits();
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

    /// <summary>Bytes that move either way are activity of both sides: one sent them, the other takes them (CFG 4.2 option independent-streams).</summary>
    private void AwaitTunnel()
    {
        _exchange.Client.Await(ClientWait.Tunnel, _clientTunnelMs);
        Await(ServerWait.Tunnel, _serverTunnelMs);
    }

    private long TunnelSentMs => Math.Max(_exchange.Client.Pipe.SentMs, _exchange.ServerPipe.SentMs);

    /// <summary>A receiver that took something since the timer was armed is slow, not silent: what is left of its timeout, ms; 0 or less = nothing.</summary>
    private long LeftMs(long sentMs, int timeoutMs) => sentMs + timeoutMs - _exchange.Place.Loop.Clock.NowMs;
}
