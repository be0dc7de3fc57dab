using System.Collections.Generic;
using Engine.Proxy.Stages;

namespace Engine.Stages.Compression;

/// <summary>Content codings, a row each (CFG 4.2 compression algo).</summary>
internal static class CodecTable
{
    internal static IReadOnlyList<BodyCodecRow> Rows =>
    [
        new("identity", "Leaves bodies as they are.", "identity", null),
        new("gzip", "The gzip format (RFC 1952).", "gzip", static settings => new GzipEncoder(settings)),
        new("deflate", "The zlib format (RFC 1950).", "deflate", static settings => new ZlibEncoder(settings)),
        new("raw-deflate", "Deflate without a format around it (RFC 1951), which some browsers take for 'deflate'.", "deflate", static settings => new RawDeflateEncoder(settings)),
        new("br", "Brotli (RFC 7932).", "br", static settings => new BrotliBodyEncoder(settings), IsRanked: true),
        new("zstd", "Zstandard (RFC 8878).", "zstd", static settings => new ZstdEncoder(settings), IsRanked: true),
    ];
}
