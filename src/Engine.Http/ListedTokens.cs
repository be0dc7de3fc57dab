using System;
using System.Text;

namespace Engine.Http;

/// <summary>Looks for a word among comma-separated ones (RFC 9110 section 5.6.1).</summary>
public static class ListedTokens
{
    /// <summary>True when the token is a member of the list, in any case, with an argument behind it or not.</summary>
    public static bool Has(ReadOnlySpan<byte> list, ReadOnlySpan<byte> token)
    {
        while (TokenList.TryNext(ref list, out ReadOnlySpan<byte> member))
        {
            int end = member.IndexOfAny((byte)'=', (byte)';');
            if (Ascii.EqualsIgnoreCase(end < 0 ? member : TokenList.Trim(member[..end]), token))
            {
                return true;
            }
        }

        return false;
    }
}
