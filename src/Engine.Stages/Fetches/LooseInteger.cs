using System;

namespace Engine.Stages.Fetches;

/// <summary>
/// Numbers in text that a client wrote, for fetches named <c>_val</c>: a sign and digits at the front, the rest is ignored, and
/// what has none is 0 (CFG 7.3.6 req.hdr_val).
/// </summary>
internal static class LooseInteger
{
    /// <summary>The number; what is beyond 64 bits becomes the nearest that is not.</summary>
    internal static long Read(ReadOnlySpan<byte> text)
    {
        bool isNegative = !text.IsEmpty && text[0] == (byte)'-';
        int at = isNegative || (!text.IsEmpty && text[0] == (byte)'+') ? 1 : 0;
        long value = 0;
        for (; at < text.Length; at++)
        {
            uint digit = (uint)(text[at] - '0');
            if (digit > 9)
            {
                break;
            }

            if (value > (long.MaxValue - digit) / 10)
            {
                return isNegative ? long.MinValue : long.MaxValue;
            }

            value = (value * 10) + digit;
        }

        return isNegative ? -value : value;
    }
}
