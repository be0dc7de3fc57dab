using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Engine.Proxy.Stages;

namespace Engine.Stages.Compression;

/// <summary>
/// Deflate in one pass, for level 1: one candidate for each position, blocks with fixed codes, and nothing held back but the bits of a
/// byte begun. What fixed codes would make longer is stored. Why it stands beside a library: the README of this storey.
/// </summary>
internal sealed unsafe class QuickBlocks : DeflateBlocks
{
    /// <summary>Of a match, and what is hashed. Four make more matches, but as a rule no shorter body.</summary>
    private const int MatchBytesMin = 5;

    /// <summary>A step writes a word; what is read at a position may lie so far behind the end.</summary>
    private const int WordBytes = sizeof(ulong);

    /// <summary>Entries of the table, as a power of two, beyond the memory level: 8,192 of them at level 8, which stay in the first cache.</summary>
    private const int TableBitsAboveLevel = 5;

    /// <summary>2^64 by the golden ratio: spreads a product's upper bits (Knuth, TAOCP 6.4).</summary>
    private const ulong HashFactor = 0x9E37_79B1_85EB_CA87;

    /// <summary>As many upper bits as the largest table has use for (level 9).</summary>
    private const int HashShift = (WordBytes * 8) - TableBitsAboveLevel - 9;

    /// <summary>Of a word, above the bytes that are hashed.</summary>
    private const int UnhashedBits = 8 * (WordBytes - MatchBytesMin);

    /// <summary>Type of a block with fixed codes, and the same for the last one (RFC 1951 section 3.2.3).</summary>
    private const ulong FixedBlock = 0b010;

    private const ulong LastFixedBlock = 0b011;
    private const int TypeBits = 3;

    /// <summary>What ends a stream or makes room for a stored block: less than a word.</summary>
    private const int EndBytesMax = WordBytes + StoredSizeBytes;

    /// <summary>How far a match may lie behind.</summary>
    private readonly uint _distanceMax;
    private readonly uint _tableMask;

    /// <summary>Twice the history: the second half goes to the first when it is full.</summary>
    private readonly byte[] _window;

    /// <summary>Where in the window bytes with a hash were seen last.</summary>
    private readonly ushort[] _table;

    /// <summary>In the window: all before it is in the stream.</summary>
    private int _position;
    private ulong _bits;
    private uint _count;

    /// <summary>True within a block with fixed codes.</summary>
    private bool _isOpen;

    internal QuickBlocks(BodyCodecSettings settings)
    {
        int tableBits = settings.MemoryLevel + TableBitsAboveLevel;
        _distanceMax = 1u << settings.WindowBits;
        _tableMask = (1u << tableBits) - 1;
        _window = new byte[(2 * _distanceMax) + WordBytes];
        _table = new ushort[1 << tableBits];
    }

    private int CapacityBytes => _window.Length - WordBytes;

    internal override void Begin()
    {
        (_bits, _count, _isOpen) = (0, 0, false);
        Forget();
    }

    internal override EncodeStatus Encode(ReadOnlySpan<byte> source, Span<byte> destination, EncodeEnd end, out int consumed, out int written)
    {
        consumed = written = 0;
        while (consumed < source.Length)
        {
            int taken = Stores
                ? Store(source[consumed..], destination, ref written)
                : Compress(source[consumed..], destination, ref written);
            if (taken == 0)
            {
                return EncodeStatus.Full;
            }

            consumed += taken;
        }

        return end == EncodeEnd.More || TryEnd(end, destination, ref written) ? EncodeStatus.Done : EncodeStatus.Full;
    }

    protected override void Dispose(bool disposing)
    {
    }

    /// <summary>Nothing that follows refers to anything before.</summary>
    private void Forget()
    {
        _position = 0;
        Array.Clear(_table);
    }

