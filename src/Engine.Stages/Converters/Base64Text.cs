using System;
using System.Buffers;
using System.Buffers.Text;

namespace Engine.Stages.Converters;

/// <summary>The two alphabets of RFC 4648, without the tolerance for white space that the library has.</summary>
internal static class Base64Text
{
    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);

    /// <summary>Padding is required (RFC 4648 section 4).</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> bytes, out int length)
    {
        length = 0;
        return !text.ContainsAny(WhiteSpace) && Base64.DecodeFromUtf8(text, bytes, out _, out length) == OperationStatus.Done;
    }

    /// <summary>Padding may be left out (RFC 4648 section 5, RFC 7515 section 2).</summary>
    internal static bool TryDecodeUrl(ReadOnlySpan<byte> text, Span<byte> bytes, out int length)
    {
        length = 0;
        return !text.ContainsAny(WhiteSpace) && Base64Url.DecodeFromUtf8(text, bytes, out _, out length) == OperationStatus.Done;
    }
}
