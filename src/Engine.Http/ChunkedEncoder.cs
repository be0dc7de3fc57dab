using System;
using System.Numerics;

namespace Engine.Http;

/// <summary>
/// Writes the framing of the chunked coding (RFC 9112 section 7.1). A chunk is: header, that many bytes, <see cref="ChunkEnd"/>.
/// A body ends with <see cref="LastChunk"/>, trailer lines if there are any, and <see cref="ChunkEnd"/>.
/// </summary>
public static class ChunkedEncoder
{
    /// <summary>Bytes that a chunk header can take: 16 digits and CR LF.</summary>
    public const int ChunkHeaderBytesMax = 18;

    /// <summary>Behind the data of a chunk, and behind the trailers.</summary>
    public static ReadOnlySpan<byte> ChunkEnd => "\r\n"u8;

    /// <summary>The last chunk, before trailers.</summary>
    public static ReadOnlySpan<byte> LastChunk => "0\r\n"u8;

    /// <summary>The end of a body without trailers.</summary>
    public static ReadOnlySpan<byte> End => "0\r\n\r\n"u8;

    /// <summary>The line before <paramref name="size"/> bytes of data; bytes written, or -1 when it does not fit.</summary>
    /// <param name="destination">At least <see cref="ChunkHeaderBytesMax"/> bytes always suffice.</param>
    /// <param name="size">At least 1: a chunk of 0 would end the body.</param>
    public static int WriteChunkHeader(Span<byte> destination, long size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        int digits = (67 - BitOperations.LeadingZeroCount((ulong)size)) / 4;
        if (destination.Length < digits + 2)
        {
            return -1;
        }

        for (int i = digits - 1; i >= 0; i--, size >>= 4)
        {
            destination[i] = "0123456789abcdef"u8[(int)(size & 15)];
        }

        destination[digits] = (byte)'\r';
        destination[digits + 1] = (byte)'\n';
        return digits + 2;
    }

    /// <summary>One trailer line from a <see cref="ChunkStepKind.Trailer"/> step; bytes written, or -1 when it does not fit.</summary>
    public static int WriteTrailer(Span<byte> destination, ReadOnlySpan<byte> line)
    {
        if (destination.Length < line.Length + 2)
        {
            return -1;
        }

        line.CopyTo(destination);
        ChunkEnd.CopyTo(destination[line.Length..]);
        return line.Length + 2;
    }
}