    /// <summary>Bytes taken; 0 = no room.</summary>
    private int Compress(ReadOnlySpan<byte> source, Span<byte> destination, ref int written)
    {
        if (_position == CapacityBytes)
        {
            Slide();
        }

        (ulong bits, uint count, bool isOpen) = (_bits, _count, _isOpen);
        int start = _position;
        int size = Math.Min(Math.Min(source.Length, CapacityBytes - start), StoredBytesMax);
        source[..size].CopyTo(_window.AsSpan(start));
        _window.AsSpan(start + size, WordBytes).Clear(); // words across the end hold nothing of another body
        int wire = Run(start + size, destination[written..]);
        int taken = _position - start;
        if (wire <= taken + EndBytesMax)
        {
            written += wire;
            return taken;
        }

        (_bits, _count, _isOpen) = (bits, count, isOpen);
        WriteStored(_window.AsSpan(start, taken), destination, ref written);
        return taken;
    }

    /// <summary>Bytes taken; 0 = no room. They are not kept as history.</summary>
    private int Store(ReadOnlySpan<byte> source, Span<byte> destination, ref int written)
    {
        int size = Math.Min(Math.Min(source.Length, destination.Length - written - EndBytesMax), StoredBytesMax);
        if (size <= 0)
        {
            return 0;
        }

        Forget();
        WriteStored(source[..size], destination, ref written);
        return size;
    }

    /// <summary>All that is held back.</summary>
    private bool TryEnd(EncodeEnd end, Span<byte> destination, ref int written)
    {
        if (destination.Length - written < EndBytesMax)
        {
            return false;
        }

        if (end == EncodeEnd.Finish)
        {
            EndBlock(LastFixedBlock, destination, ref written);
            return true;
        }

        // An empty stored block reaches a byte's boundary (RFC 1951 section 3.2.4).
        if (_isOpen || _count > 0)
        {
            WriteStored(default, destination, ref written);
        }

        return true;
    }

    private void WriteStored(ReadOnlySpan<byte> data, Span<byte> destination, ref int written)
    {
        EndBlock(0, destination, ref written);
        written += WriteStored(data, destination[written..]);
    }

    /// <summary>Ends the open block, puts the type of the next one behind it, and that one's end where it is the last; up to a byte's boundary.</summary>
    private void EndBlock(ulong type, Span<byte> destination, ref int written)
    {
        int count = (int)_count + (_isOpen ? FixedCodes.EndOfBlockBits : 0);
        ulong bits = _bits | (type << count);
        count += TypeBits + (type == LastFixedBlock ? FixedCodes.EndOfBlockBits : 0);
        for (; count > 0; count -= 8, bits >>= 8)
        {
            destination[written++] = (byte)bits;
        }

        (_bits, _count, _isOpen) = (0, 0, false);
    }

    /// <summary>The last of the history moves to the front.</summary>
    private void Slide()
    {
        int half = CapacityBytes / 2;
        Buffer.BlockCopy(_window, half, _window, 0, half);
        _position -= half;
        Vector<ushort> step = new((ushort)half);
        foreach (ref Vector<ushort> positions in MemoryMarshal.Cast<ushort, Vector<ushort>>(_table.AsSpan()))
        {
            positions = Vector.Max(positions, step) - step;
        }
    }

    /// <summary>Encodes the window up to <paramref name="end"/>, or as far as there is room; bytes written.</summary>
    private int Run(int end, Span<byte> destination)
    {
        fixed (byte* output = destination)
        fixed (byte* window = _window)
        fixed (ushort* table = _table)
        fixed (uint* codes = FixedCodes.Table)
        {
            Pinned pinned = new(window, table, codes);
            BitWriter writer = new(output, _bits, _count);
            if (!_isOpen)
            {
                writer.Put(FixedBlock, TypeBits);
                _isOpen = true;
            }

            int stop;
            while ((stop = Math.Min(end, _position + LiteralsMax(output + destination.Length - writer.At))) > _position)
            {
                Match(pinned, Math.Min(stop, end - MatchBytesMin + 1), end, ref writer);
                for (; _position < stop; _position++)
                {
                    writer.Put(codes[window[_position]]);
                    writer.Flush();
                }
            }

            (_bits, _count) = (writer.Bits, writer.Count);
            return (int)(writer.At - output);
        }
    }

