using System;

namespace Engine.Simulation.Traffic;

/// <summary>Bodies that cannot be mistaken for one another: every byte follows from the request, the direction and the position.</summary>
internal static class Pattern
{
    public const int Upload = 1;
    public const int Download = 2;

    public static byte[] Of(int id, int direction, int count)
    {
        byte[] bytes = new byte[count];
        ulong state = ((ulong)(uint)id << 8) + (ulong)direction;
        for (int i = 0; i < count; i++)
        {
            if (i % 8 == 0)
            {
                state += 0x9E3779B97F4A7C15;
            }

            ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed ^= mixed >> 27;
            bytes[i] = (byte)(mixed >> (i % 8 * 8));
        }

        return bytes;
    }

    /// <summary>Null when <paramref name="got"/> is how the body begins; else what is wrong.</summary>
    public static string? Compare(int id, int direction, ReadOnlySpan<byte> got, int bytesMax)
    {
        if (got.Length > bytesMax)
        {
            return $"{got.Length} bytes came where {bytesMax} were sent";
        }

        byte[] expected = Of(id, direction, got.Length);
        int same = got.CommonPrefixLength(expected);
        return same == got.Length ? null : $"byte {same} of {got.Length} is {got[same]:X2}, not {expected[same]:X2}";
    }
}
