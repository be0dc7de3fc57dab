using System;
using System.IO.Pipelines;
using System.Threading.Tasks;
using Engine.Config.Model;
using Engine.Http;
using Engine.IO.Pipes;
using Engine.IO.Tasks;
using Engine.Proxy.Caching;
using Engine.Proxy.Clients;
using Engine.Proxy.Relays;
using Engine.Proxy.Replies;

namespace Engine.Proxy.Exchanges;

/// <summary>Step 8: decides who keeps its connection, writes the response head, carries the body; or gives the proxy's own answer.</summary>
internal sealed class Responder(Exchange exchange)
{
    /// <summary>The one status besides 101 whose Upgrade field is said to be there (RFC 9110 section 15.5.22).</summary>
    private const int UpgradeRequired = 426;

    private readonly ResponseRules _rules = new(exchange);
    private BodyFraming _framing;

    /// <summary>True while a rule waits: nothing of the response has been written.</summary>
    private bool _ruleWaits;

    /// <summary>True when the whole response went to the client's output in one piece.</summary>
    private bool _whole;

    /// <summary>True when a chunked body goes to a client that does not know chunks (HTTP/1.0).</summary>
    private bool _dechunk;

    /// <summary>What becomes of Transfer-Encoding: the body may be framed otherwise than it came.</summary>
    private CodingChange _coding;

    /// <summary>True when the client connection is meant to serve another exchange.</summary>
    internal bool ClientKeeps { get; private set; }

    /// <summary>True when the server connection is meant to serve another exchange.</summary>
    internal bool ServerKeeps { get; private set; }

    /// <summary>True once the proxy has given its own answer.</summary>
    internal bool HasAnswered { get; private set; }

    /// <summary>True when the response leaves the server free to take the rest of a request body.</summary>
    internal bool LeavesBodyRunning => ServerKeeps && exchange.Cause is null;

    /// <summary>What rules answer in the server's place.</summary>
    internal Reply? Reply => _rules.Reply;

    internal void Reset()
    {
        _rules.Reset();
        _ruleWaits = false;
        ClientKeeps = ServerKeeps = HasAnswered = _dechunk = _whole = false;
        _framing = default;
        _coding = CodingChange.Keep;
    }

    /// <summary>Begins the response whose head has arrived. Done: that was all of it, or it cannot be sent. Slow: call <see cref="RespondAsync"/>.</summary>
    internal Step TryRespond()
    {
        exchange.Progress.TryServer(MessageEvent.HeadBegins);
        _framing = Framing.OfResponse(exchange.Response, exchange.Request.Method);

        if (_framing.Fault != HttpFault.None || (exchange.Response.Status == 101 && !MaySwitch))
        {
            exchange.Fault = _framing.Fault;
            exchange.Terminate(Termination.BadResponse);
            return Step.Done;
        }

        if (exchange.Tracking.IsActive)
        {
            exchange.Tracking.OnResponse(exchange.Response.Status);
        }

        if (exchange.Frontend.Captures.IsActive)
        {
            exchange.Captures.TakeResponse(exchange.Frontend.Captures);
        }

        if (_rules.Any)
        {
            exchange.Heads.KeepResponse();
            exchange.ServerPipe.Input.Consume(exchange.ResponseHeadBytes);
            exchange.ResponseHeadBytes = 0;
            exchange.ResponseContent.Begin(_framing);
            Step step = _rules.TryRun();
            if (step != Step.Done)
            {
                _ruleWaits = step == Step.Wait;
                return step == Step.Wait ? Step.Slow : Step.Done;
            }
        }

        return Begin();
    }

