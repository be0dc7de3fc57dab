using System;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// The times that a persistence cookie carries behind its value, "SERVER|LAST|FIRST": five characters each, 30 bits that count units of
/// four seconds, as HAProxy writes them so that machines of both kinds may stand side by side.
/// </summary>
internal static class CookieDates
{
    internal const int Length = 5;
    internal const byte Mark = (byte)'|';

    private const int SecondsShift = 2;
    private const int BitsPerCharacter = 6;

    /// <summary>RFC 4648's, but for the last two.</summary>
    private static ReadOnlySpan<byte> Alphabet => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"u8;

    /// <summary>Seconds since 1970; 0 when there is no time.</summary>
    internal static long Read(ReadOnlySpan<byte> text)
    {
        if (text.Length < Length)
        {
            return 0;
        }

        long units = 0;
        foreach (byte character in text[..Length])
        {
            int digit = Alphabet.IndexOf(character);
            if (digit < 0)
            {
                return 0;
            }

            units = (units << BitsPerCharacter) | (uint)digit;
        }

        return units << SecondsShift;
    }

    /// <summary>Rounded up: a time of now is never in the past already.</summary>
    internal static void Write(long seconds, Span<byte> room)
    {
        long units = (seconds + 3) >> SecondsShift;
        for (int i = Length - 1; i >= 0; i--)
        {
            room[i] = Alphabet[(int)(units & 63)];
            units >>= BitsPerCharacter;
        }
    }
}
