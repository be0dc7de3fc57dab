using System;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>Bytes as text and back (CFG 7.3.1).</summary>
internal static class EncodingConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        ConverterRow.Of("base64", "In base64, padded.", SampleType.Binary, Encode64),
        ConverterRow.Of("b64dec", "Out of base64.", SampleType.Text, Decode64),
        ConverterRow.Of("ub64enc", "In base64url, not padded.", SampleType.Binary, EncodeUrl64),
        ConverterRow.Of("ub64dec", "Out of base64url.", SampleType.Text, DecodeUrl64),
        ConverterRow.Of("base2", "Eight binary digits for each byte.", SampleType.Binary, Encode2),
        ConverterRow.Of("hex", "Two hexadecimal digits for each byte.", SampleType.Binary, Encode16),
        ConverterRow.Of("hex2i", "Hexadecimal digits to a number.", SampleType.Text, ReadHex),
        ConverterRow.Of("htonl", "The low 32 bits as four bytes, the highest first.", SampleType.Integer, ToNetwork),
    ];

    private static bool Encode64(in SampleContext context, ref Sample sample)
    {
        if (!context.Scratch.TryTake(Base64.GetMaxEncodedToUtf8Length(sample.Bytes.Length), out Span<byte> room))
        {
            return false;
        }

        Base64.EncodeToUtf8(sample.Bytes, room, out _, out int written);
        sample.SetText(room[..written]);
        return true;
    }

    private static bool EncodeUrl64(in SampleContext context, ref Sample sample)
    {
        if (!context.Scratch.TryTake(Base64Url.GetEncodedLength(sample.Bytes.Length), out Span<byte> room))
        {
            return false;
        }

        int written = Base64Url.EncodeToUtf8(sample.Bytes, room);
        sample.SetText(room[..written]);
        return true;
    }

    private static bool Decode64(in SampleContext context, ref Sample sample)
    {
        if (!context.Scratch.TryTake(sample.Bytes.Length, out Span<byte> room) || !Base64Text.TryDecode(sample.Bytes, room, out int length))
        {
            return false;
        }

        sample.SetBinary(room[..length]);
        return true;
    }

    private static bool DecodeUrl64(in SampleContext context, ref Sample sample)
    {
        if (!context.Scratch.TryTake(sample.Bytes.Length, out Span<byte> room) || !Base64Text.TryDecodeUrl(sample.Bytes, room, out int length))
        {
            return false;
        }

        sample.SetBinary(room[..length]);
        return true;
    }

    private static bool Encode2(in SampleContext context, ref Sample sample)
    {
        if (!context.Scratch.TryTake(sample.Bytes.Length * 8, out Span<byte> room))
        {
            return false;
        }

        for (int i = 0; i < room.Length; i++)
        {
            room[i] = (byte)('0' + ((sample.Bytes[i >> 3] >> (7 - (i & 7))) & 1));
        }

        sample.SetText(room);
        return true;
    }

    private static bool Encode16(in SampleContext context, ref Sample sample)
    {
        if (!context.Scratch.TryTake(sample.Bytes.Length * 2, out Span<byte> room) || !Convert.TryToHexString(sample.Bytes, room, out _))
        {
            return false;
        }

        sample.SetText(room);
        return true;
    }

    /// <summary>No digits are 0; more than sixteen keep the last sixteen.</summary>
    private static bool ReadHex(in SampleContext context, ref Sample sample)
    {
        ulong number = 0;
        foreach (byte character in sample.Bytes)
        {
            if (!char.IsAsciiHexDigit((char)character))
            {
                return false;
            }

            int low = character & 0xf;
            number = (number << 4) | (uint)(character > '9' ? low + 9 : low);
        }

        sample.Set(unchecked((long)number));
        return true;
    }

    private static bool ToNetwork(in SampleContext context, ref Sample sample)
    {
        if (!context.Scratch.TryTake(sizeof(uint), out Span<byte> room))
        {
            return false;
        }

        BinaryPrimitives.WriteUInt32BigEndian(room, unchecked((uint)sample.Integer));
        sample.SetBinary(room);
        return true;
    }
}