    /// <summary>Writes the head, and the body with it where it is there.</summary>
    private Step Begin()
    {
        _dechunk = _framing.Kind == BodyKind.Chunked && exchange.Request.Version < HttpVersion.Http11;
        _coding = _dechunk ? CodingChange.Remove : CodingChange.Keep;
        if (exchange.Frontend.MayCompress && exchange.Compression.TryBeginResponse(ref _framing))
        {
            _coding = CodingChange.AddChunked;
        }

        Decide();
        if (!WriteHead())
        {
            exchange.Terminate(Termination.HeadOverflow);
            return Step.Done;
        }

        exchange.ResponseBegun = true;
        exchange.Status = exchange.Response.Status;
        exchange.Record.OnResponseBegins();
        if (_framing.Kind == BodyKind.Tunnel)
        {
            return Step.Slow;
        }

        exchange.Progress.TryServer(HasBody ? MessageEvent.HeadEnds : MessageEvent.HeadEndsAll);
        return exchange.Download.IsPaced && HasBody ? Step.Slow : TryRespondWhole();
    }

    /// <summary>TCP mode: reads the rules on what the server says first. Afterwards it passes, or the session is terminated.</summary>
    internal async LoopTask InspectAsync()
    {
        while (_rules.TryRun() == Step.Wait)
        {
            await exchange.RuleWait.WaitAsync(_rules.Wait, exchange.ServerPipe.Input);
        }
    }

    /// <summary>Carries what <see cref="TryRespond"/> left.</summary>
    internal async LoopTask RespondAsync()
    {
        while (_ruleWaits)
        {
            await exchange.RuleWait.WaitAsync(_rules.Wait, exchange.ServerPipe.Input);
            Step step = _rules.TryRun();
            _ruleWaits = step == Step.Wait;
            if (step == Step.Slow || (step == Step.Done && Begin() == Step.Done))
            {
                return;
            }
        }

        if (_framing.Kind == BodyKind.Tunnel)
        {
            await SwitchAsync();
            return;
        }

        if (_whole)
        {
            exchange.Waits.AwaitSink(Direction.Response);
            FlushResult flushed = await exchange.Client.Pipe.Output.FlushAsync();
            FinishWhole(PlainRelay.Refusal(flushed) ?? RelayEnd.Done);
            return;
        }

        exchange.Download.Connect(exchange.ServerPipe, exchange.Client.Pipe);
        RelayEnd end = _framing.Kind switch
        {
            BodyKind.Chunked when exchange.Compression.Response is { } codec =>
                await CompressedRelay.RunAsync(exchange.Download, exchange.Compression.ResponseBody, codec, exchange.Compression.ResponseFraming),
            BodyKind.Chunked => await ChunkedRelay.RunAsync(exchange.Download, rechunk: !_dechunk),
            BodyKind.UntilClose => await PlainRelay.RunToEndAsync(exchange.Download),
            _ => await PlainRelay.RunLengthAsync(exchange.Download, _framing.Length),
        };
        if (end is RelayEnd.SourceClosed or RelayEnd.SourceInvalid)
        {
            // What came before the fault is the client's all the same.
            await exchange.Download.FlushAsync();
        }

        Finish(end);
    }

    /// <summary>Gives what a cache has as if a server had said it: rules on responses see it, and it may be compressed (CFG 6).</summary>
    internal async LoopTask ServeAsync(ExchangeCache cache)
    {
        if (!cache.TryLoadHead())
        {
            exchange.Terminate(Termination.ResponseOverflow);
            return;
        }

        if (exchange.Frontend.Captures.IsActive)
        {
            exchange.Captures.TakeResponse(exchange.Frontend.Captures);
        }

        Step step;
        while ((step = _rules.TryRunOnHit()) == Step.Wait)
        {
            await exchange.RuleWait.WaitAsync(_rules.Wait, exchange.Client.Pipe.Input);
        }

        if (step == Step.Slow)
        {
            return;
        }

        if (!TryBeginServing())
        {
            exchange.Terminate(Termination.ResponseOverflow);
            return;
        }

        exchange.ResponseBegun = HasAnswered = true;
        exchange.Record.OnResponseBegins();
        bool sent = await cache.Sender.SendAsync(HasBody ? cache.Body : default);
        if (!sent)
        {
            exchange.Terminate(Termination.ClientAbortedInResponse);
            ClientKeeps = false;
            return;
        }

        exchange.Progress.TryServer(MessageEvent.HeadBegins);
        exchange.Progress.TryServer(MessageEvent.HeadEndsAll);
        exchange.EndLocally();
    }

