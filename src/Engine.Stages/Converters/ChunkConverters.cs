using System;
using System.Buffers.Text;
using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>Bytes in chunks, each a number, with a separator between them (CFG 7.3.1 be2dec, be2hex, le2dec).</summary>
internal static class ChunkConverters
{
    /// <summary>A number of 64 bits.</summary>
    private const int DecimalChunkMax = 8;

    private const int DecimalDigitsMax = 20;

    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("be2dec", "Chunks of bytes, highest first, as decimal numbers.", SampleType.Binary, static call => CreateDecimal(call, highFirst: true)),
        new("le2dec", "Chunks of bytes, lowest first, as decimal numbers.", SampleType.Binary, static call => CreateDecimal(call, highFirst: false)),
        new("be2hex", "Chunks of bytes, highest first, in hexadecimal digits.", SampleType.Binary, CreateHex),
    ];

    private static DecimalChunks? CreateDecimal(SampleCallArguments call, bool highFirst)
    {
        long size = call.Integer(1, 0);
        if (size is > 0 and <= DecimalChunkMax)
        {
            return new DecimalChunks(call.Bytes(0), (int)size, call.Integer(2, 0) != 0, highFirst);
        }

        call.Error($"'{call.Name}' reads numbers of 1 to {DecimalChunkMax} bytes", $"write {call.Name}(<separator>,<size>), such as {call.Name}(.,1)");
        return null;
    }

    private static HexChunks? CreateHex(SampleCallArguments call)
    {
        long size = call.Integer(1, 0);
        bool isChunked = call.Has(0) || call.Has(1);
        if (isChunked && size is <= 0 or > int.MaxValue)
        {
            call.Error("'be2hex' with a separator needs the size of a chunk", "write be2hex(<separator>,<size>)");
            return null;
        }

        return new HexChunks(call.Bytes(0), isChunked ? (int)size : int.MaxValue, isChunked && call.Integer(2, 0) != 0);
    }

    private sealed class DecimalChunks(byte[] separator, int size, bool truncates, bool highFirst) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            Span<byte> room = context.Scratch.Rest;
            ReadOnlySpan<byte> rest = sample.Bytes;
            int written = 0;
            while (!rest.IsEmpty && !(truncates && rest.Length < size))
            {
                if (room.Length - written < separator.Length + DecimalDigitsMax)
                {
                    return false;
                }

                if (written > 0)
                {
                    separator.CopyTo(room[written..]);
                    written += separator.Length;
                }

                ReadOnlySpan<byte> chunk = rest[..Math.Min(size, rest.Length)];
                rest = rest[chunk.Length..];
                ulong number = 0;
                for (int i = 0; i < chunk.Length; i++)
                {
                    number = (number << 8) | chunk[highFirst ? i : chunk.Length - 1 - i];
                }

                Utf8Formatter.TryFormat(number, room[written..], out int digits);
                written += digits;
            }

            sample.SetText(context.Scratch.Keep(written));
            return true;
        }
    }

    private sealed class HexChunks(byte[] separator, int size, bool truncates) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            Span<byte> room = context.Scratch.Rest;
            ReadOnlySpan<byte> rest = sample.Bytes;
            int written = 0;
            while (!rest.IsEmpty && !(truncates && rest.Length < size))
            {
                ReadOnlySpan<byte> chunk = rest[..Math.Min(size, rest.Length)];
                if (room.Length - written < separator.Length + (chunk.Length * 2))
                {
                    return false;
                }

                if (written > 0)
                {
                    separator.CopyTo(room[written..]);
                    written += separator.Length;
                }

                Convert.TryToHexString(chunk, room[written..], out int digits);
                written += digits;
                rest = rest[chunk.Length..];
            }

            sample.SetText(context.Scratch.Keep(written));
            return true;
        }
    }
}
