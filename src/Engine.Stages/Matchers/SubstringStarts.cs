using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Engine.Http;

namespace Engine.Stages.Matchers;

/// <summary>
/// Where in a text a pattern of a list may begin, told by the first three bytes of all patterns, sixteen places at a time: two
/// look-ups by the halves of each byte say in which of eight groups a pattern has such a byte there, and a place counts where one group
/// has all three. As in the literal search of Hyperscan (Wang and others 2019). Immutable.
/// </summary>
internal sealed class SubstringStarts
{
    /// <summary>Bytes of each pattern that are looked at; shorter patterns cannot be told by them.</summary>
    private const int LookedAt = 3;

    private const int Groups = 8;

    /// <summary>Bytes that one look at sixteen places reads.</summary>
    private const int WindowBytes = 16 + LookedAt - 1;

    private readonly Vector128<byte> _low0;
    private readonly Vector128<byte> _low1;
    private readonly Vector128<byte> _low2;
    private readonly Vector128<byte> _high0;
    private readonly Vector128<byte> _high1;
    private readonly Vector128<byte> _high2;

    private SubstringStarts(ReadOnlySpan<byte> tables)
    {
        _low0 = Vector128.Create(tables[..16]);
        _low1 = Vector128.Create(tables[16..32]);
        _low2 = Vector128.Create(tables[32..48]);
        _high0 = Vector128.Create(tables[48..64]);
        _high1 = Vector128.Create(tables[64..80]);
        _high2 = Vector128.Create(tables[80..96]);
    }

    /// <summary>Null for a list with a pattern that is too short, or without any.</summary>
    /// <param name="keys">In order, so that those of a group are alike.</param>
    /// <param name="ignoreCase">Keys are in lower case, and texts may be in any.</param>
    internal static SubstringStarts? TryMake(byte[][] keys, bool ignoreCase)
    {
        if (keys.Length == 0 || Array.Exists(keys, static key => key.Length < LookedAt))
        {
            return null;
        }

        Span<byte> tables = stackalloc byte[2 * LookedAt * 16];
        tables.Clear();
        for (int i = 0; i < keys.Length; i++)
        {
            byte group = (byte)(1 << (int)((long)i * Groups / keys.Length));
            for (int place = 0; place < LookedAt; place++)
            {
                byte character = keys[i][place];
                Note(tables, place, character, group);
                if (ignoreCase && char.IsAsciiLetterLower((char)character))
                {
                    Note(tables, place, (byte)(character & ~0x20), group);
                }
            }
        }

        return new SubstringStarts(tables);
    }

    private static void Note(Span<byte> tables, int place, byte character, byte group)
    {
        tables[(place * 16) + (character & 0xF)] |= group;
        tables[((LookedAt + place) * 16) + (character >> 4)] |= group;
    }

    /// <summary>The first place at or behind <paramref name="from"/> at which a pattern may begin, or -1.</summary>
    internal int Next(ReadOnlySpan<byte> text, int from)
    {
        if (text.Length < WindowBytes)
        {
            return NextInShort(text, from);
        }

        ref byte start = ref MemoryMarshal.GetReference(text);
        int last = text.Length - WindowBytes;
        for (int at = from; ; at += Vector128<byte>.Count)
        {
            // The last window overlaps the one before it: its first places may have been looked at.
            int window = Math.Min(at, last);
            uint places = PlacesIn(ref Unsafe.Add(ref start, window)) >> (at - window);
            if (places != 0)
            {
                return at + BitOperations.TrailingZeroCount(places);
            }

            if (window == last)
            {
                return -1;
            }
        }
    }

    /// <summary>A bit for each of sixteen places, the first in the lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint PlacesIn(ref byte window)
    {
        Vector128<byte> groups = NibbleTable.Members(Vector128.LoadUnsafe(ref window), _low0, _high0)
            & NibbleTable.Members(Vector128.LoadUnsafe(ref window, 1), _low1, _high1)
            & NibbleTable.Members(Vector128.LoadUnsafe(ref window, 2), _low2, _high2);
        return ~Vector128.Equals(groups, Vector128<byte>.Zero).ExtractMostSignificantBits() & 0xFFFF;
    }

    /// <summary>Place by place.</summary>
    private int NextInShort(ReadOnlySpan<byte> text, int from)
    {
        for (int at = from; at <= text.Length - LookedAt; at++)
        {
            int groups = GroupsOf(_low0, _high0, text[at]) & GroupsOf(_low1, _high1, text[at + 1]) & GroupsOf(_low2, _high2, text[at + 2]);
            if (groups != 0)
            {
                return at;
            }
        }

        return -1;
    }

    private static int GroupsOf(Vector128<byte> byLow, Vector128<byte> byHigh, byte character) => byLow[character & 0xF] & byHigh[character >> 4];
}