    /// <summary>Writes the head of what a cache has. False: rewritten, it does not fit.</summary>
    private bool TryBeginServing()
    {
        _framing = Framing.OfResponse(exchange.Response, exchange.Request.Method);
        bool isCoded = exchange.Frontend.MayCompress && exchange.Compression.TryBeginResponse(ref _framing);
        ClientKeeps = exchange.Progress.Client == MessageState.Done && MayKeepClient;
        exchange.Download.Connect(exchange.Client.Pipe, exchange.Client.Pipe);
        LoopWriter output = exchange.Client.Pipe.Output;
        output.ClosesNext = LeavesWithEnd && !HasBody;
        return TryWriteOwnHead(output, isCoded ? CodingChange.AddChunked : CodingChange.Keep, exchange.Compression.ResponseLines);
    }

    /// <summary>Gives the proxy's own answer.</summary>
    internal async LoopTask AnswerAsync(Reply reply)
    {
        exchange.ResponseBegun = HasAnswered = true;
        if (reply.IsSilent)
        {
            return;
        }

        // A fault of the client's ends its connection. A request that is whole leaves it usable, whoever failed to answer.
        bool isClientsFault = exchange.Cause!.Side == Side.Client;
        if (!isClientsFault && exchange.RequestContent.TryDrop())
        {
            exchange.Progress.TryClient(MessageEvent.BodyEnds);
        }

        ClientKeeps = !isClientsFault && exchange.Progress.Client == MessageState.Done && MayKeepClient;
        if (exchange.Progress.Client == MessageState.Body)
        {
            exchange.Client.LingerAtClose();
        }

        LoopWriter output = exchange.Client.Pipe.Output;
        output.ClosesNext = LeavesWithEnd && reply is not StreamedReply;
        bool headOnly = exchange.Request.Method == HttpMethod.Head;
        if (!(exchange.HasRequest && (_rules.AnyAfter || EditsAnswers)) || !TryWriteEditedHead(reply, output))
        {
            exchange.Status = reply.Status;
            exchange.Record.ResponseHeadBytes += reply.WriteHead(output, !ClientKeeps ? "close"u8 : exchange.Request.Version < HttpVersion.Http11 ? "keep-alive"u8 : default);
        }

        exchange.Record.ResponseHeadBytes += headOnly ? 0 : reply.Body.Length;
        ValueTask<FlushResult> flush = headOnly ? output.FlushAsync() : output.WriteAsync(reply.Body);
        if (!flush.IsCompleted)
        {
            exchange.Client.Await(ClientWait.Response, exchange.ClientTimeoutMs);
        }

        FlushResult flushed = await flush;
        bool sent = PlainRelay.Refusal(flushed) is null;
        if (sent && !headOnly && reply is StreamedReply streamed && !await new ReplyStream(exchange).RunAsync(streamed))
        {
            sent = false;
            exchange.Client.ResetAtClose();
        }

        ClientKeeps &= sent;
        if (ClientKeeps)
        {
            exchange.Progress.TryServer(MessageEvent.HeadBegins);
            exchange.Progress.TryServer(MessageEvent.HeadEndsAll);
        }
    }

    /// <summary>True when answers are written as no reply holds them: their names, or the field that says whether the connection lives on.</summary>
    private bool EditsAnswers => exchange.Frontend.FieldCases is not null || exchange.Frontend.UsesProxyConnection;

    /// <summary>The last bytes may wait for the connection's end to leave with it, unless that will be a reset (<c>option nolinger</c>), which would destroy them.</summary>
    private bool LeavesWithEnd => !ClientKeeps && exchange.Progress.Client == MessageState.Done && !exchange.Frontend.ResetsAtClose;

