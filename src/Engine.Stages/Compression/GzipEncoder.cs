using System;
using System.Buffers.Binary;
using System.IO.Hashing;
using Engine.Proxy.Stages;

namespace Engine.Stages.Compression;

/// <summary><c>gzip</c> (RFC 1952): ten bytes in front that name nothing, checksum and length behind.</summary>
internal sealed class GzipEncoder(BodyCodecSettings settings) : DeflateEncoder(settings)
{
    private readonly Crc32 _checksum = new();
    private uint _length;

    /// <summary>RFC 1952 section 2.3: deflate, no flags, no time, an unknown system.</summary>
    private static ReadOnlySpan<byte> Header => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];

    protected override ReadOnlySpan<byte> BeginFormat()
    {
        _checksum.Reset();
        _length = 0;
        return Header;
    }

    protected override void Observe(ReadOnlySpan<byte> source)
    {
        _checksum.Append(source);
        _length += (uint)source.Length;
    }

    protected override int WriteTrailer(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, _checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], _length);
        return 8;
    }
}
