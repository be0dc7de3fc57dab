using Engine.Config.Model;
using Engine.Http;
using Engine.IO.Pipes;
using Engine.IO.Tasks;
using Engine.Proxy.Health;
using Engine.Proxy.Plan;
using Engine.Proxy.Replies;
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

    /// <summary>Why the fast path got no connection; null when it did, and once that is dealt with.</summary>
    private Termination? _unreached;

    /// <summary>The connection of the attempt under way or of the one that succeeded.</summary>
    internal ServerConnection? Connection { get; private set; }

    /// <summary>The proxy's own answer in the server's place (<c>redir</c>); null without.</summary>
    internal Reply? Reply { get; private set; }

    internal int Retries { get; private set; }

    /// <summary>Where a slot is held; null before and after.</summary>
    internal ServerState? Server => _choice.Server;

    /// <summary>What tells, between <see cref="TryPick"/> and <see cref="TryEndConnect"/>, that the new connection has an outcome.</summary>
    internal LoopReader Connecting => _source.Connecting!.Pipe.Input;

    /// <summary>
    /// Steps 4 and 5 for a request without body, when there is a server at once. Done: with an idle connection. Wait: a new one is under
    /// way, and <see cref="TryEndConnect"/> is next when <see cref="Connecting"/> says so.
    /// </summary>
    internal Step TryPick()
    {
        // :: 4 pick
        if (exchange.Progress.Client == MessageState.Body || !_choice.TryPick() || ServerRedirect.Concerns(exchange, _choice.Server!))
        {
            return Step.Slow;
        }

        // :: 5 pool
        Connection = _source.TryTakeIdle(_choice.Server!);
        if (Connection is not null)
        {
            OnConnected();
            return Step.Done;
        }

        return _source.TryBegin(_choice.Server!, out _unreached) ? Step.Wait : Step.Slow;
    }

    /// <summary>Whether the new connection is there.</summary>
    internal Step TryEndConnect()
    {
        Connection = _source.End(out _unreached);
        if (Connection is null)
        {
            return Step.Slow;
        }

        OnConnected();
        return Step.Done;
    }

    /// <summary>Step 6 without waiting: a request without body that leaves at once.</summary>
    internal Step TrySend()
    {
        // :: 6 send
        if (!exchange.Sender.TryWriteHead() || !Connection!.Pipe.Output.TryFlushSoon())
        {
            return Step.Slow;
        }

        AwaitResponse();
        return Step.Done;
    }

    /// <summary>Step 7 without waiting, after <see cref="TrySend"/>.</summary>
    internal Step TryReceive()
    {
        Step step = _receiver.TryReceive(Connection!);
        bool isSlow = step == Step.Done ? RefusesStatus() : Connection!.Pipe.Output.OwesRest;
        return isSlow ? Step.Slow : step;
    }

    /// <summary>The server has not answered in time. False: that is the end of the exchange, else of this attempt.</summary>
    internal bool TryFail(Termination failure)
    {
        if (exchange.ResponseBegun || Connection is null || !RetryPolicy.Allows(failure.Retry, exchange.Backend!, Retries, IsReplayable))
        {
            return false;
        }

        _receiver.Fail(failure);
        Connection.Pipe.CancelWaits();
        return true;
    }

    /// <summary>The same steps with all their waits, going on from wherever the fast path stopped. True when a response head has arrived. False: terminated.</summary>
    internal async LoopTask<bool> ReachServerAsync()
    {
        while (exchange.Cause is null)
        {
            Termination? failure = _receiver.Failure ?? _unreached ?? await AttemptAsync();
            _unreached = null;
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

            // The rest of a request that was answered before it had all left would run into the next one.
            bool clean = keep && connection.Pipe.Output.UnflushedBytes == 0;
            bool worn = plan.ExchangesMax >= 0 && connection.Exchanges >= plan.ExchangesMax;
            if (!clean || worn || connection.Pipe.PeerClosed || !connection.Pipe.ConfirmQuiet() || exchange.Place.ClosesIdle || connection.Server.IsRemoved || !TryKeep(connection))
            {
                // A reset where we close first: there is no rest to wait for, and no local port is held in TIME_WAIT for a minute.
                exchange.Place.Retire(connection, reset: !connection.Pipe.PeerClosed || exchange.Backend!.ResetsAtClose);
            }
        }

        _choice.Release();
    }

    internal void Reset()
    {
        Retries = 0;
        Reply = null;
        _fresh = false;
        _unreached = null;
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
        bool again = sender.HasKeptBody;
        bool hasBody = !again && !sender.HeadIsWritten && exchange.Progress.Client == MessageState.Body;
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
            await (again ? Connection!.Pipe.Output.WriteAsync(sender.KeptBody) : Connection!.Pipe.Output.FlushAsync());
            AwaitResponse();
        }

        // :: 7 receive
        // A body that was not kept moves on until it is cut, so that nothing can be promised about sending it again.
        Termination? failure = await _receiver.ReceiveAsync(Connection!) ?? ((!hasBody || sender.HasKeptBody) && RefusesStatus() ? _receiver.Failure : null);
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

        if (ServerRedirect.Concerns(exchange, _choice.Server!))
        {
            Reply = ServerRedirect.Make(exchange, _choice.Server!);
            return Reply is null ? Termination.HeadOverflow : Termination.ServerRedirect;
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

        OnConnected();
        return null;
    }

    private void OnConnected()
    {
        exchange.Times.ConnectMs = exchange.Place.Loop.Clock.NowMs;
        Connection!.Exchanges++;
        if (exchange.Frontend.Log is { LogsConnect: true } log)
        {
            exchange.Record.KeepServerSource();
            Logs.SteppedLog.OnStep(exchange, log, Config.Model.LogSteps.Connect);
        }
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

        // The connection had died between two exchanges: that is nobody's failure yet, and not counted.
        if (ReferenceEquals(failure, Termination.StaleConnection) && IsRepeatable)
        {
            _fresh = true;
            ForgetAttempt();
            return true;
        }

        BackendPlan backend = exchange.Backend!;
        if (_choice.Server is not { } server || !RetryPolicy.Allows(failure.Retry, backend, Retries, IsReplayable))
        {
            exchange.Terminate(failure);
            return false;
        }

        ForgetAttempt();
        Retries++;
        exchange.Place.Counters.Retries++;
        CountFailedSlow(failure);
        bool moves = RetryPolicy.Moves(backend, server, Retries, _choice.IsDirect);
        if (moves)
        {
            _choice.GoElsewhere();
        }
        else
        {
            TrafficTally.AtServer(exchange, TrafficCount.Retries);
        }

        if (RetryPolicy.PauseMs(failure, backend, moves) is var pauseMs and > 0)
        {
            exchange.Waits.Await(ServerWait.RetryPause, pauseMs);
            await _pause.WaitAsync();
        }

        if (exchange.Cause is not null)
        {
            return false;
        }

        if (!moves)
        {
            _choice.CountAgain();
        }

        return true;
    }

    /// <summary>
    /// An attempt that reached its server and is made again, as HAProxy counts it (MGT 9.1): a retry because the server failed the
    /// request, beside the one that is counted where the same server gets it once more; and an error where the response was none.
    /// </summary>
    private void CountFailedSlow(Termination failure)
    {
        if (failure.Retry == RetryConditions.ConnectionFailure)
        {
            return;
        }

        TrafficTally.AtServer(exchange, TrafficCount.Retries);
        if (ReferenceEquals(failure, Termination.BadResponse))
        {
            TrafficTally.AtServer(exchange, TrafficCount.ResponseErrors);
        }
    }

    /// <summary>Idempotent, and nothing of the body is gone from our hands.</summary>
    private bool IsRepeatable =>
        RetryPolicy.IsIdempotent(exchange.Request.Method)
        && exchange.RequestBody.Kind is not BodyKind.Chunked && exchange.Upload.Bytes == 0;

    /// <summary>The same, or its body was kept; and no rule forbids it (CFG 4.4 disable-l7-retry).</summary>
    private bool IsReplayable =>
        !exchange.Settings.ForbidsReplay && (IsRepeatable || (exchange.Sender.HasKeptBody && RetryPolicy.IsIdempotent(exchange.Request.Method)));

    /// <summary>True when the response that has arrived is given up because <c>retry-on</c> names its status and the request can be sent again.</summary>
    private bool RefusesStatus()
    {
        BackendPlan backend = exchange.Backend!;
        if ((backend.RetryOn & RetryConditions.Statuses) == 0
            || !RetryPolicy.Allows(RetryPolicy.ConditionOf(exchange.Response.Status), backend, Retries, IsReplayable))
        {
            return false;
        }

        _receiver.Fail(Termination.StatusRetried);
        return true;
    }

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
            exchange.Place.Retire(connection, reset: exchange.Backend!.ResetsAtClose);
        }

        exchange.Sender.BeginAgain();
        _receiver.Reset();
    }

    /// <summary>What the failed attempt has reached is not what the log tells.</summary>
    private void ForgetAttempt()
    {
        exchange.Times.ConnectMs = exchange.Times.ResponseMs = 0;
        exchange.ServerStatus = 0;
    }
}
