using System;
using Engine.Config.Model;
using Engine.Http;
using Engine.IO.Buffers;
using Engine.IO.Loop;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.Proxy.Clients;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.Relays;
using Engine.Proxy.Replies;
using Engine.Proxy.Servers;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// One request carried to a server and its response carried back; or one TCP session. Rented by a client connection for as long
/// as that takes, on the client's loop. Tells the story and keeps what its chapters share.
/// </summary>
public sealed class Exchange : ITimerOwner
{
    private readonly LoopTimer _timer;
    private readonly RequestReceiver _receiver;
    private readonly ServerAttempts _attempts;
    private readonly Responder _responder;
    private ClientConnection? _client;
    private SlabBuffer? _headBlock;
    private ServerWait _wait;
    private LoopTask _upload;
    private bool _isUploading;
    private int _clientTunnelMs;
    private int _serverTunnelMs;

    internal Exchange(ProxyLoop place)
    {
        Place = place;
        Request = new RequestHead(place.Plan.Global.Tune.HttpMaxHdr);
        Response = new ResponseHead(place.Plan.Global.Tune.HttpMaxHdr);
        Upload = new RelayLink(this, Direction.Request);
        Download = new RelayLink(this, Direction.Response);
        _timer = new LoopTimer(this);
        _receiver = new RequestReceiver(this);
        _attempts = new ServerAttempts(this);
        _responder = new Responder(this);
    }

    internal ProxyLoop Place { get; }

    internal ClientConnection Client => _client!;

    internal FrontendPlan Frontend => _client!.Frontend;

    /// <summary>Chosen by the router; null before, and for requests that the proxy answers itself.</summary>
    internal BackendPlan? Backend { get; set; }

    public RequestHead Request { get; }

    internal ResponseHead Response { get; }

    internal BodyFraming RequestBody { get; set; }

    /// <summary>Bytes of the response head as it arrived; they are consumed once it has been written on.</summary>
    internal int ResponseHeadBytes { get; set; }

    internal RelayLink Upload { get; }

    internal RelayLink Download { get; }

    /// <summary>Where both messages stand: whether connections may serve another exchange.</summary>
    internal ExchangeProgress Progress;

    /// <summary>Why the exchange ends early; null while it does not. The first cause wins.</summary>
    internal Termination? Cause { get; private set; }

    /// <summary>What was wrong with the bytes of either side, beside <see cref="Cause"/>.</summary>
    internal HttpFault Fault { get; set; }

    /// <summary>True once bytes of a final response were given to the client: no other answer is possible.</summary>
    internal bool ResponseBegun { get; set; }

    /// <summary>Status sent to the client; 0 before.</summary>
    internal int Status { get; set; }

    internal int Retries => _attempts.Retries;

    internal bool IsUploading => _isUploading;

    internal ServerConnection ServerConnection => _attempts.Connection!;

    internal SocketConnection ServerPipe => _attempts.Connection!.Pipe;

    /// <summary>An HTTP exchange from the request's first byte on. True when the client connection may serve another.</summary>
    internal async LoopTask<bool> RunAsync(ClientConnection client)
    {
        Begin(client);

        // :: 2 parse
        Step step;
        while ((step = _receiver.TryReceive()) == Step.Wait)
        {
            await client.Pipe.Input.WaitAsync();
        }

        // :: 3 route
        LocalReply? reply = null;
        if (step == Step.Done && (reply = Router.Route(this)) is null && Backend is not null)
        {
            // :: 4 pick, 5 pool, 6 send: straight through when an idle connection takes the whole request at once.
            step = _attempts.TrySend();

            // :: 7 receive
            while (step == Step.Done && (step = _attempts.TryReceive()) == Step.Wait)
            {
                await ServerPipe.Input.WaitAsync();
                step = Step.Done;
            }

            // :: 8 respond: likewise when the whole response is there and the client takes it at once.
            if ((step == Step.Done || await _attempts.ReachServerAsync()) && _responder.TryRespond() != Step.Done)
            {
                await _responder.RespondAsync();
            }
        }

        await EndUploadAsync();
        if (!ResponseBegun && (reply ?? ReplyToCause()) is { } answer)
        {
            await _responder.AnswerAsync(answer);
        }

        // :: 9 settle
        return Settle();
    }

    /// <summary>A TCP session from accept to the end of both directions.</summary>
    internal async LoopTask RunTcpAsync(ClientConnection client)
    {
        Begin(client);
        Backend = Frontend.DefaultBackend;
        if (Backend is null)
        {
            Terminate(Termination.NoBackend);
        }
        else if (await _attempts.ConnectServerAsync())
        {
            await Tunnel.RunAsync(this);
        }

        Settle();
    }

