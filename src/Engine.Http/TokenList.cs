using System;
using System.Runtime.CompilerServices;

namespace Engine.Http;

/// <summary>Walks comma-separated values (RFC 9110 section 5.6.1); empty elements are passed over.</summary>
internal static class TokenList
{
    /// <summary>Takes the next element, without the blanks around it, off the front of <paramref name="rest"/>.</summary>
    internal static bool TryNext(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> element)
    {
        while (!rest.IsEmpty)
        {
            int comma = rest.IndexOf((byte)',');
            element = Trim(comma < 0 ? rest : rest[..comma]);
            rest = comma < 0 ? default : rest[(comma + 1)..];
            if (!element.IsEmpty)
            {
                return true;
            }
        }

        element = default;
        return false;
    }

    internal static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value)
    {
        int start = 0;
        int end = value.Length;
        while (start < end && IsBlank(value[start]))
        {
            start++;
        }

        while (end > start && IsBlank(value[end - 1]))
        {
            end--;
        }

        return value[start..end];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t';
}
