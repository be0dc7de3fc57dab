using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Engine.Http;

/// <summary>Finds the first byte that ends a run of a class, sixteen bytes at a time, never reading outside [start, start + length).</summary>
internal static unsafe class ByteScan
{
    /// <summary>Offset of the first byte at or behind <paramref name="position"/> at which the class stops, or <paramref name="length"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int End<TClass>(byte* start, int position, int length)
        where TClass : struct, IByteClass
    {
        while (position + Vector128<byte>.Count <= length)
        {
            uint stops = TClass.Stops(Vector128.Load(start + position)).ExtractMostSignificantBits();
            if (stops != 0)
            {
                return position + BitOperations.TrailingZeroCount(stops);
            }

            position += Vector128<byte>.Count;
        }

        return EndOfTail<TClass>(start, position, length);
    }

    /// <summary>The same for a run of at most sixteen bytes or so that may end at the last byte one may read: halves of a vector.</summary>
    internal static int EndOfShort<TClass>(byte* start, int length)
        where TClass : struct, IByteClass
    {
        if (length >= Vector128<byte>.Count || length < sizeof(ulong))
        {
            return End<TClass>(start, 0, length);
        }

        // The first eight and the last eight bytes, which overlap.
        Vector128<byte> ends = Vector128.Create(*(ulong*)start, *(ulong*)(start + length - sizeof(ulong))).AsByte();
        uint stops = TClass.Stops(ends).ExtractMostSignificantBits();
        uint first = stops & 0xFF;
        if (first != 0)
        {
            return BitOperations.TrailingZeroCount(first);
        }

        uint last = stops >> sizeof(ulong);
        return last == 0 ? length : length - sizeof(ulong) + BitOperations.TrailingZeroCount(last);
    }

    /// <summary>Less than a vector is left: look at the last sixteen bytes and forget those already seen.</summary>
    private static int EndOfTail<TClass>(byte* start, int position, int length)
        where TClass : struct, IByteClass
    {
        int last = length - Vector128<byte>.Count;
        if (last >= 0)
        {
            uint stops = TClass.Stops(Vector128.Load(start + last)).ExtractMostSignificantBits() >> (position - last);
            return stops != 0 ? position + BitOperations.TrailingZeroCount(stops) : length;
        }

        while (position < length && !TClass.Stops(start[position]))
        {
            position++;
        }

        return position;
    }
}
