using System;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Engine.Config.Model;
using Engine.Http;
using Engine.IO.Buffers;
using Engine.IO.Tasks;
using Engine.Proxy.Plan;
using Engine.Proxy.Relays;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Step 6: writes the request head, and carries the body beside whatever else the exchange does: a server may well answer before
/// it has all of it.
/// </summary>
internal sealed class RequestSender(Exchange exchange)
{
    private LoopTask _body;

    /// <summary>True from the body's start until somebody has waited for its end.</summary>
    private bool _hasBody;

    /// <summary>True once the head stands in the output of the attempt's connection.</summary>
    internal bool HeadIsWritten { get; private set; }

    /// <summary>True exactly while the body is on its way.</summary>
    internal bool IsSendingBody { get; private set; }

    /// <summary>A copy of a body that may have to be sent again; null when there is none.</summary>
    private SlabBuffer? _kept;
    private int _keptLength;

    internal bool HasKeptBody => _kept is not null;

    /// <summary>The whole body, once it was kept.</summary>
    internal ReadOnlyMemory<byte> KeptBody => _kept is null ? default : _kept.Memory[.._keptLength];

    /// <summary>The next attempt begins with the head again.</summary>
    internal void BeginAgain() => HeadIsWritten = false;

    internal void Reset()
    {
        HeadIsWritten = false;
        if (_kept is not null)
        {
            exchange.Place.Loop.Buffers.Return(_kept);
            _kept = null;
        }
    }

    /// <summary>Writes the head; it leaves with the first flush. False: rewritten, it does not fit a block.</summary>
    internal bool TryWriteHead()
    {
        PipeWriter output = exchange.ServerPipe.Output;
        int written = WriteHead(output.GetSpan());
        if (written < 0)
        {
            return false;
        }

        output.Advance(written);
        exchange.Record.SentHeadBytes = written;
        HeadIsWritten = true;
        return true;
    }

    /// <summary>Bytes written; -1: rewritten, the head does not fit.</summary>
    internal int WriteHead(Span<byte> destination)
    {
        BackendPlan backend = exchange.Backend!;
        if (backend.Persistence is not null && !exchange.Persistence.Fits)
        {
            return -1;
        }

        bool keep = !exchange.Settings.ClosesServer
            && (backend.PretendsKeepAlive
                || (backend.ConnectionMode == ConnectionMode.KeepAlive && exchange.Frontend.ConnectionMode != ConnectionMode.ServerClose));
        bool isHttp11 = exchange.Request.Version >= HttpVersion.Http11;
        ConnectionOption option = exchange.AsksForUpgrade && isHttp11 ? ConnectionOption.Upgrade
            : keep ? (isHttp11 ? ConnectionOption.None : ConnectionOption.KeepAlive)
            : isHttp11 ? ConnectionOption.Close : ConnectionOption.None;

        return NeedsLines(backend) ? WriteWithLines(backend, option, destination) : Write(backend, option, default, destination);
    }

    /// <summary>True when lines of the proxy's own go with the head.</summary>
    private bool NeedsLines(BackendPlan backend) =>
        backend.ForwardFor is not null || exchange.Frontend.ForwardFor is not null || backend.OriginalTo is not null || exchange.Frontend.OriginalTo is not null
            || backend.ServerNameHeader.Length > 0 || backend.Forwarded is not null;

