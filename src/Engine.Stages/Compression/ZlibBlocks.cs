using System;
using System.Runtime.InteropServices;
using Engine.Proxy.Stages;
using Engine.Stages.Compression.Native;

namespace Engine.Stages.Compression;

/// <summary>
/// Deflate by zlib-ng. The native stream is never ended between two bodies: a full flush makes it forget the body before, at a byte's
/// boundary, and the end of a body is the empty final block that this class writes itself. So a body costs no initialisation, which
/// takes longer than a small body.
/// </summary>
internal sealed unsafe class ZlibBlocks : DeflateBlocks
{
    private ZlibStream* _stream;

    /// <summary>True when nothing that follows may refer to bytes before, and the output stands at a byte's boundary.</summary>
    private bool _isClean = true;

    internal ZlibBlocks(BodyCodecSettings settings)
    {
        _stream = (ZlibStream*)NativeMemory.AllocZeroed((nuint)sizeof(ZlibStream));
        int result = Zlib.DeflateInit(_stream, settings.Level, Zlib.MethodDeflated, -settings.WindowBits, settings.MemoryLevel, Zlib.StrategyDefault);
        if (result != Zlib.Ok)
        {
            NativeMemory.Free(_stream);
            _stream = null;
        }
    }

    ~ZlibBlocks() => Dispose(disposing: false);

    /// <summary>An empty block with fixed codes, marked as the last (RFC 1951 section 3.2.3).</summary>
    private static ReadOnlySpan<byte> FinalBlock => [0x03, 0x00];

    internal override void Begin()
    {
    }

    internal override EncodeStatus Encode(ReadOnlySpan<byte> source, Span<byte> destination, EncodeEnd end, out int consumed, out int written)
    {
        consumed = written = 0;
        if (_stream is null)
        {
            return EncodeStatus.Failed;
        }

        EncodeStatus status = Stores && source.Length > 0
            ? Store(source, destination, ref consumed, ref written)
            : Deflate(source, destination, FlushFor(end), ref consumed, ref written);
        if (status != EncodeStatus.Done || end != EncodeEnd.Finish)
        {
            return status;
        }

        if (!FinalBlock.TryCopyTo(destination[written..]))
        {
            return EncodeStatus.Full;
        }

        written += FinalBlock.Length;
        return EncodeStatus.Done;
    }

    protected override void Dispose(bool disposing)
    {
        if (_stream is not null)
        {
            _ = Zlib.DeflateEnd(_stream);
            NativeMemory.Free(_stream);
            _stream = null;
        }
    }

    private static int FlushFor(EncodeEnd end) => end switch
    {
        EncodeEnd.Flush => Zlib.SyncFlush,
        EncodeEnd.Finish => Zlib.FullFlush,
        _ => Zlib.NoFlush,
    };

    private EncodeStatus Deflate(ReadOnlySpan<byte> source, Span<byte> destination, int flush, ref int consumed, ref int written)
    {
        if (source.IsEmpty && (flush == Zlib.NoFlush || _isClean))
        {
            return EncodeStatus.Done;
        }

        fixed (byte* input = source)
        fixed (byte* output = destination[written..])
        {
            _stream->NextIn = input;
            _stream->AvailableIn = (uint)source.Length;
            _stream->NextOut = output;
            _stream->AvailableOut = (uint)(destination.Length - written);
            int result = Zlib.Deflate(_stream, flush);
            if (result is not (Zlib.Ok or Zlib.BufferError))
            {
                return EncodeStatus.Failed;
            }

            consumed += source.Length - (int)_stream->AvailableIn;
            written = destination.Length - (int)_stream->AvailableOut;
        }

        // A flush is complete when it leaves room (zlib's manual on deflate).
        bool isFull = _stream->AvailableOut == 0;
        _isClean = flush == Zlib.FullFlush && !isFull;
        return isFull ? EncodeStatus.Full : EncodeStatus.Done;
    }

    private EncodeStatus Store(ReadOnlySpan<byte> source, Span<byte> destination, ref int consumed, ref int written)
    {
        int none = 0;
        if (!_isClean && Deflate(default, destination, Zlib.FullFlush, ref none, ref written) != EncodeStatus.Done)
        {
            return _stream->AvailableOut == 0 ? EncodeStatus.Full : EncodeStatus.Failed;
        }

        while (consumed < source.Length)
        {
            Span<byte> room = destination[written..];
            int size = Math.Min(Math.Min(source.Length - consumed, room.Length - StoredSizeBytes - 1), StoredBytesMax);
            if (size <= 0)
            {
                return EncodeStatus.Full;
            }

            // The three bits of the type stand in a byte of their own at a boundary.
            room[0] = 0;
            written += 1 + WriteStored(source.Slice(consumed, size), room[1..]);
            consumed += size;
        }

        return EncodeStatus.Done;
    }
}
