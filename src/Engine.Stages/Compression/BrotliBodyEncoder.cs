using System;
using Engine.Proxy.Stages;
using Engine.Stages.Compression.Native;

namespace Engine.Stages.Compression;

/// <summary><c>br</c> (RFC 7932). The native encoder serves one body: it is made for each, with a bounded window.</summary>
internal sealed unsafe class BrotliBodyEncoder(BodyCodecSettings settings) : BodyEncoder
{
    /// <summary>256 KB of history: what a page needs, at a fraction of the memory of the largest window (16 MB).</summary>
    private const uint WindowBits = 18;

    /// <summary>The level above asks for the next better quality: below 2 the encoder forgets one piece when the next comes.</summary>
    private const int QualityMax = 11;

    private nint _encoder;

    ~BrotliBodyEncoder() => Dispose(disposing: false);

    public override void Begin()
    {
        Dispose(disposing: false);
        _encoder = Brotli.Create(0, 0, 0);
        if (_encoder != 0)
        {
            _ = Brotli.SetParameter(_encoder, Brotli.ParameterQuality, (uint)Math.Min(settings.Level + 1, QualityMax));
            _ = Brotli.SetParameter(_encoder, Brotli.ParameterWindowBits, WindowBits);
        }
    }

    public override EncodeStatus Encode(ReadOnlySpan<byte> source, Span<byte> destination, EncodeEnd end, out int consumed, out int written)
    {
        nuint availableIn = (nuint)source.Length;
        nuint availableOut = (nuint)destination.Length;
        nuint total;
        int operation = end switch
        {
            EncodeEnd.Flush => Brotli.Flush,
            EncodeEnd.Finish => Brotli.Finish,
            _ => Brotli.Process,
        };
        bool good;
        fixed (byte* input = source)
        fixed (byte* output = destination)
        {
            byte* nextIn = input;
            byte* nextOut = output;
            good = _encoder != 0 && Brotli.Compress(_encoder, operation, &availableIn, &nextIn, &availableOut, &nextOut, &total) != 0;
        }

        consumed = source.Length - (int)availableIn;
        written = destination.Length - (int)availableOut;
        if (!good)
        {
            return EncodeStatus.Failed;
        }

        bool isDone = availableIn == 0 && Brotli.HasMoreOutput(_encoder) == 0;
        if (isDone && end == EncodeEnd.Finish)
        {
            // What is kept for the next body is this object, not the window.
            Dispose(disposing: false);
        }

        return isDone ? EncodeStatus.Done : EncodeStatus.Full;
    }

    protected override void Dispose(bool disposing)
    {
        if (_encoder != 0)
        {
            Brotli.Destroy(_encoder);
            _encoder = 0;
        }
    }
}
