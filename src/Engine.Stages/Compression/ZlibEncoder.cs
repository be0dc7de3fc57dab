using System;
using System.Buffers.Binary;
using Engine.Proxy.Stages;

namespace Engine.Stages.Compression;

/// <summary><c>deflate</c>: the zlib format (RFC 1950), which is what the content coding of that name means (RFC 9110 section 8.4.1.2).</summary>
internal sealed class ZlibEncoder : DeflateEncoder
{
    /// <summary>The largest prime below 65536 (RFC 1950 section 8.2).</summary>
    private const uint Modulus = 65521;

    /// <summary>So many bytes can be added up before the second sum leaves 32 bits.</summary>
    private const int RunBytesMax = 5552;

    private readonly byte[] _header;
    private uint _sum;
    private uint _sumOfSums;

    internal ZlibEncoder(BodyCodecSettings settings)
        : base(settings)
    {
        // RFC 1950 section 2.2: method and window, then a level of "fastest", such that both together divide by 31.
        int first = ((Math.Max(settings.WindowBits, 9) - 8) << 4) | 8;
        _header = [(byte)first, (byte)(31 - (first * 256 % 31))];
    }

    protected override ReadOnlySpan<byte> BeginFormat()
    {
        (_sum, _sumOfSums) = (1, 0);
        return _header;
    }

    protected override void Observe(ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            ReadOnlySpan<byte> run = source.Length > RunBytesMax ? source[..RunBytesMax] : source;
            foreach (byte value in run)
            {
                _sum += value;
                _sumOfSums += _sum;
            }

            _sum %= Modulus;
            _sumOfSums %= Modulus;
            source = source[run.Length..];
        }
    }

    protected override int WriteTrailer(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, (_sumOfSums << 16) | _sum);
        return 4;
    }
}