    /// <summary>Ends the exchange: whatever it waits for returns cancelled. The first cause stays.</summary>
    internal void Terminate(Termination cause)
    {
        Cause ??= cause;
        _client?.Pipe.CancelWaits();
        _attempts.CancelWaits();
    }

    /// <summary>The client closed while nobody reads from it.</summary>
    internal void OnClientGone()
    {
        if (!Frontend.AbortOnClose || Cause is not null)
        {
            return;
        }

        if (_wait is ServerWait.Slot)
        {
            Terminate(Termination.ClientAbortedInQueue);
        }
        else if (_wait is ServerWait.Connect or ServerWait.RetryPause)
        {
            Terminate(Termination.ClientAbortedInConnect);
        }
        else if (!ResponseBegun)
        {
            Terminate(Termination.ClientAborted);
        }
        else if (Client.Pipe.IsReset)
        {
            // A FIN alone is no more than a half-closed client that still listens.
            Terminate(Termination.ClientAbortedInResponse);
        }
    }

    internal void OnClientTimeout(ClientWait wait)
    {
        long leftMs = wait switch
        {
            ClientWait.Response => LeftMs(Client.Pipe.SentMs, Frontend.Timeouts.ClientMs),
            ClientWait.Tunnel => LeftMs(TunnelSentMs, _clientTunnelMs),
            _ => 0,
        };
        if (leftMs > 0)
        {
            Client.Await(wait, (int)leftMs);
            return;
        }

        Terminate(wait switch
        {
            ClientWait.RequestHead => Termination.RequestTimeout,
            ClientWait.RequestBody => Termination.UploadTimeout,
            ClientWait.Tunnel => Termination.TunnelTimeoutClient,
            _ => Termination.ClientTimeoutInResponse,
        });
    }

    public void OnTimer(LoopTimer timer)
    {
        long leftMs = _wait switch
        {
            ServerWait.Request => LeftMs(ServerPipe.SentMs, Backend!.Timeouts.ServerMs),
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
                _attempts.OnTimeout(_wait);
                break;
            case ServerWait.Request or ServerWait.Response:
                Terminate(Termination.ServerTimeout);
                break;
            case ServerWait.ResponseBody:
                Terminate(Termination.ServerTimeoutInResponse);
                break;
            case ServerWait.Tunnel:
                Terminate(Termination.TunnelTimeoutServer);
                break;
        }
    }

    private long TunnelSentMs => Math.Max(Client.Pipe.SentMs, ServerPipe.SentMs);

    /// <summary>A receiver that took something since the timer was armed is slow, not silent: what is left of its timeout, ms; 0 or less = nothing.</summary>
    private long LeftMs(long sentMs, int timeoutMs) => sentMs + timeoutMs - Place.Loop.Clock.NowMs;

