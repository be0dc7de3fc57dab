using System;
using System.IO.Pipelines;
using Engine.Http;
using Engine.IO.Tasks;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Relays;
using Engine.Proxy.Stages;

namespace Engine.Proxy.Compression;

/// <summary>
/// A body on its way through an encoder into chunks: each piece of encoded bytes becomes a chunk in the sink's block, which is flushed
/// when it is full, when the source pauses, and at the end. Holds one encoder and nothing else, however long the body is.
/// </summary>
internal sealed class EncodedBody(Exchange exchange, bool isResponse)
{
    /// <summary>Four digits and CR LF: the room in front of a chunk's data.</summary>
    private const int HeaderBytes = 6;

    /// <summary>What four digits can say.</summary>
    private const int ChunkBytesMax = 0xFFFF;

    /// <summary>Encoded bytes that wait for their turn, where a limit counts them.</summary>
    private const int HeldBytesMax = 4096;

    private CodecPlan? _codec;
    private BodyEncoder? _encoder;
    private RelayLink? _link;

    /// <summary>Made when first needed, and kept with the exchange's object.</summary>
    private byte[]? _held;

    /// <summary>True when the encoder may hold bytes that the receiver could not decode yet.</summary>
    private bool _holds;
    private bool _isFinished;

    internal void Begin(RelayLink link, CodecPlan codec)
    {
        _link = link;
        _codec = codec;
        _encoder = exchange.Place.Encoders.Rent(codec);
        _holds = _isFinished = false;
    }

    /// <summary>Gives the encoder back.</summary>
    internal void End()
    {
        if (_isFinished && isResponse)
        {
            exchange.Frontend.State.Compression.Responses.Add(exchange.Place.Loop.Index, 1);
            exchange.Backend?.State.Compression.Responses.Add(exchange.Place.Loop.Index, 1);
        }

        exchange.Place.Encoders.Return(_codec!, _encoder!, _isFinished);
        _encoder = null;
        _codec = null;
        _link = null;
    }

    /// <summary>Encodes a piece, no faster than a rule has set. Null when all of it is in the encoder or in the sink's block.</summary>
    internal LoopTask<RelayEnd?> PutAsync(ReadOnlyMemory<byte> piece, EncodeEnd end) =>
        !_link!.IsPaced ? PutAtOnceAsync(piece, end) : _link.Pace!.IsOfEncoded ? PutHeldAsync(piece, end) : PutPacedAsync(piece, end);

    /// <summary>As much at a time as may pass; what has passed reaches the receiver before the next wait.</summary>
    private async LoopTask<RelayEnd?> PutPacedAsync(ReadOnlyMemory<byte> piece, EncodeEnd end)
    {
        while (!piece.IsEmpty)
        {
            ReadOnlyMemory<byte> allowed = await _link!.PassAsync(piece, this);
            if (allowed.IsEmpty)
            {
                return RelayEnd.Canceled;
            }

            if (await PutAtOnceAsync(allowed, EncodeEnd.More) is { } ended)
            {
                return ended;
            }

            piece = piece[allowed.Length..];
        }

        return end == EncodeEnd.More ? null : await PutAtOnceAsync(default, end);
    }

    /// <summary>All of it goes into the encoder, and what comes out passes in as many pieces as the pace makes of it.</summary>
    private async LoopTask<RelayEnd?> PutHeldAsync(ReadOnlyMemory<byte> piece, EncodeEnd end)
    {
        _held ??= new byte[HeldBytesMax];
        while (true)
        {
            EncodeStatus status = Encode(piece.Span, _held, end, out int consumed, out int written);
            piece = piece[consumed..];

            // The bytes that pass count themselves as payload; it is what came that is meant.
            _link!.Count(consumed - written, 0);
            if (await ChunkedRelay.PassPacedAsync(_link, _held.AsMemory(0, written), rechunk: true) is { } ended)
            {
                return ended;
            }

            if (status != EncodeStatus.Full)
            {
                return status == EncodeStatus.Failed ? RelayEnd.CodecFailed : null;
            }
        }
    }