    private bool MayKeepClient =>
        exchange.Request.WantsKeepAlive && !exchange.Settings.ClosesClient && exchange.Frontend.ConnectionMode != ConnectionMode.Close && !exchange.Place.ClosesNext;

    /// <summary>
    /// The proxy's own answer after <c>http-after-response</c> rules. False when the edited head does not fit: the answer goes
    /// unedited then, since there is no other answer left to give.
    /// </summary>
    private bool TryWriteEditedHead(Reply reply, PipeWriter output)
    {
        if (!exchange.Heads.TryKeepReply(reply))
        {
            return false;
        }

        _rules.RunAfter();
        ClientKeeps &= !exchange.Settings.ClosesClient;
        return TryWriteOwnHead(output, CodingChange.Keep, default);
    }

    /// <summary>Writes the head of what no server answers. False: it does not fit.</summary>
    private bool TryWriteOwnHead(PipeWriter output, CodingChange coding, ReadOnlySpan<byte> lines)
    {
        ResponseRewrite rewrite = new()
        {
            Coding = coding,
            ExtraLines = lines,
            Connection = !ClientKeeps ? ConnectionOption.Close
                : exchange.Request.Version < HttpVersion.Http11 ? ConnectionOption.KeepAlive : ConnectionOption.None,
            UsesProxyConnection = exchange.Frontend.UsesProxyConnection && exchange.UsesProxyConnection,
        };
        Span<byte> room = output.GetSpan();
        int written = HeadWriter.WriteResponse(exchange.Response, rewrite, room);
        if (written < 0)
        {
            return false;
        }

        exchange.Frontend.FieldCases?.Apply(room[..written]);

        output.Advance(written);
        exchange.Record.ResponseHeadBytes += written;
        exchange.Status = exchange.Response.Status;
        return true;
    }

    /// <summary>
    /// What nobody asked for would let the server's next bytes pass for whatever it likes (RFC 9110 section 15.2.2). A server that
    /// switches says so in Connection (section 7.8), and to WebSocket with an answer to the key (RFC 6455 section 4.2.2).
    /// </summary>
    private bool MaySwitch =>
        exchange.AsksForUpgrade && (exchange.Response.Connection & ConnectionTokens.Upgrade) != 0
        && (exchange.Request.Upgrade != UpgradeProtocol.WebSocket || exchange.Response.IndexOf(FieldName.SecWebSocketAccept) >= 0);

    private bool HasBody => _framing.Kind is BodyKind.Chunked or BodyKind.UntilClose || _framing.Length > 0;

    /// <summary>A body that has arrived whole with its head leaves with it, in one send; so does a head without body.</summary>
    private Step TryRespondWhole()
    {
        LoopReader input = exchange.ServerPipe.Input;
        LoopWriter output = exchange.Client.Pipe.Output;
        int length = (int)long.Min(_framing.Length, int.MaxValue);
        if (HasBody && (_framing.Kind != BodyKind.Length || input.Unread.Length < length))
        {
            return Step.Slow;
        }

        _whole = true;
        output.ClosesNext = LeavesWithEnd;
        exchange.Download.Count(length, length);
        if (exchange.Cache is { } cache)
        {
            cache.Add(HasBody ? input.Unread[..length] : default);
            cache.Commit();
        }

        if (!(HasBody ? output.TryWriteSoon(input.UnreadMemory[..length]) : output.TryFlushSoon()))
        {
            return Step.Slow;
        }

        FinishWhole(output.HasFailed ? RelayEnd.SinkFailed : RelayEnd.Done);
        return Step.Done;
    }

    private void FinishWhole(RelayEnd end)
    {
        exchange.ServerPipe.Input.Consume((int)_framing.Length);
        Finish(end);
    }

