using System;
using Engine.Proxy.Stages;
using ZstdSharp.Unsafe;
using Library = ZstdSharp.Unsafe.Methods;

namespace Engine.Stages.Compression;

/// <summary><c>zstd</c> (RFC 8878), in a window that every receiver has to have (RFC 9659: 8 MB at most).</summary>
internal sealed unsafe class ZstdEncoder : BodyEncoder
{
    /// <summary>256 KB of history.</summary>
    private const int WindowBits = 18;

    private ZSTD_CCtx_s* _context;

    internal ZstdEncoder(BodyCodecSettings settings)
    {
        _context = Library.ZSTD_createCCtx();
        if (_context is not null)
        {
            _ = Library.ZSTD_CCtx_setParameter(_context, ZSTD_cParameter.ZSTD_c_compressionLevel, settings.Level);
            _ = Library.ZSTD_CCtx_setParameter(_context, ZSTD_cParameter.ZSTD_c_windowLog, WindowBits);
        }
    }

    ~ZstdEncoder() => Dispose(disposing: false);

    public override void Begin()
    {
        if (_context is not null)
        {
            _ = Library.ZSTD_CCtx_reset(_context, ZSTD_ResetDirective.ZSTD_reset_session_only);
        }
    }

    public override EncodeStatus Encode(ReadOnlySpan<byte> source, Span<byte> destination, EncodeEnd end, out int consumed, out int written)
    {
        ZSTD_EndDirective directive = end switch
        {
            EncodeEnd.Flush => ZSTD_EndDirective.ZSTD_e_flush,
            EncodeEnd.Finish => ZSTD_EndDirective.ZSTD_e_end,
            _ => ZSTD_EndDirective.ZSTD_e_continue,
        };
        nuint held = 0;
        bool good = _context is not null;
        ZSTD_inBuffer_s input = default;
        ZSTD_outBuffer_s output = default;
        fixed (byte* from = source)
        fixed (byte* to = destination)
        {
            input.src = from;
            input.size = (nuint)source.Length;
            output.dst = to;
            output.size = (nuint)destination.Length;
            if (good)
            {
                held = Library.ZSTD_compressStream2(_context, &output, &input, directive);
                good = !Library.ZSTD_isError(held);
            }
        }

        consumed = (int)input.pos;
        written = (int)output.pos;
        if (!good)
        {
            return EncodeStatus.Failed;
        }

        // Told to go on, it may hold back what it likes; told to flush or to end, nothing may be left.
        return consumed == source.Length && (held == 0 || end == EncodeEnd.More) ? EncodeStatus.Done : EncodeStatus.Full;
    }

    protected override void Dispose(bool disposing)
    {
        if (_context is not null)
        {
            _ = Library.ZSTD_freeCCtx(_context);
            _context = null;
        }
    }
}
