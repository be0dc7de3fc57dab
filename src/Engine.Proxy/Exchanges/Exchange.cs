using System;
using Engine.Http;
using Engine.IO.Buffers;
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
public sealed class Exchange
{
    private readonly RequestReceiver _receiver;
    private readonly Responder _responder;
    private ClientConnection? _client;
    private SlabBuffer? _headBlock;

    internal Exchange(ProxyLoop place)
    {
        Place = place;
        Request = new RequestHead(place.Plan.Global.Tune.HttpMaxHdr);
        Response = new ResponseHead(place.Plan.Global.Tune.HttpMaxHdr);
        Upload = new RelayLink(this, Direction.Request);
        Download = new RelayLink(this, Direction.Response);
        Waits = new ExchangeWaits(this);
        _receiver = new RequestReceiver(this);
        Sender = new RequestSender(this);
        Attempts = new ServerAttempts(this);
        _responder = new Responder(this);
    }

    internal ProxyLoop Place { get; }

    internal ClientConnection Client => _client!;

    internal FrontendPlan Frontend => _client!.Frontend;

    /// <summary>Chosen by the router; null before, and for requests that the proxy answers itself.</summary>
    internal BackendPlan? Backend { get; set; }

    public RequestHead Request { get; }

    internal ResponseHead Response { get; }

    /// <summary>True when the server may switch protocols. Not to h2c: whoever got that through would speak HTTP/2 behind the proxy's rules.</summary>
    internal bool AsksForUpgrade => Request.Upgrade is UpgradeProtocol.WebSocket or UpgradeProtocol.Other;

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

    /// <summary>What either side is waited for.</summary>
    internal ExchangeWaits Waits { get; }

    internal RequestSender Sender { get; }

    internal ServerAttempts Attempts { get; }

    internal ServerConnection ServerConnection => Attempts.Connection!;

    internal SocketConnection ServerPipe => Attempts.Connection!.Pipe;

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
            step = Attempts.TrySend();

            // :: 7 receive
            while (step == Step.Done && (step = Attempts.TryReceive()) == Step.Wait)
            {
                await ServerPipe.Input.WaitAsync();
                step = Step.Done;
            }

            // :: 8 respond: likewise when the whole response is there and the client takes it at once.
            if ((step == Step.Done || await Attempts.ReachServerAsync()) && _responder.TryRespond() != Step.Done)
            {
                await _responder.RespondAsync();
            }
        }

        await Sender.EndBodyAsync(cut: !_responder.LeavesBodyRunning);
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
        else if (await Attempts.ConnectServerAsync())
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
        Attempts.CancelWaits();
    }

    /// <summary>The error page of a status: the backend's, else the frontend's, else the built-in one.</summary>
    public LocalReply ErrorReply(int status) =>
        Backend is null ? Frontend.ErrorReplies.For(status) : Backend.ErrorReplies.For(status, Frontend.ErrorReplies);

    /// <summary>Keeps the head's bytes for as long as the exchange lasts, with <c>tune.maxrewrite</c> and more behind them for edits.</summary>
    internal Memory<byte> KeepHead(ReadOnlySpan<byte> head)
    {
        _headBlock ??= Place.Loop.Buffers.Rent();
        head.CopyTo(_headBlock.Span);
        return _headBlock.Memory;
    }

    private void Begin(ClientConnection client)
    {
        _client = client;
        Progress = default;
        Place.Counters.Requests++;
    }

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

    /// <summary>True when the client connection may serve another exchange.</summary>
    private bool Settle()
    {
        Waits.Stop();
        if (Cause is null || ReferenceEquals(Cause, Termination.Local) || ReferenceEquals(Cause, Termination.Denied))
        {
            Place.Counters.Completed++;
        }
        else
        {
            Place.Counters.Terminated++;
        }

        Attempts.Release(keep: Cause is null && _responder.ServerKeeps && Progress.CanReuse);
        bool again = (Cause is null || _responder.HasAnswered) && _responder.ClientKeeps && Progress.CanReuse && Client.Pipe.Error == 0;
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
        if (_headBlock is not null)
        {
            Place.Loop.Buffers.Return(_headBlock);
            _headBlock = null;
        }

        Request.Reset();
        Upload.Reset();
        Download.Reset();
        _receiver.Reset();
        Sender.Reset();
        Attempts.Reset();
        _responder.Reset();
        Backend = null;
        Cause = null;
        Fault = HttpFault.None;
        ResponseBegun = false;
        Status = 0;
        RequestBody = default;
        _client = null;
    }
}
