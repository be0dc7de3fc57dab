using System.Runtime.InteropServices;

namespace Engine.Stages.Compression.Native;

/// <summary>
/// zlib-ng as the runtime carries it for its own streams: linked into the native binary. Called without the runtime's streams,
/// which allocate for every body and know no full flush.
/// </summary>
internal static unsafe partial class Zlib
{
    internal const int NoFlush = 0;
    internal const int SyncFlush = 2;

    /// <summary>Everything out, and nothing that follows refers to anything before.</summary>
    internal const int FullFlush = 3;

    internal const int Ok = 0;

    /// <summary>There was nothing to do.</summary>
    internal const int BufferError = -5;

    internal const int MethodDeflated = 8;
    internal const int StrategyDefault = 0;

    private const string Library = "libSystem.IO.Compression.Native";

    /// <param name="windowBits">Negative: no header and no trailer.</param>
    [LibraryImport(Library, EntryPoint = "CompressionNative_DeflateInit2_")]
    internal static partial int DeflateInit(ZlibStream* stream, int level, int method, int windowBits, int memoryLevel, int strategy);

    [LibraryImport(Library, EntryPoint = "CompressionNative_Deflate")]
    internal static partial int Deflate(ZlibStream* stream, int flush);

    [LibraryImport(Library, EntryPoint = "CompressionNative_DeflateEnd")]
    internal static partial int DeflateEnd(ZlibStream* stream);
}
