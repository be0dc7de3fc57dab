using System;
using System.Collections.Generic;
using System.IO.Pipelines;
using Engine.Config.Model;
using Engine.Http;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.Proxy.Plan;
using Engine.Proxy.Servers;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Steps 4 to 7: picks a server, gets a connection to it, sends the request and receives the response head; again where a
/// failure allows it. A request is never sent twice unless that is safe.
/// </summary>
internal sealed class ServerAttempts(Exchange exchange)
{
    /// <summary>How long the same server is left alone before it is tried again, at most; <c>timeout connect</c> if that is less.</summary>
    private const int RetryPauseMs = 1000;

    private readonly QueueTicket _ticket = new(exchange.Place.Loop);
    private readonly ConnectionSource _source = new(exchange);
    private readonly ResponseReceiver _receiver = new(exchange);
    private bool _sent;
    private ServerState? _server;
    private ServerState? _avoid;
    private bool _fresh;

    /// <summary>The connection of the attempt under way or of the one that succeeded.</summary>
    internal ServerConnection? Connection { get; private set; }

    internal int Retries { get; private set; }

    /// <summary>Steps 4 to 6 without waiting: a server, an idle connection to it, a request without body that leaves at once.</summary>
    internal Step TrySend()
    {
        if (exchange.Progress.Client == MessageState.Body || !TryPick())
        {
            return Step.Slow;
        }

        Connection = _source.TryTakeIdle(_server!);
        if (Connection is null)
        {
            return Step.Slow;
        }

        Connection.Exchanges++;
        if (!WriteHead())
        {
            return Step.Slow;
        }

        _sent = true;
        if (!Connection.Pipe.Output.TryFlush())
        {
            return Step.Slow;
        }

        AwaitResponse();
        return Step.Done;
    }

    /// <summary>Step 7 without waiting, after <see cref="TrySend"/>.</summary>
    internal Step TryReceive() => _receiver.TryReceive(Connection!);

    /// <summary>The same steps with all their waits, going on from wherever the fast path stopped. True when a response head has arrived. False: terminated.</summary>
    internal async LoopTask<bool> ReachServerAsync()
    {
        while (exchange.Cause is null)
        {
            Termination? failure = _receiver.Failure ?? await AttemptAsync();
            if (failure is null)
            {
                return true;
            }

            if (!await TryAgainAsync(failure))
            {
                break;
            }
        }

        return false;
    }

    /// <summary>TCP mode: true when connected. False: terminated.</summary>
    internal async LoopTask<bool> ConnectServerAsync()
    {
        _fresh = true;
        while (exchange.Cause is null)
        {
            Termination? failure = await ConnectAsync();
            if (failure is null)
            {
                return true;
            }

            if (!await TryAgainAsync(failure))
            {
                break;
            }
        }

        return false;
    }

    /// <summary>Whatever is waited for returns; the exchange has been terminated.</summary>
    internal void CancelWaits()
    {
        _ticket.Signal.Set(0);
        _source.CancelWaits();
        Connection?.Pipe.CancelWaits();
    }

    internal void OnTimeout(ServerWait wait)
    {
        if (wait == ServerWait.Connect)
        {
            _source.OnConnectTimeout();
        }
        else
        {
            _ticket.Signal.Set(0);
        }
    }

    /// <summary>Gives server and connection back.</summary>
    /// <param name="keep">The connection is clean and may carry another exchange.</param>
    internal void Release(bool keep)
    {
        if (Connection is { } connection)
        {
            Connection = null;
            ServerPlan plan = connection.Server!.Plan;
            bool worn = plan.ExchangesMax >= 0 && connection.Exchanges >= plan.ExchangesMax;
            if (!keep || worn || connection.Pipe.PeerClosed || connection.Pipe.HasUnreadInput || exchange.Place.IsStopping || !TryKeep(connection))
            {
                // A reset where we close first: there is no rest to wait for, and no local port is held in TIME_WAIT for a minute.
                exchange.Place.Retire(connection, reset: !connection.Pipe.PeerClosed);
            }
        }

        _server?.Release();
        _server = null;
    }