    private async LoopTask<RelayEnd?> PutAtOnceAsync(ReadOnlyMemory<byte> piece, EncodeEnd end)
    {
        while (true)
        {
            EncodeStatus status = EncodeChunk(piece.Span, end, out int consumed);
            piece = piece[consumed..];
            if (status != EncodeStatus.Full)
            {
                return status == EncodeStatus.Failed ? RelayEnd.CodecFailed : null;
            }

            if (PlainRelay.Refusal(await _link!.FlushAsync()) is { } refused)
            {
                return refused;
            }
        }
    }

    /// <summary>The source pauses, or has broken off: the receiver gets all that has come so far.</summary>
    internal async LoopTask<RelayEnd?> PauseAsync()
    {
        if (_holds && await PutAsync(default, EncodeEnd.Flush) is { } end)
        {
            return end;
        }

        return _link!.Sink.Output.UnflushedBytes > 0 ? PlainRelay.Refusal(await _link.FlushAsync()) : null;
    }

    /// <summary>The body is complete: its last bytes go into the sink's block, without the last chunk.</summary>
    internal async LoopTask<RelayEnd?> FinishAsync()
    {
        RelayEnd? end = await PutAsync(default, EncodeEnd.Finish);
        _isFinished = end is null;
        return end;
    }

    /// <summary>One call to the encoder, one chunk at most.</summary>
    private EncodeStatus EncodeChunk(ReadOnlySpan<byte> source, EncodeEnd end, out int consumed)
    {
        PipeWriter output = _link!.Sink.Output;
        Span<byte> span = output.GetSpan();
        int room = Math.Min(span.Length - HeaderBytes - ChunkedEncoder.ChunkEnd.Length, ChunkBytesMax);
        if (room < BodyEncoder.RoomBytesMin)
        {
            consumed = 0;
            return EncodeStatus.Full;
        }

        EncodeStatus status = Encode(source, span.Slice(HeaderBytes, room), end, out consumed, out int written);
        int wire = written > 0 ? CloseChunk(span, written) : 0;
        output.Advance(wire);
        _link.Count(consumed, wire);
        return status;
    }

    private EncodeStatus Encode(ReadOnlySpan<byte> source, Span<byte> destination, EncodeEnd end, out int consumed, out int written)
    {
        long nowMs = exchange.Place.Loop.Clock.NowMs;
        _encoder!.Stores = exchange.Place.Plan.CompressionLimit.IsExceeded(nowMs);
        EncodeStatus status = _encoder.Encode(source, destination, end, out consumed, out written);
        Count(consumed, written, nowMs);
        _holds = consumed > 0 || (_holds && (end == EncodeEnd.More || status == EncodeStatus.Full));
        return status;
    }

    /// <summary>Puts the framing around data at <see cref="HeaderBytes"/>; bytes of the whole chunk.</summary>
    private static int CloseChunk(Span<byte> span, int data)
    {
        Span<byte> header = stackalloc byte[ChunkedEncoder.ChunkHeaderBytesMax];
        int length = ChunkedEncoder.WriteChunkHeader(header, data);
        if (length != HeaderBytes)
        {
            // A small chunk: moving it costs less than digits that nobody needs.
            span.Slice(HeaderBytes, data).CopyTo(span[length..]);
        }

        header[..length].CopyTo(span);
        ChunkedEncoder.ChunkEnd.CopyTo(span[(length + data)..]);
        return length + data + ChunkedEncoder.ChunkEnd.Length;
    }

    private void Count(int consumed, int written, long nowMs)
    {
        int loop = exchange.Place.Loop.Index;
        State.CompressionCounters frontend = exchange.Frontend.State.Compression;
        State.CompressionCounters? backend = exchange.Backend?.State.Compression;
        CompressionLimitShared limit = exchange.Place.Plan.CompressionLimit;
        if (_encoder!.Stores)
        {
            frontend.BytesBypassed.Add(loop, consumed);
            backend?.BytesBypassed.Add(loop, consumed);
        }
        else
        {
            limit.BytesIn.Count(loop, nowMs, consumed);
            frontend.BytesIn.Add(loop, consumed);
            backend?.BytesIn.Add(loop, consumed);
        }

        limit.BytesOut.Count(loop, nowMs, written);
        frontend.BytesOut.Add(loop, written);
        backend?.BytesOut.Add(loop, written);
    }
}
