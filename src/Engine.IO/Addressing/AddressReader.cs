using System;

namespace Engine.IO.Addressing;

/// <summary>IP addresses from text, without allocation: what clients write into header fields, so strictly and for any bytes.</summary>
public static class AddressReader
{
    private const int GroupCount = 8;

    /// <summary>
    /// Reads "192.0.2.1" or "2001:db8::1" (RFC 4291 section 2.2, dotted tail included); no port, brackets, zone, or leading zeros.
    /// </summary>
    /// <param name="bits">The address in host order; an IPv4 address in the low 32 bits.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out UInt128 bits, out bool isIPv4)
    {
        bits = 0;
        isIPv4 = !text.Contains((byte)':');
        if (!isIPv4)
        {
            return TryReadIPv6(text, out bits);
        }

        bool read = TryReadIPv4(text, out uint address);
        bits = address;
        return read;
    }

    /// <summary>Four decimal numbers.</summary>
    public static bool TryReadIPv4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        int octets = 0;
        int digits = 0;
        uint octet = 0;
        foreach (byte character in text)
        {
            if (character == (byte)'.')
            {
                if (digits == 0 || ++octets == 4)
                {
                    return false;
                }

                address = (address << 8) | octet;
                octet = 0;
                digits = 0;
                continue;
            }

            uint digit = (uint)(character - '0');
            if (digit > 9 || (digits > 0 && octet == 0))
            {
                return false;
            }

            octet = (octet * 10) + digit;
            if (octet > 255)
            {
                return false;
            }

            digits++;
        }

        address = (address << 8) | octet;
        return octets == 3 && digits > 0;
    }

    private static bool TryReadIPv6(ReadOnlySpan<byte> text, out UInt128 bits)
    {
        bits = 0;
        Span<ushort> groups = stackalloc ushort[GroupCount];
        int count = 0;
        int gap = -1;
        int at = 0;
        if (text.StartsWith("::"u8))
        {
            gap = 0;
            at = 2;
        }

        while (at < text.Length)
        {
            int colon = text[at..].IndexOf((byte)':');
            ReadOnlySpan<byte> part = colon < 0 ? text[at..] : text.Slice(at, colon);
            if (colon < 0 && part.Contains((byte)'.'))
            {
                if (count > GroupCount - 2 || !TryReadIPv4(part, out uint tail))
                {
                    return false;
                }

                groups[count++] = (ushort)(tail >> 16);
                groups[count++] = (ushort)tail;
                break;
            }

            if (count == GroupCount || !TryReadGroup(part, out groups[count]))
            {
                return false;
            }

            count++;
            if (colon < 0)
            {
                break;
            }

            at += colon + 1;
            if (at == text.Length)
            {
                return false; // a single colon at the end
            }

            if (text[at] == (byte)':')
            {
                if (gap >= 0)
                {
                    return false;
                }

                gap = count;
                at++;
            }
        }

        return TryAssemble(groups, count, gap, out bits);
    }

    private static bool TryAssemble(ReadOnlySpan<ushort> groups, int count, int gap, out UInt128 bits)
    {
        bits = 0;
        if (gap < 0 ? count != GroupCount : count >= GroupCount)
        {
            return false;
        }

        for (int i = 0; i < GroupCount; i++)
        {
            int behind = GroupCount - count;
            bool inGap = gap >= 0 && i >= gap && i < gap + behind;
            ushort group = inGap ? (ushort)0 : groups[gap >= 0 && i >= gap ? i - behind : i];
            bits = (bits << 16) | group;
        }

        return true;
    }

    private static bool TryReadGroup(ReadOnlySpan<byte> text, out ushort group)
    {
        group = 0;
        if (text.IsEmpty || text.Length > 4)
        {
            return false;
        }

        foreach (byte character in text)
        {
            if (!char.IsAsciiHexDigit((char)character))
            {
                return false;
            }

            int digit = character <= '9' ? character - '0' : (character | 0x20) - 'a' + 10;
            group = (ushort)((group << 4) | digit);
        }

        return true;
    }
}
