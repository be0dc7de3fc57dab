using System;
using System.Buffers;
using System.Text;

namespace Engine.Proxy.Logs;

/// <summary>Text as a JSON string (RFC 8259 section 7). Whatever the bytes are, what comes out is valid JSON on one line.</summary>
internal static class JsonText
{
    /// <summary>Printable ASCII without quotation mark and backslash.</summary>
    private static readonly SearchValues<byte> Plain = SearchValues.Create(PlainBytes());

    /// <summary>null for no text: a line has no use for the difference between none and empty.</summary>
    internal static void Write(ref LineWriter line, scoped ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            line.Raw("null"u8);
            return;
        }

        line.Raw((byte)'"');
        while (!text.IsEmpty)
        {
            int odd = text.IndexOfAnyExcept(Plain);
            if (odd < 0)
            {
                line.Raw(text);
                break;
            }

            line.Raw(text[..odd]);
            text = text[odd..];
            text = text[WriteOdd(ref line, text)..];
        }

        line.Raw((byte)'"');
    }

    /// <summary>Characters of UTF-8 stay; a byte that is none becomes the character of that number, so that nothing is lost.</summary>
    /// <returns>Bytes taken.</returns>
    private static int WriteOdd(ref LineWriter line, scoped ReadOnlySpan<byte> text)
    {
        byte first = text[0];
        if (first >= 0x80 && Rune.DecodeFromUtf8(text, out _, out int length) == OperationStatus.Done)
        {
            line.Raw(text[..length]);
            return length;
        }

        switch (first)
        {
            case (byte)'"' or (byte)'\\':
                line.Raw((byte)'\\');
                line.Raw(first);
                break;
            case (byte)'\n':
                line.Raw("\\n"u8);
                break;
            case (byte)'\r':
                line.Raw("\\r"u8);
                break;
            case (byte)'\t':
                line.Raw("\\t"u8);
                break;
            default:
                line.Raw("\\u00"u8);
                line.Raw("0123456789abcdef"u8[first >> 4]);
                line.Raw("0123456789abcdef"u8[first & 15]);
                break;
        }

        return 1;
    }

    private static byte[] PlainBytes()
    {
        byte[] bytes = new byte[93];
        int count = 0;
        for (byte character = 32; character < 127; character++)
        {
            if (character is not ((byte)'"' or (byte)'\\'))
            {
                bytes[count++] = character;
            }
        }

        return bytes;
    }
}