    private void Decide()
    {
        bool delimited = _framing.Kind is not (BodyKind.UntilClose or BodyKind.Tunnel);
        ServerKeeps = delimited && !_framing.CloseAfter && exchange.Response.WantsKeepAlive && !exchange.Settings.ClosesServer
            && exchange.Backend!.ConnectionMode == ConnectionMode.KeepAlive
            && exchange.Frontend.ConnectionMode != ConnectionMode.ServerClose;
        bool requestEnds = exchange.Progress.Client == MessageState.Done || (LeavesBodyRunning && exchange.Sender.MayOutlastResponse);

        // Of HTTP/1.0 with a coding a careful client trusts no end (RFC 9112 section 6.1): it would not take another response from here.
        bool isSuspect = _framing.Kind == BodyKind.Chunked && exchange.Response.Version < HttpVersion.Http11;
        ClientKeeps = delimited && !_dechunk && !isSuspect && requestEnds && MayKeepClient;
        exchange.ServerConnection.IsSignedIn |= ConnectionAuthentication.IsChallengedBy(exchange.Response);
    }

    private bool WriteHead()
    {
        ResponseHead response = exchange.Response;
        bool isHttp11 = exchange.Request.Version >= HttpVersion.Http11;
        ConnectionOption option = _framing.Kind == BodyKind.Tunnel
            ? (response.Status == 101 ? ConnectionOption.Upgrade : ConnectionOption.None)
            : !ClientKeeps ? (isHttp11 ? ConnectionOption.Close : ConnectionOption.None)
            : !isHttp11 || response.Version < HttpVersion.Http11 ? ConnectionOption.KeepAlive
            : response.Status == UpgradeRequired && response.IndexOf(FieldName.Upgrade) >= 0 ? ConnectionOption.Upgrade : ConnectionOption.None;
        ResponseRewrite rewrite = new()
        {
            Version = response.Version,
            Connection = option,
            UsesProxyConnection = exchange.Frontend.UsesProxyConnection && exchange.UsesProxyConnection,
            Coding = _coding,
            ExtraLines = exchange.Compression.ResponseLines,
        };
        PipeWriter output = exchange.Client.Pipe.Output;
        Span<byte> room = output.GetSpan();
        int written = HeadWriter.WriteResponse(response, rewrite, room);
        if (written < 0)
        {
            return false;
        }

        exchange.Frontend.FieldCases?.Apply(room[..written]);

        output.Advance(written);
        exchange.Record.ResponseHeadBytes += written;
        exchange.ServerPipe.Input.Consume(exchange.ResponseHeadBytes);
        return true;
    }

    /// <summary>From here on the two connections are one pipe in each direction (101, or CONNECT and 2xx).</summary>
    private async LoopTask SwitchAsync()
    {
        exchange.Progress.TryServer(MessageEvent.HeadEnds);
        exchange.Progress.TryServer(MessageEvent.Switches);
        await exchange.Sender.EndBodyAsync(cut: true);
        await Tunnel.RunAsync(exchange);
    }

    private void Finish(RelayEnd end)
    {
        if (end != RelayEnd.Done && (_dechunk || _framing.Kind == BodyKind.UntilClose))
        {
            // An orderly close is this body's only mark of completeness, so that must not be what the client sees (RFC 9112 section 8).
            exchange.Client.ResetAtClose();
        }

        switch (end)
        {
            case RelayEnd.Done when HasBody:
                exchange.Progress.TryServer(MessageEvent.BodyEnds);
                break;
            case RelayEnd.SourceClosed:
                exchange.Terminate(Termination.ServerClosedInResponse);
                break;
            case RelayEnd.SourceInvalid:
                exchange.Terminate(Termination.BadResponseBody);
                break;
            case RelayEnd.CodecFailed:
                exchange.Terminate(Termination.CompressionFailed);
                break;
            case RelayEnd.SinkFailed:
                exchange.Terminate(Termination.ClientAbortedInResponse);
                break;
        }
    }
}