    /// <summary>Matches and literals up to <paramref name="stop"/>; the last match may lie across it, but not across <paramref name="end"/>.</summary>
    private void Match(Pinned pinned, int stop, int end, ref BitWriter output)
    {
        // Copies, which the registers hold.
        byte* window = pinned.Window;
        ushort* table = pinned.Table;
        uint* codes = pinned.Codes;
        BitWriter writer = output;
        nint position = _position;
        while (position < stop)
        {
            ulong word = Unsafe.ReadUnaligned<ulong>(window + position);
            ref ushort entry = ref table[Hash(word)];
            nint candidate = entry;
            entry = (ushort)position;
            ulong difference = Unsafe.ReadUnaligned<ulong>(window + candidate) ^ word;
            if (difference << UnhashedBits != 0 || (nuint)(position - candidate - 1) >= _distanceMax)
            {
                writer.Put(codes[(byte)word]);
                position++;
            }
            else
            {
                int length = MatchLength(window + candidate, window + position, difference, end - (int)position);
                writer.Put(codes[FixedCodes.Lengths + length]);
                writer.Put(FixedCodes.Distance(codes, (uint)(position - candidate - 1), out uint count), count);
                position += length;
                table[Hash(Unsafe.ReadUnaligned<ulong>(window + position - 1))] = (ushort)(position - 1);
            }

            writer.Flush();
        }

        _position = (int)position;
        output = writer;
    }

    /// <summary>So many literals fit into the room, with a word to spare; a match takes less room than the literals in its place.</summary>
    private static int LiteralsMax(long room) => (int)Math.Max(0, (room - (2 * WordBytes)) * 8 / FixedCodes.LiteralBitsMax);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Hash(ulong word) => (uint)(((word << UnhashedBits) * HashFactor) >> HashShift) & _tableMask;

    /// <param name="difference">Of the first words.</param>
    /// <param name="most">Bytes of the body from the position on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MatchLength(byte* candidate, byte* position, ulong difference, int most) =>
        difference != 0
            ? Math.Min(BitOperations.TrailingZeroCount(difference) >> 3, most)
            : LongMatchLength(candidate, position, Math.Min(most, FixedCodes.LengthMax));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LongMatchLength(byte* candidate, byte* position, int most)
    {
        for (int length = WordBytes; length < most; length += WordBytes)
        {
            ulong difference = Unsafe.ReadUnaligned<ulong>(candidate + length) ^ Unsafe.ReadUnaligned<ulong>(position + length);
            if (difference != 0)
            {
                return Math.Min(length + (BitOperations.TrailingZeroCount(difference) >> 3), most);
            }
        }

        return most;
    }

    /// <summary>What a run reads and writes beside the output, at its place until the run's end.</summary>
    private readonly struct Pinned(byte* window, ushort* table, uint* codes)
    {
        internal readonly byte* Window = window;
        internal readonly ushort* Table = table;
        internal readonly uint* Codes = codes;
    }

    /// <summary>Bits to bytes, the first bit lowest. A flush writes a word, of which whole bytes count.</summary>
    private struct BitWriter(byte* at, ulong bits, uint count)
    {
        internal byte* At = at;
        internal ulong Bits = bits;
        internal uint Count = count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Put(ulong bits, uint count)
        {
            Bits |= bits << (int)Count;
            Count += count;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Put(uint entry) => Put(FixedCodes.BitsOf(entry), FixedCodes.CountOf(entry));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Flush()
        {
            Unsafe.WriteUnaligned(At, Bits);
            At += Count >> 3;
            Bits >>= (int)(Count & ~7u);
            Count &= 7;
        }
    }
}
