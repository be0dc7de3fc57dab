using System;
using System.Text;

namespace Engine.Stages.Inspection;

/// <summary>The cookie in the first packet of an RDP client (MS-RDPBCGR section 2.2.1.1): a line behind the headers of TPKT and X.224.</summary>
internal static class RdpCookie
{
    private const byte TpktVersion = 3;
    private const int TypeAt = 5;
    private const byte ConnectionRequest = 0xe0;

    /// <summary>TPKT's 4 bytes and X.224's 7.</summary>
    private const int HeaderBytes = 11;

    private static ReadOnlySpan<byte> Field => "Cookie:"u8;

    /// <param name="name">Without regard to case; empty = any.</param>
    internal static Finding TryFind(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if ((bytes.Length > 0 && bytes[0] != TpktVersion) || (bytes.Length > TypeAt && (bytes[TypeAt] & 0xf0) != ConnectionRequest))
        {
            return Finding.No;
        }

        if (bytes.Length <= HeaderBytes + Field.Length)
        {
            return Finding.NeedMore;
        }

        ReadOnlySpan<byte> line = bytes[HeaderBytes..];
        if (!Ascii.EqualsIgnoreCase(line[..Field.Length], Field))
        {
            return Finding.No;
        }

        int end = line.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0 || end + 1 == line.Length)
        {
            return end < 0 || line[end] == (byte)'\r' ? Finding.NeedMore : Finding.No;
        }

        ReadOnlySpan<byte> cookie = line[Field.Length..end].TrimStart((byte)' ');
        int equals = cookie.IndexOf((byte)'=');
        bool named = equals >= 0 && (name.IsEmpty || Ascii.EqualsIgnoreCase(cookie[..equals], name));
        if (line[end] != (byte)'\r' || line[end + 1] != (byte)'\n' || !named)
        {
            return Finding.No;
        }

        value = cookie[(equals + 1)..];
        return Finding.Yes;
    }
}
