using Engine.Config.Model;
using Engine.Http;
using Engine.IO.Tasks;
using Engine.Proxy.Health;
using Engine.Proxy.Plan;
using Engine.Proxy.Servers;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Steps 4 to 7: picks a server, gets a connection to it, sends the request and receives the response head; again where a
/// failure allows it. A request is never sent twice unless that is safe.
/// </summary>
internal sealed class ServerAttempts(Exchange exchange)
{
    private readonly ServerChoice _choice = new(exchange);
    private readonly ConnectionSource _source = new(exchange);
    private readonly ResponseReceiver _receiver = new(exchange);
    private readonly LoopSignal _pause = new(exchange.Place.Loop);

    /// <summary>True once only a new connection will do: an idle one has failed this exchange.</summary>
    private bool _fresh;

    /// <summary>The connection of the attempt under way or of the one that succeeded.</summary>
    internal ServerConnection? Connection { get; private set; }

    internal int Retries { get; private set; }

    /// <summary>Where a slot is held; null before and after.</summary>
    internal ServerState? Server => _choice.Server;

    /// <summary>Steps 4 to 6 without waiting: a server, an idle connection to it, a request without body that leaves at once.</summary>
    internal Step TrySend()
    {
        // :: 4 pick
        if (exchange.Progress.Client == MessageState.Body || !_choice.TryPick())
        {
            return Step.Slow;
        }

        // :: 5 pool
        Connection = _source.TryTakeIdle(_choice.Server!);
        if (Connection is null)
        {
            return Step.Slow;
        }

        // :: 6 send
        exchange.Times.ConnectMs = exchange.Place.Loop.Clock.NowMs;
        Connection.Exchanges++;
        if (!exchange.Sender.TryWriteHead() || !Connection.Pipe.Output.TryFlush())
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
        _choice.CancelWait();
        _pause.Set(0);
        _source.CancelWaits();
        Connection?.Pipe.CancelWaits();
    }

    /// <summary>What was waited for before a connection was there took too long, or long enough.</summary>
    internal void OnTimeout(ServerWait wait)
    {
        switch (wait)
        {
            case ServerWait.Slot:
                _choice.CancelWait();
                break;
            case ServerWait.Connect:
                _source.OnConnectTimeout();
                break;
            case ServerWait.RetryPause:
                _pause.Set(0);
                break;
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
            if (!keep || worn || connection.Pipe.PeerClosed || !connection.Pipe.ConfirmQuiet() || exchange.Place.IsStopping || connection.Server.IsRemoved || !TryKeep(connection))
            {
                // A reset where we close first: there is no rest to wait for, and no local port is held in TIME_WAIT for a minute.
                exchange.Place.Retire(connection, reset: !connection.Pipe.PeerClosed);
            }
        }

        _choice.Release();
    }

    internal void Reset()
    {
        Retries = 0;
        _fresh = false;
        _choice.Reset();
        _receiver.Reset();
    }

    /// <summary>Null: a response head has arrived.</summary>
    private async LoopTask<Termination?> AttemptAsync()
    {
        // :: 4 pick, 5 pool
        if (Connection is null && await ConnectAsync() is { } unreachable)
        {
            return unreachable;
        }

        // :: 6 send
        RequestSender sender = exchange.Sender;
        bool hasBody = !sender.HeadIsWritten && exchange.Progress.Client == MessageState.Body;
        if (!sender.HeadIsWritten && !sender.TryWriteHead())
        {
            return Termination.HeadOverflow;
        }

        if (hasBody)
        {
            sender.StartBody();
        }
        else
        {
            // A refused send is not the end yet: the server may have said why before it stopped listening.
            exchange.Waits.Await(ServerWait.Request, exchange.ServerTimeoutMs);
            await Connection!.Pipe.Output.FlushAsync();
            AwaitResponse();
        }

        // :: 7 receive
        Termination? failure = await _receiver.ReceiveAsync(Connection!);
        if (failure is not null)
        {
            await sender.EndBodyAsync(cut: true);
        }

        return failure;
    }

    /// <summary>Steps 4 and 5. Null: <see cref="Connection"/> is there.</summary>
    private async LoopTask<Termination?> ConnectAsync()
    {
        // :: 4 pick
        if (_choice.Server is null && await _choice.PickAsync() is { } none)
        {
            return none;
        }

        // :: 5 pool
        Connection = _fresh ? null : _source.TryTakeIdle(_choice.Server!);
        if (Connection is null)
        {
            (Connection, Termination? failure) = await _source.GetAsync(_choice.Server!, _fresh);
            if (failure is not null)
            {
                return failure;
            }
        }

        exchange.Times.ConnectMs = exchange.Place.Loop.Clock.NowMs;
        Connection!.Exchanges++;
        return null;
    }

    /// <summary>The request is gone whole: the server's turn.</summary>
    private void AwaitResponse()
    {
        exchange.Waits.Await(ServerWait.Response, exchange.ServerTimeoutMs);
        if (exchange.Client.Pipe.PeerClosed)
        {
            exchange.Waits.OnClientGone();
        }
    }

    /// <summary>False when this was the last word; the exchange is terminated then.</summary>
    private async LoopTask<bool> TryAgainAsync(Termination failure)
    {
        Discard();
        if (exchange.Cause is not null)
        {
            return false;
        }

        if (Server is { IsObserved: true } observed)
        {
            TrafficObserver.OnFailedAttempt(observed, failure);
        }

        NextAttempt next = RetryPolicy.After(failure, exchange.Backend!, Retries, IsRepeatable);
        switch (next)
        {
            case NextAttempt.None:
                exchange.Terminate(failure);
                return false;
            case NextAttempt.NewConnection:
                exchange.Times.ConnectMs = 0;
                _fresh = true;
                return true;
        }

        Retries++;
        exchange.Times.ConnectMs = 0;
        exchange.Place.Counters.Retries++;
        TrafficTally.AtServer(exchange, TrafficCount.Retries);
        if (next == NextAttempt.OtherServer)
        {
            _choice.GoElsewhere();
        }
        else if (next == NextAttempt.SameServerLater)
        {
            exchange.Waits.Await(ServerWait.RetryPause, RetryPolicy.PauseMs(exchange.Backend!));
            await _pause.WaitAsync();
        }

        return exchange.Cause is null;
    }

    /// <summary>Idempotent, and nothing of the body is gone from our hands.</summary>
    private bool IsRepeatable =>
        RetryPolicy.IsIdempotent(exchange.Request.Method)
        && exchange.RequestBody.Kind is not BodyKind.Chunked && exchange.Upload.Bytes == 0;

    /// <summary>CFG 4.2 http-reuse: idle for everybody, or for this client alone.</summary>
    private bool TryKeep(ServerConnection connection)
    {
        if (connection.Server!.FollowsClient)
        {
            return false;
        }

        return connection.IsSignedIn || connection.Key != 0 || exchange.Backend!.Reuse == HttpReuse.Never
            ? exchange.Client.TryHold(connection)
            : exchange.Place.PoolOf(connection.Server).TryKeep(connection);
    }

    private void Discard()
    {
        if (Connection is { } connection)
        {
            Connection = null;
            exchange.Place.Retire(connection, reset: false);
        }

        exchange.Sender.Reset();
        _receiver.Reset();
    }
}
