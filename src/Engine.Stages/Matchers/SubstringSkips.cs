using System;

namespace Engine.Stages.Matchers;

/// <summary>
/// Where in a text none of a list's patterns can begin, told by two bytes at a time at the far end of the shortest pattern (Wu and
/// Manber 1994): most of a text is never looked at. Immutable.
/// </summary>
internal sealed class SubstringSkips
{
    /// <summary>Shorter patterns allow strides of a byte, which gain nothing.</summary>
    private const int BytesMin = 4;

    /// <summary>Strides are bytes, and no pattern needs longer ones.</summary>
    private const int BytesMax = 64;

    /// <summary>Beside a stride: these two bytes begin a pattern.</summary>
    private const byte Begins = 0x80;

    /// <summary>By two classes, the first times the width and the second: how far one may go on, 0 where a pattern may have begun; and <see cref="Begins"/>.</summary>
    private readonly byte[] _strides;

    private readonly int _width;

    /// <summary>Bytes that every pattern has; those behind them do not count here.</summary>
    private readonly int _shortest;

    private SubstringSkips(byte[] strides, int width, int shortest) => (_strides, _width, _shortest) = (strides, width, shortest);

    /// <summary>Null for a list that gains nothing by it.</summary>
    /// <param name="classes">The class of each byte.</param>
    /// <param name="width">How many classes there are.</param>
    internal static SubstringSkips? TryMake(byte[][] keys, byte[] classes, int width)
    {
        int shortest = keys.Length == 0 ? 0 : BytesMax;
        foreach (byte[] key in keys)
        {
            shortest = Math.Min(shortest, key.Length);
        }

        if (shortest < BytesMin)
        {
            return null;
        }

        byte[] strides = new byte[width * width];
        strides.AsSpan().Fill((byte)(shortest - 1));
        foreach (byte[] key in keys)
        {
            for (int last = 1; last < shortest; last++)
            {
                ref byte stride = ref strides[(classes[key[last - 1]] * width) + classes[key[last]]];
                stride = Math.Min(stride, (byte)(shortest - 1 - last));
            }
        }

        foreach (byte[] key in keys)
        {
            strides[(classes[key[0]] * width) + classes[key[1]]] |= Begins;
        }

        return new SubstringSkips(strides, width, shortest);
    }

    /// <summary>The first place at or behind <paramref name="from"/> at which a pattern may begin, or -1.</summary>
    internal int NextBegin(ReadOnlySpan<byte> text, int from, byte[] classes)
    {
        byte[] strides = _strides;
        int width = _width;
        int last = from + _shortest - 1;
        while (last < text.Length)
        {
            int stride = strides[(classes[text[last - 1]] * width) + classes[text[last]]] & ~Begins;
            if (stride == 0)
            {
                int begin = last - _shortest + 1;
                if ((strides[(classes[text[begin]] * width) + classes[text[begin + 1]]] & Begins) != 0)
                {
                    return begin;
                }

                stride = 1;
            }

            last += stride;
        }

        return -1;
    }
}
