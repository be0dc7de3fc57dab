using System;
using Engine.Proxy.Stages;

namespace Engine.Stages.Compression;

/// <summary>
/// A deflate stream and what a format puts around it. Level 1 is made by our own blocks, the others by zlib-ng.
/// </summary>
internal abstract class DeflateEncoder : BodyEncoder
{
    /// <summary>Room for a format's header or trailer.</summary>
    private const int EdgeBytesMax = 16;

    /// <summary>zlib-ng has no window of 8 bits for a stream without header; the decoder needs none smaller than that.</summary>
    private const int WindowBitsMin = 9;

    private readonly byte[] _edge = new byte[EdgeBytesMax];
    private readonly DeflateBlocks _blocks;
    private int _edgeStart;
    private int _edgeEnd;

    /// <summary>True when the last block has been written.</summary>
    private bool _isEnding;

    protected DeflateEncoder(BodyCodecSettings settings)
    {
        settings = settings with { WindowBits = Math.Max(settings.WindowBits, WindowBitsMin) };
        _blocks = settings.Level == 1 ? new QuickBlocks(settings) : new ZlibBlocks(settings);
    }

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
        _blocks.Begin();
    }

    public sealed override EncodeStatus Encode(ReadOnlySpan<byte> source, Span<byte> destination, EncodeEnd end, out int consumed, out int written)
    {
        consumed = 0;
        written = TakeEdge(destination);
        if (!_isEnding)
        {
            _blocks.Stores = Stores;
            EncodeStatus status = _blocks.Encode(source, destination[written..], end, out consumed, out int blockBytes);
            written += blockBytes;
            Observe(source[..consumed]);
            if (status != EncodeStatus.Done || end != EncodeEnd.Finish)
            {
                return status;
            }

            _isEnding = true;
            (_edgeStart, _edgeEnd) = (0, WriteTrailer(_edge));
        }

        written += TakeEdge(destination[written..]);
        return _edgeStart < _edgeEnd ? EncodeStatus.Full : EncodeStatus.Done;
    }

    protected sealed override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _blocks.Dispose();
        }
    }

    private int TakeEdge(Span<byte> destination)
    {
        int taken = Math.Min(_edgeEnd - _edgeStart, destination.Length);
        _edge.AsSpan(_edgeStart, taken).CopyTo(destination);
        _edgeStart += taken;
        return taken;
    }
}
