using System;
using Engine.Config.Expressions;

namespace Engine.Proxy.Logs;

/// <summary>Values as CBOR (RFC 8949), in hexadecimal digits unless <c>+bin</c> asks for the bytes themselves.</summary>
internal static class CborText
{
    private const int Unsigned = 0;
    private const int Negative = 1;
    private const int TextString = 3;
    private const int Array = 4;

    /// <summary>Section 3.3: simple values.</summary>
    private const byte False = 0xF4;
    private const byte True = 0xF5;
    private const byte Null = 0xF6;

    /// <summary>Section 3.2: a map of unknown length, and its end.</summary>
    internal const byte MapBegin = 0xBF;
    internal const byte MapEnd = 0xFF;

    internal static void Write(ref LineWriter line, scoped ReadOnlySpan<byte> text, LogFlags flags)
    {
        if (text.IsEmpty)
        {
            line.Octet(Null, flags);
            return;
        }

        WriteHead(ref line, TextString, (ulong)text.Length, flags);
        if ((flags & LogFlags.Binary) != 0)
        {
            line.Raw(text);
            return;
        }

        foreach (byte character in text)
        {
            line.Octet(character, flags);
        }
    }

    internal static void WriteBoolean(ref LineWriter line, bool value, LogFlags flags) => line.Octet(value ? True : False, flags);

    internal static void WriteList(ref LineWriter line, int count, LogFlags flags) => WriteHead(ref line, Array, (ulong)count, flags);

    internal static void WriteInteger(ref LineWriter line, long value, LogFlags flags) =>
        WriteHead(ref line, value < 0 ? Negative : Unsigned, value < 0 ? (ulong)~value : (ulong)value, flags);

    /// <summary>Section 3: the type in three bits, the number in the other five or in 1, 2, 4 or 8 bytes behind them.</summary>
    private static void WriteHead(ref LineWriter line, int type, ulong number, LogFlags flags)
    {
        int major = type << 5;
        int bytes = number < 24 ? 0 : number <= byte.MaxValue ? 1 : number <= ushort.MaxValue ? 2 : number <= uint.MaxValue ? 4 : 8;
        int code = bytes switch { 0 => (int)number, 1 => 24, 2 => 25, 4 => 26, _ => 27 };
        line.Octet((byte)(major | code), flags);
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        {
            line.Octet((byte)(number >> shift), flags);
        }
    }
}
