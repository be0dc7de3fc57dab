using System.Numerics;
using System.Runtime.CompilerServices;

namespace Engine.Stages.Compression;

/// <summary>
/// The codes of a block with fixed codes (RFC 1951 section 3.2.6) with their extra bits behind them, as they stand in the stream: the first
/// bit lowest. An entry has the bits below and their number in the highest byte.
/// </summary>
internal static class FixedCodes
{
    internal const int LengthMin = 3;
    internal const int LengthMax = 258;

    /// <summary>Where in the table the codes of lengths begin, as if there were a length of 0.</summary>
    internal const int Lengths = EndOfBlock;

    internal const int Distances = Lengths + LengthMax + 1;

    /// <summary>The longest code of a byte.</summary>
    internal const int LiteralBitsMax = 9;

    /// <summary>The end of a block: bits that are all zero.</summary>
    internal const int EndOfBlockBits = 7;

    /// <summary>A code for a distance without its extra bits.</summary>
    private const int DistanceBits = 5;

    private const int CountShift = 24;
    private const int EndOfBlock = 256;

    /// <summary>By the byte; then, from <see cref="Lengths"/> on, by the length of a match; then, from <see cref="Distances"/> on, codes of distances.</summary>
    internal static uint[] Table { get; } = MakeTable();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong BitsOf(uint entry) => entry & ((1u << CountShift) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint CountOf(uint entry) => entry >> CountShift;

    /// <summary>Code and extra bits of a distance. Of four and more, each power of two has two codes, and the extra bits say which of the distances of half a power it is (RFC 1951 section 3.2.5).</summary>
    /// <param name="below">The distance less one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe ulong Distance(uint* table, uint below, out uint count)
    {
        if (below < 4)
        {
            count = DistanceBits;
            return table[Distances + below];
        }

        int power = BitOperations.Log2(below);
        int extra = power - 1;
        uint code = ((uint)power << 1) | ((below >> extra) & 1);
        count = (uint)(DistanceBits + extra);
        return table[Distances + code] | ((ulong)(below & ((1u << extra) - 1)) << DistanceBits);
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[Distances + (1 << DistanceBits)];
        for (int i = 0; i < EndOfBlock; i++)
        {
            table[i] = Code(i);
        }

        FillLengths(table);
        for (uint i = 0; i < 1 << DistanceBits; i++)
        {
            table[Distances + i] = Reverse(i, DistanceBits);
        }

        return table;
    }

    /// <summary>Codes 257 to 284 by their first length: eight without extra bits, then four for each number of extra bits; 285 is the longest alone (RFC 1951 section 3.2.5).</summary>
    private static void FillLengths(uint[] table)
    {
        int length = LengthMin;
        for (int code = 0; code < 28; code++)
        {
            int extra = code < 8 ? 0 : (code / 4) - 1;
            uint entry = Code(EndOfBlock + 1 + code);
            for (int i = 0; i < 1 << extra && length < LengthMax; i++, length++)
            {
                table[Lengths + length] = (entry + ((uint)extra << CountShift)) | ((uint)i << (int)CountOf(entry));
            }
        }

        table[Lengths + LengthMax] = Code(285);
    }

    /// <summary>The table of RFC 1951 section 3.2.6.</summary>
    private static uint Code(int symbol) => symbol switch
    {
        < 144 => Entry(0b0011_0000 + symbol, 8),
        < 256 => Entry(0b1_1001_0000 + symbol - 144, 9),
        < 280 => Entry(symbol - 256, 7),
        _ => Entry(0b1100_0000 + symbol - 280, 8),
    };

    private static uint Entry(int code, int count) => Reverse((uint)code, count) | ((uint)count << CountShift);

    private static uint Reverse(uint value, int count)
    {
        uint reversed = 0;
        for (int i = 0; i < count; i++)
        {
            reversed |= ((value >> i) & 1) << (count - 1 - i);
        }

        return reversed;
    }
}