    /// <summary>CFG 4.2 http-reuse: idle for everybody, or for this client alone.</summary>
    private bool TryKeep(ServerConnection connection) =>
        connection.IsSignedIn || exchange.Backend!.Reuse == HttpReuse.Never
            ? exchange.Client.TryHold(connection)
            : exchange.Place.PoolOf(connection.Server!).TryKeep(connection);

    internal void Reset()
    {
        Retries = 0;
        _avoid = null;
        _fresh = false;
        _sent = false;
        _receiver.Reset();
    }

    /// <summary>Null: a response head has arrived.</summary>
    private async LoopTask<Termination?> AttemptAsync()
    {
        if (Connection is null && await ConnectAsync() is { } unreachable)
        {
            return unreachable;
        }

        // :: 6 send
        bool hasBody = !_sent && exchange.Progress.Client == MessageState.Body;
        if (!_sent)
        {
            if (!WriteHead())
            {
                return Termination.HeadOverflow;
            }

            _sent = true;
            if (hasBody)
            {
                exchange.StartUpload();
            }
        }

        if (!hasBody)
        {
            // A refused send is not the end yet: the server may have said why before it stopped listening.
            exchange.Await(ServerWait.Request, exchange.Backend!.Timeouts.ServerMs);
            await Connection!.Pipe.Output.FlushAsync();
            AwaitResponse();
        }

        // :: 7 receive
        Termination? failure = await _receiver.ReceiveAsync(Connection!);
        if (failure is not null)
        {
            await exchange.EndUploadAsync();
        }

        return failure;
    }

    /// <summary>The request is gone whole: the server's turn.</summary>
    private void AwaitResponse()
    {
        exchange.Await(ServerWait.Response, exchange.Backend!.Timeouts.ServerMs);
        if (exchange.Client.Pipe.PeerClosed)
        {
            exchange.OnClientGone();
        }
    }

    /// <summary>Steps 4 and 5. Null: <see cref="Connection"/> is there.</summary>
    private async LoopTask<Termination?> ConnectAsync()
    {
        // :: 4 pick
        if (_server is null && !TryPick())
        {
            if (await WaitForSlotAsync() is { } none)
            {
                return none;
            }
        }

        // :: 5 pool
        Connection = _fresh ? null : _source.TryTakeIdle(_server!);
        if (Connection is null)
        {
            (Connection, Termination? failure) = await _source.GetAsync(_server!, _fresh);
            if (failure is not null)
            {
                return failure;
            }
        }

        Connection!.Exchanges++;
        return null;
    }

    private bool TryPick()
    {
        BackendPlan backend = exchange.Backend!;
        if (exchange.Client.Held?.SignedInTo is { } known && known != _avoid && IsUsable(known, backend) && known.TryReserve())
        {
            _server = known;
            return true;
        }

        int tries = backend.State.Usable.Count;
        while (tries-- > 0)
        {
            ServerState? picked = backend.Balancer.Pick(new PickRequest
            {
                Client = exchange.Client.Address,
                Head = backend.Mode == ProxyMode.Http ? exchange.Request : null,
                Avoid = _avoid,
            });
            if (picked is null)
            {
                return false;
            }

            if (picked.TryReserve())
            {
                _server = picked;
                return true;
            }
        }

        return false;
    }

