using System;
using System.Text;

namespace Engine.Http;

/// <summary>Reads Connection values (RFC 9110 section 7.6.1).</summary>
internal static class ConnectionFields
{
    internal static ConnectionTokens Parse(ReadOnlySpan<byte> value)
    {
        var tokens = ConnectionTokens.None;
        while (TokenList.TryNext(ref value, out ReadOnlySpan<byte> token))
        {
            tokens |= token.Length switch
            {
                5 when Ascii.EqualsIgnoreCase(token, "close"u8) => ConnectionTokens.Close,
                7 when Ascii.EqualsIgnoreCase(token, "upgrade"u8) => ConnectionTokens.Upgrade,
                10 when Ascii.EqualsIgnoreCase(token, "keep-alive"u8) => ConnectionTokens.KeepAlive,
                _ => ConnectionTokens.Named,
            };
        }

        return tokens;
    }

    /// <summary>True when a received Connection field names this one.</summary>
    internal static bool Names(MessageHead head, ReadOnlySpan<byte> name)
    {
        for (int i = head.IndexOf(FieldName.Connection); i >= 0; i = head.IndexOf(FieldName.Connection, i + 1))
        {
            ReadOnlySpan<byte> value = head.ValueOf(head.Fields[i]);
            while (TokenList.TryNext(ref value, out ReadOnlySpan<byte> token))
            {
                if (Ascii.EqualsIgnoreCase(token, name))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
