using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks;
using Engine.Config.Model;
using Engine.Http;
using Engine.IO.Tasks;
using Engine.Proxy.Clients;
using Engine.Proxy.Relays;
using Engine.Proxy.Replies;

namespace Engine.Proxy.Exchanges;

/// <summary>Step 8: decides who keeps its connection, writes the response head, carries the body; or gives the proxy's own answer.</summary>
internal sealed class Responder(Exchange exchange)
{
    /// <summary>True when the client connection is meant to serve another exchange.</summary>
    internal bool ClientKeeps { get; private set; }

    /// <summary>True when the server connection is meant to serve another exchange.</summary>
    internal bool ServerKeeps { get; private set; }

    internal void Reset() => ClientKeeps = ServerKeeps = false;

    /// <summary>Carries the response whose head has arrived.</summary>
    internal async LoopTask RespondAsync()
    {
        BodyFraming framing = Framing.OfResponse(exchange.Response, exchange.Request.Method);
        if (framing.Fault != HttpFault.None)
        {
            exchange.Fault = framing.Fault;
            exchange.Terminate(Termination.BadResponse);
            return;
        }

        bool toOldClient = framing.Kind == BodyKind.Chunked && exchange.Request.Version < HttpVersion.Http11;
        Decide(framing, toOldClient);
        if (!WriteHead(framing, toOldClient))
        {
            exchange.Terminate(Termination.HeadOverflow);
            return;
        }

        exchange.ResponseBegun = true;
        exchange.Status = exchange.Response.Status;
        exchange.Download.Connect(exchange.ServerPipe, exchange.Client.Pipe);
        if (framing.Kind == BodyKind.Tunnel)
        {
            await SwitchAsync();
            return;
        }

        bool hasBody = framing.Kind is BodyKind.Chunked or BodyKind.UntilClose || framing.Length > 0;
        exchange.Progress.TryServer(hasBody ? MessageEvent.HeadEnds : MessageEvent.HeadEndsAll);
        RelayEnd end = framing.Kind switch
        {
            BodyKind.Chunked => await ChunkedRelay.RunAsync(exchange.Download, rechunk: !toOldClient),
            BodyKind.UntilClose => await PlainRelay.RunToEndAsync(exchange.Download),
            BodyKind.Length when framing.Length > 0 => await PlainRelay.RunLengthAsync(exchange.Download, framing.Length),
            _ => PlainRelay.Refusal(await exchange.Download.FlushAsync()) ?? RelayEnd.Done,
        };
        Finish(end, hasBody);
    }

    /// <summary>Gives the proxy's own answer.</summary>
    internal async LoopTask AnswerAsync(LocalReply reply)
    {
        exchange.ResponseBegun = true;
        if (reply.IsSilent)
        {
            return;
        }

        // Faults of framing and of the connection end it; a clean request that is refused or redirected does not.
        bool clean = exchange.Cause is { } cause
            && (ReferenceEquals(cause, Termination.Local) || ReferenceEquals(cause, Termination.Denied));
        bool bodyLeft = exchange.Progress.Client == MessageState.Body;
        ClientKeeps = clean && !bodyLeft && exchange.Request.WantsKeepAlive
            && exchange.Frontend.ConnectionMode != ConnectionMode.Close && !exchange.Place.IsStopping;
        if (bodyLeft)
        {
            exchange.Client.LingerAtClose();
        }

        exchange.Status = reply.Status;
        PipeWriter output = exchange.Client.Pipe.Output;
        bool headOnly = exchange.Request.Method == HttpMethod.Head;
        ReadOnlySpan<byte> connection = !ClientKeeps ? "close"u8
            : exchange.Request.Version < HttpVersion.Http11 ? "keep-alive"u8 : default;
        reply.WriteHead(output, connection);
        ValueTask<FlushResult> flush = headOnly ? output.FlushAsync() : output.WriteAsync(reply.Body);
        if (!flush.IsCompleted)
        {
            exchange.Client.Await(ClientWait.Response, exchange.Frontend.Timeouts.ClientMs);
        }

        FlushResult flushed = await flush;
        ClientKeeps &= PlainRelay.Refusal(flushed) is null;
        if (ClientKeeps)
        {
            exchange.Progress.TryServer(MessageEvent.HeadBegins);
            exchange.Progress.TryServer(MessageEvent.HeadEndsAll);
        }
    }

    private void Decide(in BodyFraming framing, bool toOldClient)
    {
        bool delimited = framing.Kind is not (BodyKind.UntilClose or BodyKind.Tunnel);
        bool requestDone = exchange.Progress.Client == MessageState.Done;
        ClientKeeps = delimited && !toOldClient && requestDone && exchange.Request.WantsKeepAlive
            && exchange.Frontend.ConnectionMode != ConnectionMode.Close && !exchange.Place.IsStopping;
        ServerKeeps = delimited && !framing.CloseAfter && exchange.Response.WantsKeepAlive
            && exchange.Backend!.ConnectionMode == ConnectionMode.KeepAlive
            && exchange.Frontend.ConnectionMode != ConnectionMode.ServerClose;
    }

    private bool WriteHead(in BodyFraming framing, bool toOldClient)
    {
        ResponseHead response = exchange.Response;
        bool isHttp11 = exchange.Request.Version >= HttpVersion.Http11;
        ConnectionOption option = framing.Kind == BodyKind.Tunnel
            ? (response.Status == 101 ? ConnectionOption.Upgrade : ConnectionOption.None)
            : !ClientKeeps ? (isHttp11 ? ConnectionOption.Close : ConnectionOption.None)
            : !isHttp11 || response.Version < HttpVersion.Http11 ? ConnectionOption.KeepAlive : ConnectionOption.None;
        ResponseRewrite rewrite = new()
        {
            Version = response.Version,
            Connection = option,
            Coding = toOldClient ? CodingChange.Remove : CodingChange.Keep,
        };
        PipeWriter output = exchange.Client.Pipe.Output;
        int written = HeadWriter.WriteResponse(response, rewrite, output.GetSpan());
        if (written < 0)
        {
            return false;
        }

        output.Advance(written);
        exchange.ServerPipe.Input.AdvanceTo(exchange.ResponseHeadEnd);
        return true;
    }

    /// <summary>From here on the two connections are one pipe in each direction (101, or CONNECT and 2xx).</summary>
    private async LoopTask SwitchAsync()
    {
        exchange.Progress.TryServer(MessageEvent.HeadEnds);
        exchange.Progress.TryServer(MessageEvent.Switches);
        await exchange.EndUploadAsync();
        await Tunnel.RunAsync(exchange);
    }

    private void Finish(RelayEnd end, bool hasBody)
    {
        switch (end)
        {
            case RelayEnd.Done when hasBody:
                exchange.Progress.TryServer(MessageEvent.BodyEnds);
                break;
            case RelayEnd.SourceClosed:
                exchange.Terminate(Termination.ServerClosedInResponse);
                break;
            case RelayEnd.SourceInvalid:
                exchange.Terminate(Termination.BadResponseBody);
                break;
            case RelayEnd.SinkFailed:
                exchange.Terminate(Termination.ClientAbortedInResponse);
                break;
        }
    }
}