    private int WriteWithLines(BackendPlan backend, ConnectionOption option, Span<byte> destination)
    {
        Span<byte> lines = stackalloc byte[AddressHeaders.BytesMax + ServerNameHeader.BytesMax + ForwardedLine.BytesMax];
        int length = AddressHeaders.Write(exchange, lines);
        if (backend.ServerNameHeader.Length > 0)
        {
            length += ServerNameHeader.Write(exchange, lines[length..]);
        }

        if (backend.Forwarded is not null)
        {
            length += ForwardedLine.Write(exchange, backend.Forwarded, lines[length..]);
        }

        return Write(backend, option, lines[..length], destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Write(BackendPlan backend, ConnectionOption option, ReadOnlySpan<byte> lines, Span<byte> destination)
    {
        RequestHead request = exchange.Request;
        RequestRewrite rewrite = new()
        {
            Version = request.Version,
            Connection = option,
            UsesProxyConnection = exchange.Frontend.UsesProxyConnection && exchange.UsesProxyConnection,
            Coding = exchange.Compression.RequestCoding,
            ExtraLines = lines,
        };
        int written = HeadWriter.WriteRequest(request, rewrite, destination);
        if (written > 0)
        {
            backend.FieldCases?.Apply(destination[..written]);
        }

        return written;
    }

    /// <summary>Starts to carry the body.</summary>
    internal void StartBody()
    {
        _hasBody = IsSendingBody = true;
        KeepForReplay();
        exchange.RequestContent.Release();
        exchange.Upload.Connect(exchange.Client.Pipe, exchange.ServerPipe);
        _body = SendBodyAsync();
    }

    /// <summary>
    /// True when a response may end before the body does, and the body goes on behind it: a server that answers early need not
    /// have had enough. A client that was told to wait (RFC 9110 section 10.1.1) may never send its body, and then nobody could
    /// tell it from a further request.
    /// </summary>
    internal bool MayOutlastResponse => IsSendingBody && !(exchange.Request.ExpectsContinue && exchange.Upload.Bytes == 0);

    /// <summary>Waits for the body's end, until it has let go of both connections.</summary>
    /// <param name="cut">Ends it where it stands, if it has not ended by itself.</param>
    internal LoopTask EndBodyAsync(bool cut) => _hasBody ? EndBodySlowAsync(cut) : default;

    /// <summary>CFG 4.2 retry-on: a body that has arrived whole with its head can be sent again after it has left; no other can.</summary>
    private void KeepForReplay()
    {
        if (!RetryPolicy.WantsReplay(exchange.Backend!) || exchange.Settings.ForbidsReplay || !RetryPolicy.IsIdempotent(exchange.Request.Method)
            || exchange.RequestBody.Kind != BodyKind.Length || !exchange.RequestContent.IsWhole
            || !exchange.RequestContent.TryRead(exchange.Place.Scratch, out ReadOnlySpan<byte> body))
        {
            return;
        }

        _kept = exchange.Place.Loop.Buffers.Rent();
        _keptLength = body.Length;
        body.CopyTo(_kept.Span);
    }

    private async LoopTask EndBodySlowAsync(bool cut)
    {
        if (!cut && MayOutlastResponse)
        {
            exchange.Waits.OnDownloadEnd();
        }
        else if (IsSendingBody)
        {
            exchange.Client.LingerAtClose();
            exchange.Progress.RefuseReuse();
            exchange.Upload.Cut();
            exchange.Client.Pipe.CancelWaits();
            exchange.ServerPipe.CancelWaits();
        }

        LoopTask body = _body;
        _body = default;
        _hasBody = false;
        await body;
    }

    private async LoopTask SendBodyAsync()
    {
        RelayEnd end = exchange.Compression.Request is { } codec
            ? await CompressedRelay.RunAsync(exchange.Upload, exchange.Compression.RequestBody, codec, exchange.RequestBody)
            : exchange.RequestBody.Kind == BodyKind.Chunked ? await ChunkedRelay.RunAsync(exchange.Upload, rechunk: true)
            : await PlainRelay.RunLengthAsync(exchange.Upload, exchange.RequestBody.Length);
        IsSendingBody = false;
        switch (end)
        {
            case RelayEnd.Done:
                exchange.Progress.TryClient(MessageEvent.BodyEnds);
                exchange.Waits.OnUploadEnd();
                break;
            case RelayEnd.SourceClosed:
                exchange.Terminate(Termination.ClientAbortedInUpload);
                break;
            case RelayEnd.SourceInvalid:
                exchange.Client.LingerAtClose();
                exchange.Terminate(Termination.BadRequestBody);
                break;
            case RelayEnd.CodecFailed:
                exchange.Client.LingerAtClose();
                exchange.Terminate(Termination.CompressionFailed);
                break;
            default:
                // The server stopped listening: what it says, or its silence, decides.
                exchange.Client.LingerAtClose();
                exchange.Progress.RefuseReuse();
                break;
        }
    }
}
