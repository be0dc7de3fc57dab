using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Engine.Http;

/// <summary>Finds the first byte that ends a run of a class, sixteen bytes at a time, never reading outside [start, start + length).</summary>
internal static unsafe class ByteScan
{
    /// <summary>The first byte at or behind <paramref name="at"/> at which the class stops, or <paramref name="end"/>.</summary>
    /// <param name="start">Nothing in front of it is read.</param>
    /// <param name="at">Where the run begins, from <paramref name="start"/> to <paramref name="end"/>.</param>
    /// <param name="end">Nothing from here on is read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte* End<TClass>(byte* start, byte* at, byte* end)
        where TClass : struct, IByteClass
    {
        while (end - at >= Vector128<byte>.Count)
        {
            uint stops = TClass.Stops(Vector128.Load(at)).ExtractMostSignificantBits();
            if (stops != 0)
            {
                return at + (uint)BitOperations.TrailingZeroCount(stops);
            }

            at += Vector128<byte>.Count;
        }

        return EndOfTail<TClass>(start, at, end);
    }

    /// <summary>The same in offsets from <paramref name="start"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int End<TClass>(byte* start, int position, int length)
        where TClass : struct, IByteClass => (int)(End<TClass>(start, start + position, start + length) - start);

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
    private static byte* EndOfTail<TClass>(byte* start, byte* at, byte* end)
        where TClass : struct, IByteClass
    {
        if (end - start >= Vector128<byte>.Count)
        {
            byte* last = end - Vector128<byte>.Count;
            uint stops = TClass.Stops(Vector128.Load(last)).ExtractMostSignificantBits() >> (int)(at - last);
            return stops != 0 ? at + (uint)BitOperations.TrailingZeroCount(stops) : end;
        }

        while (at < end && !TClass.Stops(*at))
        {
            at++;
        }

        return at;
    }
}
