using System;
using System.Runtime.InteropServices;
using Engine.Proxy.Stages;
using Engine.Stages.Compression.Native;

namespace Engine.Stages.Compression;

/// <summary>
/// A deflate stream (RFC 1951) and what a format puts around it. The native stream is never ended between two bodies: a full flush makes
/// it forget the body before, at a byte's boundary, and the end of a body is the empty final block that this class writes itself. So a
/// body costs no initialisation, which takes longer than a small body.
/// </summary>
internal abstract unsafe class DeflateEncoder : BodyEncoder
{
    /// <summary>An empty block with fixed codes, marked as the last (RFC 1951 section 3.2.3).</summary>
    private static ReadOnlySpan<byte> FinalBlock => [0x03, 0x00];

    /// <summary>Size and its complement behind the three bits of a stored block's type, which stand in a byte of their own at a boundary (RFC 1951 section 3.2.4).</summary>
    private const int StoredHeaderBytes = 5;

    private const int StoredBytesMax = 0xFFFF;

    /// <summary>Room for a format's header, or for the final block with a trailer.</summary>
    private const int EdgeBytesMax = 16;

    private readonly byte[] _edge = new byte[EdgeBytesMax];
    private ZlibStream* _stream;
    private int _edgeStart;
    private int _edgeEnd;

    /// <summary>True when nothing that follows may refer to bytes before, and the output stands at a byte's boundary.</summary>
    private bool _isClean = true;
    private bool _isEnding;

    protected DeflateEncoder(BodyCodecSettings settings)
    {
        // zlib-ng has no window of 8 bits for a stream without header; the decoder needs none smaller than that.
        int windowBits = Math.Max(settings.WindowBits, 9);
        _stream = (ZlibStream*)NativeMemory.AllocZeroed((nuint)sizeof(ZlibStream));
        int result = Zlib.DeflateInit(_stream, settings.Level, Zlib.MethodDeflated, -windowBits, settings.MemoryLevel, Zlib.StrategyDefault);
        if (result != Zlib.Ok)
        {
            NativeMemory.Free(_stream);
            _stream = null;
        }
    }

    ~DeflateEncoder() => Dispose(disposing: false);

    /// <summary>In front of the deflate stream; a new body begins.</summary>
    protected abstract ReadOnlySpan<byte> BeginFormat();

    /// <summary>Bytes of the body, in order.</summary>
    protected abstract void Observe(ReadOnlySpan<byte> source);

    /// <summary>Behind the deflate stream; bytes written.</summary>
    protected abstract int WriteTrailer(Span<byte> destination);

    public sealed override void Begin()
    {
        ReadOnlySpan<byte> header = BeginFormat();
        header.CopyTo(_edge);
        (_edgeStart, _edgeEnd) = (0, header.Length);
        _isEnding = false;
    }

    public sealed override EncodeStatus Encode(ReadOnlySpan<byte> source, Span<byte> destination, EncodeEnd end, out int consumed, out int written)
    {
        consumed = 0;
        written = TakeEdge(destination);
        if (_stream is null)
        {
            return EncodeStatus.Failed;
        }

        if (!_isEnding)
        {
            EncodeStatus status = Stores && source.Length > 0 ? Store(source, destination, ref consumed, ref written)
                : Deflate(source, destination, FlushFor(end), ref consumed, ref written);
            if (status != EncodeStatus.Done || end != EncodeEnd.Finish)
            {
                return status;
            }

            _isEnding = true;
            FinalBlock.CopyTo(_edge);
            (_edgeStart, _edgeEnd) = (0, FinalBlock.Length);
            _edgeEnd += WriteTrailer(_edge.AsSpan(FinalBlock.Length));
        }

        written += TakeEdge(destination[written..]);
        return _edgeStart < _edgeEnd ? EncodeStatus.Full : EncodeStatus.Done;
    }

    protected sealed override void Dispose(bool disposing)
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

    private int TakeEdge(Span<byte> destination)
    {
        int taken = Math.Min(_edgeEnd - _edgeStart, destination.Length);
        _edge.AsSpan(_edgeStart, taken).CopyTo(destination);
        _edgeStart += taken;
        return taken;
    }

    private EncodeStatus Deflate(ReadOnlySpan<byte> source, Span<byte> destination, int flush, ref int consumed, ref int written)
    {
        if (source.IsEmpty && (flush == Zlib.NoFlush || _isClean))
        {
            return EncodeStatus.Done;
        }

        int taken;
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

            taken = source.Length - (int)_stream->AvailableIn;
            written = destination.Length - (int)_stream->AvailableOut;
        }

        Observe(source[..taken]);
        consumed += taken;

        // A flush is complete when it leaves room (zlib's manual on deflate).
        bool isFull = _stream->AvailableOut == 0;
        _isClean = flush == Zlib.FullFlush && !isFull;
        return isFull ? EncodeStatus.Full : EncodeStatus.Done;
    }

    /// <summary>Blocks of bytes as they are, which cost a copy and the checksum.</summary>
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
            int size = Math.Min(Math.Min(source.Length - consumed, room.Length - StoredHeaderBytes), StoredBytesMax);
            if (size <= 0)
            {
                return EncodeStatus.Full;
            }

            room[0] = 0;
            room[1] = (byte)size;
            room[2] = (byte)(size >> 8);
            room[3] = (byte)~size;
            room[4] = (byte)(~size >> 8);
            ReadOnlySpan<byte> piece = source.Slice(consumed, size);
            piece.CopyTo(room[StoredHeaderBytes..]);
            Observe(piece);
            consumed += size;
            written += StoredHeaderBytes + size;
        }

        return EncodeStatus.Done;
    }
}
