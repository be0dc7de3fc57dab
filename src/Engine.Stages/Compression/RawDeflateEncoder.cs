using System;
using Engine.Proxy.Stages;

namespace Engine.Stages.Compression;

/// <summary><c>raw-deflate</c>: deflate alone (RFC 1951).</summary>
internal sealed class RawDeflateEncoder(BodyCodecSettings settings) : DeflateEncoder(settings)
{
    protected override ReadOnlySpan<byte> BeginFormat() => default;

    protected override void Observe(ReadOnlySpan<byte> source)
    {
    }

    protected override int WriteTrailer(Span<byte> destination) => 0;
}
