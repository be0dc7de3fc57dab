using System;
using System.Buffers;
using Engine.Http;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Replies;

/// <summary>
/// Makes anything fit for a field value (RFC 9110 section 5.5): control characters except HTAB become %XX, as in HAProxy, so that
/// no value that came from outside can end its line and begin another.
/// </summary>
public static class FieldText
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(AllControls());

    /// <summary>The same bytes when they are harmless; else encoded in the loop's scratch, and cut where that is full.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> value, Scratch scratch)
    {
        bool isPlain = !ControlBytes.MayBeIn(value) || value.IndexOfAny(Controls) < 0;
        return isPlain ? value : EncodeSlow(value, scratch.Rest, scratch);
    }

    private static ReadOnlySpan<byte> EncodeSlow(ReadOnlySpan<byte> value, Span<byte> room, Scratch scratch)
    {
        int written = 0;
        foreach (byte character in value)
        {
            bool isControl = Controls.Contains(character);
            if (written + (isControl ? 3 : 1) > room.Length)
            {
                break;
            }

            if (isControl)
            {
                room[written++] = (byte)'%';
                room[written++] = HexDigits[character >> 4];
                room[written++] = HexDigits[character & 15];
            }
            else
            {
                room[written++] = character;
            }
        }

        return scratch.Keep(written);
    }

    private static ReadOnlySpan<byte> HexDigits => "0123456789ABCDEF"u8;

    private static byte[] AllControls()
    {
        byte[] bytes = new byte[32];
        int count = 0;
        for (byte character = 0; character < 32; character++)
        {
            if (character != (byte)'\t')
            {
                bytes[count++] = character;
            }
        }

        bytes[count] = 0x7F;
        return bytes;
    }
}
