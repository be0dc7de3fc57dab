using System.Runtime.InteropServices;

namespace Engine.Stages.Compression.Native;

/// <summary>The brotli encoder that the runtime carries for its own streams: linked into the native binary.</summary>
internal static unsafe partial class Brotli
{
    internal const int ParameterQuality = 1;
    internal const int ParameterWindowBits = 2;

    internal const int Process = 0;
    internal const int Flush = 1;
    internal const int Finish = 2;

    private const string Library = "libSystem.IO.Compression.Native";

    /// <summary>0 when there is no memory.</summary>
    [LibraryImport(Library, EntryPoint = "BrotliEncoderCreateInstance")]
    internal static partial nint Create(nint allocate, nint free, nint state);

    [LibraryImport(Library, EntryPoint = "BrotliEncoderSetParameter")]
    internal static partial int SetParameter(nint encoder, int parameter, uint value);

    /// <summary>0 when it failed.</summary>
    [LibraryImport(Library, EntryPoint = "BrotliEncoderCompressStream")]
    internal static partial int Compress(nint encoder, int operation, nuint* availableIn, byte** nextIn, nuint* availableOut, byte** nextOut, nuint* totalOut);

    [LibraryImport(Library, EntryPoint = "BrotliEncoderHasMoreOutput")]
    internal static partial int HasMoreOutput(nint encoder);

    [LibraryImport(Library, EntryPoint = "BrotliEncoderDestroyInstance")]
    internal static partial void Destroy(nint encoder);
}
