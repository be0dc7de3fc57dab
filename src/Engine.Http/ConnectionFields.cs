using System;
using System.Buffers.Binary;
using System.Text;

namespace Engine.Http;

/// <summary>Reads Connection values (RFC 9110 section 7.6.1).</summary>
internal static class ConnectionFields
{
    internal static ConnectionTokens Parse(ReadOnlySpan<byte> value)
    {
        // What nearly every message says stands alone; the rest is a list.
        if (IsKeepAlive(value))
        {
            return ConnectionTokens.KeepAlive;
        }

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

    /// <summary>"keep-alive" in any case: among the bytes that a value may hold, only letters lose anything to the bit.</summary>
    private static bool IsKeepAlive(ReadOnlySpan<byte> value) =>
        value.Length == 10
        && (BinaryPrimitives.ReadUInt64LittleEndian(value) | 0x2020_2020_2020_2020) == BinaryPrimitives.ReadUInt64LittleEndian("keep-ali"u8)
        && (BinaryPrimitives.ReadUInt16LittleEndian(value[8..]) | 0x2020) == BinaryPrimitives.ReadUInt16LittleEndian("ve"u8);

    /// <summary>
    /// Takes "close" and "keep-alive" out of a value, as HAProxy does while it parses: each goes with the comma and the blanks in front.
    /// </summary>
    /// <returns>Bytes left, without blanks at the end; 0 when nothing but these was said, or nothing at all.</returns>
    internal static int RemovePersistence(Span<byte> value)
    {
        int kept = 0;
        int end;
        for (int at = 0; at < value.Length; at = end + 1)
        {
            int comma = value[at..].IndexOf((byte)',');
            end = comma < 0 ? value.Length : at + comma;
            ReadOnlySpan<byte> token = TokenList.Trim(value[at..end]);
            if (Ascii.EqualsIgnoreCase(token, "close"u8) || Ascii.EqualsIgnoreCase(token, "keep-alive"u8))
            {
                continue;
            }

            if (kept == Math.Max(at - 1, 0))
            {
                kept = end;
                continue;
            }

            if (kept > 0)
            {
                value[kept++] = (byte)',';
            }

            token.CopyTo(value[kept..]);
            kept += token.Length;
        }

        return TokenList.Trim(value[..kept]).IsEmpty ? 0 : value[..kept].TrimEnd(" \t"u8).Length;
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