    private static bool IsUsable(ServerState server, BackendPlan backend)
    {
        foreach (ServerState usable in backend.State.Usable)
        {
            if (usable == server)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All servers are full, or there is none. Null: a slot was granted.</summary>
    private async LoopTask<Termination?> WaitForSlotAsync()
    {
        BackendPlan backend = exchange.Backend!;
        IReadOnlyList<ServerState> usable = backend.State.Usable;
        if (usable.Count == 0)
        {
            return Termination.NoServer;
        }

        _server = backend.State.Queue.ReserveOrJoin(usable, _ticket);
        if (_server is not null)
        {
            return null;
        }

        exchange.Await(ServerWait.Slot, backend.Timeouts.QueueMs);
        int granted = await _ticket.Signal.WaitAsync();
        if (granted == 0 && backend.State.Queue.TryLeave(_ticket))
        {
            return exchange.Cause ?? Termination.QueueTimeout;
        }

        _server = _ticket.Granted;
        return exchange.Cause;
    }

    /// <summary>False when this was the last word; the exchange is terminated then.</summary>
    private async LoopTask<bool> TryAgainAsync(Termination failure)
    {
        Discard();
        if (exchange.Cause is not null)
        {
            return false;
        }

        if (ReferenceEquals(failure, Termination.StaleConnection) && IsSafeToRepeat())
        {
            // The server had closed it between two exchanges: nobody's fault, not counted, and a new connection settles it.
            _fresh = true;
            return true;
        }

        if (failure.Retry != Retry.Connect || Retries >= exchange.Backend!.Retries)
        {
            exchange.Terminate(failure);
            return false;
        }

        Retries++;
        exchange.Place.Counters.Retries++;
        if (MayGoElsewhere())
        {
            _avoid = _server;
            _server!.Release();
            _server = null;
            return true;
        }

        if (!ReferenceEquals(failure, Termination.ConnectTimeout))
        {
            int connectMs = exchange.Backend!.Timeouts.ConnectMs;
            exchange.Await(ServerWait.RetryPause, connectMs > 0 ? Math.Min(connectMs, RetryPauseMs) : RetryPauseMs);
            await _ticket.Signal.WaitAsync();
        }

        return exchange.Cause is null;
    }

    /// <summary>CFG 4.2 option redispatch: without it the chosen server is the only one for this exchange.</summary>
    private bool MayGoElsewhere() => exchange.Backend!.Redispatch is not null && exchange.Backend.State.Usable.Count > 1;

    /// <summary>RFC 9110 section 9.2.2: idempotent methods, and nothing of the body is gone from our hands.</summary>
    private bool IsSafeToRepeat() =>
        exchange.Request.Method is HttpMethod.Get or HttpMethod.Head or HttpMethod.Options or HttpMethod.Trace or HttpMethod.Put or HttpMethod.Delete
        && exchange.RequestBody.Kind is not BodyKind.Chunked && exchange.Upload.Bytes == 0;

    private void Discard()
    {
        if (Connection is { } connection)
        {
            Connection = null;
            exchange.Place.Retire(connection, reset: false);
        }

        _sent = false;
        _receiver.Reset();
    }

    private bool WriteHead()
    {
        BackendPlan backend = exchange.Backend!;
        RequestHead request = exchange.Request;
        bool keep = backend.PretendsKeepAlive
            || (backend.ConnectionMode == ConnectionMode.KeepAlive && exchange.Frontend.ConnectionMode != ConnectionMode.ServerClose);
        bool isHttp11 = request.Version >= HttpVersion.Http11;
        ConnectionOption option = request.Upgrade != UpgradeProtocol.None && isHttp11 ? ConnectionOption.Upgrade
            : keep ? (isHttp11 ? ConnectionOption.None : ConnectionOption.KeepAlive)
            : isHttp11 ? ConnectionOption.Close : ConnectionOption.None;

        Span<byte> lines = stackalloc byte[AddressHeaders.BytesMax];
        int length = AddressHeaders.Write(exchange, lines);
        RequestRewrite rewrite = new()
        {
            Version = request.Version,
            Connection = option,
            ExtraLines = lines[..length],
        };
        PipeWriter output = Connection!.Pipe.Output;
        int written = HeadWriter.WriteRequest(request, rewrite, output.GetSpan());
        if (written < 0)
        {
            return false;
        }

        output.Advance(written);
        return true;
    }
}
