using System;
using System.IO;
using System.IO.Compression;

namespace Engine.Stages.Tests.Compression;

/// <summary>Decoders that are not ours.</summary>
internal static class Decoding
{
    /// <summary>The whole body; throws when it is not complete and intact.</summary>
    public static byte[] Decode(string algorithm, byte[] coded)
    {
        using MemoryStream source = new(coded);
        using Stream decoder = Open(algorithm, source);
        using MemoryStream result = new();
        decoder.CopyTo(result);
        return result.ToArray();
    }

    /// <summary>As many bytes as can be had from the beginning of a body.</summary>
    public static byte[] DecodeStart(string algorithm, byte[] coded, int count)
    {
        using MemoryStream source = new(coded);
        using Stream decoder = Open(algorithm, source);
        byte[] result = new byte[count];
        int read = 0;
        while (read < count && decoder.Read(result, read, count - read) is > 0 and int more)
        {
            read += more;
        }

        return result[..read];
    }

    private static Stream Open(string algorithm, Stream source) => algorithm switch
    {
        "gzip" => new GZipStream(source, CompressionMode.Decompress),
        "deflate" => new ZLibStream(source, CompressionMode.Decompress),
        "raw-deflate" => new DeflateStream(source, CompressionMode.Decompress),
        "br" => new BrotliStream(source, CompressionMode.Decompress),
        "zstd" => new ZstdSharp.DecompressionStream(source),
        _ => throw new ArgumentException(algorithm, nameof(algorithm)),
    };
}