    /// <summary>Arms the server's timer with what it is waited for; 0 ms = for ever.</summary>
    internal void Await(ServerWait wait, int timeoutMs)
    {
        _wait = wait;
        if (timeoutMs > 0)
        {
            Place.Loop.Timers.Set(_timer, Place.Loop.Clock.NowMs + timeoutMs);
        }
        else
        {
            _timer.Clear();
        }
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

            Client.Await(ClientWait.RequestBody, Frontend.Timeouts.ClientMs);
        }
        else
        {
            if (!_isUploading)
            {
                Client.StopWaiting();
            }

            Await(ServerWait.ResponseBody, Backend!.Timeouts.ServerMs);
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
            Client.StopWaiting();
            Await(ServerWait.Request, Backend!.Timeouts.ServerMs);
        }
        else
        {
            Await(ServerWait.None, 0);
            Client.Await(ClientWait.Response, Frontend.Timeouts.ClientMs);
        }
    }

    /// <summary>From here on bytes are relayed both ways: <c>timeout tunnel</c> rules alone, or those of both sides.</summary>
    internal void BeginTunnel()
    {
        int tunnelMs = Backend!.Timeouts.TunnelMs;
        _clientTunnelMs = tunnelMs > 0 ? 0 : Frontend.Timeouts.ClientMs;
        _serverTunnelMs = tunnelMs > 0 ? tunnelMs : Backend.Timeouts.ServerMs;
        AwaitTunnel();
    }

    /// <summary>Bytes that move either way are activity of both sides: one sent them, the other takes them (CFG 4.2 option independent-streams).</summary>
    private void AwaitTunnel()
    {
        Client.Await(ClientWait.Tunnel, _clientTunnelMs);
        Await(ServerWait.Tunnel, _serverTunnelMs);
    }

    /// <summary>One half is closed: <c>client-fin</c> and <c>server-fin</c> bound what is left, where set.</summary>
    internal void OnTunnelHalfClosed()
    {
        _clientTunnelMs = Frontend.Timeouts.ClientFinMs > 0 ? Frontend.Timeouts.ClientFinMs : _clientTunnelMs;
        _serverTunnelMs = Backend!.Timeouts.ServerFinMs > 0 ? Backend.Timeouts.ServerFinMs : _serverTunnelMs;
        AwaitTunnel();
    }

    internal void StopTimers()
    {
        Await(ServerWait.None, 0);
        Client.StopWaiting();
    }

    /// <summary>Keeps the head's bytes for as long as the exchange lasts, with <c>tune.maxrewrite</c> and more behind them for edits.</summary>
    internal Memory<byte> KeepHead(ReadOnlySpan<byte> head)
    {
        _headBlock ??= Place.Loop.Buffers.Rent();
        head.CopyTo(_headBlock.Span);
        return _headBlock.Memory;
    }

    /// <summary>Starts to carry the request body, beside whatever else the exchange does.</summary>
    internal void StartUpload()
    {
        _isUploading = true;
        Upload.Connect(Client.Pipe, ServerPipe);
        _upload = UploadAsync();
    }

    /// <summary>Ends the upload where it stands, if it has not ended by itself, and waits until it has let go of both connections.</summary>
    internal async LoopTask EndUploadAsync()
    {
        if (_isUploading)
        {
            Client.LingerAtClose();
            Progress.RefuseReuse();
            Client.Pipe.CancelWaits();
            ServerPipe.CancelWaits();
        }

        LoopTask upload = _upload;
        _upload = default;
        await upload;
    }

    private void Begin(ClientConnection client)
    {
        _client = client;
        Progress = default;
        Upload.Reset();
        Download.Reset();
        Place.Counters.Requests++;
    }

    private async LoopTask UploadAsync()
    {
        RelayEnd end = RequestBody.Kind == BodyKind.Chunked
            ? await ChunkedRelay.RunAsync(Upload, rechunk: true)
            : await PlainRelay.RunLengthAsync(Upload, RequestBody.Length);
        _isUploading = false;
        switch (end)
        {
            case RelayEnd.Done:
                Progress.TryClient(MessageEvent.BodyEnds);
                Client.StopWaiting();
                if (!ResponseBegun)
                {
                    Await(ServerWait.Response, Backend!.Timeouts.ServerMs);
                }

                break;
            case RelayEnd.SourceClosed:
                Terminate(Termination.ClientAbortedInUpload);
                break;
            case RelayEnd.SourceInvalid:
                Client.LingerAtClose();
                Terminate(Termination.BadRequestBody);
                break;
            default:
                // The server stopped listening: what it says, or its silence, decides.
                Client.LingerAtClose();
                Progress.RefuseReuse();
                break;
        }
    }

    /// <summary>The error page of a status: the backend's, else the frontend's, else the built-in one.</summary>
    public LocalReply ErrorReply(int status) =>
        Backend is null ? Frontend.ErrorReplies.For(status) : Backend.ErrorReplies.For(status, Frontend.ErrorReplies);

    private LocalReply? ReplyToCause()
    {
        if (Cause is null || Cause.Status == 0)
        {
            return null;
        }

        // A fault of the request's bytes has a status of its own (414, 431, 501 ...); those of other causes are in their row.
        int status = Cause == Termination.BadRequest ? HttpFaults.Of(Fault).Status : Cause.Status;
        return ErrorReply(status);
    }

    private bool Settle()
    {
        StopTimers();
        bool clean = Cause is null || ReferenceEquals(Cause, Termination.Local) || ReferenceEquals(Cause, Termination.Denied);
        if (clean)
        {
            Place.Counters.Completed++;
        }
        else
        {
            Place.Counters.Terminated++;
        }

        _attempts.Release(keep: Cause is null && _responder.ServerKeeps && Progress.CanReuse);
        bool again = clean && _responder.ClientKeeps && Progress.CanReuse && Client.Pipe.Error == 0;
        if (!again && Request.WantsKeepAlive && !ReferenceEquals(Cause, Termination.Stopped))
        {
            // The client may have sent its next request already; closing on that would destroy what it has not received yet.
            Client.LingerAtClose();
        }

        if (_headBlock is not null)
        {
            Place.Loop.Buffers.Return(_headBlock);
            _headBlock = null;
        }

        Request.Reset();
        Upload.Reset();
        Download.Reset();
        _receiver.Reset();
        _attempts.Reset();
        _responder.Reset();
        Backend = null;
        Cause = null;
        Fault = HttpFault.None;
        ResponseBegun = false;
        Status = 0;
        RequestBody = default;
        _client = null;
        return again;
    }
}
