using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Engine.Stages.Converters;

/// <summary>The inside of a JSON string (RFC 8259 section 7).</summary>
internal static class JsonStrings
{
    private const int EscapeBytes = 6;

    /// <summary>As UTF-8. False for an escape that there is not, or a surrogate without its other half.</summary>
    /// <param name="room">At least as long as the text.</param>
    internal static bool TryUnescape(ReadOnlySpan<byte> text, Span<byte> room, out int written)
    {
        written = 0;
        while (true)
        {
            int backslash = text.IndexOf((byte)'\\');
            ReadOnlySpan<byte> plain = backslash < 0 ? text : text[..backslash];
            plain.CopyTo(room[written..]);
            written += plain.Length;
            if (backslash < 0)
            {
                return true;
            }

            text = text[backslash..];
            if (text.Length < 2)
            {
                return false;
            }

            if (text[1] == (byte)'u')
            {
                if (!TryTakeUnicode(ref text, room[written..], out int bytes))
                {
                    return false;
                }

                written += bytes;
                continue;
            }

            int meant = text[1] switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                (byte)'"' or (byte)'\\' or (byte)'/' => text[1],
                _ => -1,
            };
            if (meant < 0)
            {
                return false;
            }

            room[written++] = (byte)meant;
            text = text[2..];
        }
    }

    private static bool TryTakeUnicode(ref ReadOnlySpan<byte> text, Span<byte> room, out int written)
    {
        written = 0;
        if (!TryReadUnit(text, out char high))
        {
            return false;
        }

        text = text[EscapeBytes..];
        if (Rune.TryCreate(high, out Rune rune))
        {
            return rune.TryEncodeToUtf8(room, out written);
        }

        if (!TryReadUnit(text, out char low) || !Rune.TryCreate(high, low, out rune))
        {
            return false;
        }

        text = text[EscapeBytes..];
        return rune.TryEncodeToUtf8(room, out written);
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        Span<byte> bytes = stackalloc byte[2];
        if (text.Length < EscapeBytes || text[0] != (byte)'\\' || text[1] != (byte)'u' || Convert.FromHexString(text.Slice(2, 4), bytes, out _, out _) != OperationStatus.Done)
        {
            return false;
        }

        unit = (char)BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return true;
    }
}
