using System;

namespace Engine.Stages.Checks;

/// <summary>Bytes as hexadecimal digits.</summary>
internal static class HexText
{
    /// <summary>False when a digit is none, or one is left over.</summary>
    internal static bool TryParse(string text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length % 2 != 0 || text.AsSpan().ContainsAnyExcept(Digits))
        {
            return false;
        }

        bytes = Convert.FromHexString(text);
        return true;
    }

    /// <summary>The same of bytes in place; how many there are, or -1.</summary>
    internal static int Decode(ReadOnlySpan<byte> digits, Span<byte> into)
    {
        if (digits.Length % 2 != 0 || digits.Length / 2 > into.Length)
        {
            return -1;
        }

        return Convert.FromHexString(digits, into, out _, out int written) == System.Buffers.OperationStatus.Done ? written : -1;
    }

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
