using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engine.IO.Addressing;

/// <summary>IP addresses as text, without allocation; the form is that of inet_ntop (RFC 5952, dotted tail for embedded IPv4).</summary>
public static class AddressText
{
    /// <summary>"255.255.255.255".</summary>
    public const int IPv4BytesMax = 15;

    /// <summary>Eight groups of four digits, or the dotted tail: "0000:0000:0000:0000:0000:ffff:255.255.255.255".</summary>
    public const int IPv6BytesMax = 45;

    private static readonly ulong[] Octets = MakeOctets();

    /// <param name="address">4 bytes in network order.</param>
    public static bool TryWriteIPv4(ReadOnlySpan<byte> address, Span<byte> destination, out int written)
    {
        if (destination.Length < IPv4BytesMax)
        {
            return TryWriteSlow(address, destination, out written);
        }

        written = WriteIPv4(address, destination);
        return true;
    }

    /// <param name="address">16 bytes in network order.</param>
    public static bool TryWriteIPv6(ReadOnlySpan<byte> address, Span<byte> destination, out int written)
    {
        if (destination.Length < IPv6BytesMax)
        {
            return TryWriteSlow(address, destination, out written);
        }

        written = WriteIPv6(address, destination);
        return true;
    }

    /// <summary>Decimal, no sign, no leading zeros.</summary>
    public static bool TryWriteNumber(uint value, Span<byte> destination, out int written)
        => System.Buffers.Text.Utf8Formatter.TryFormat(value, destination, out written);

    private static bool TryWriteSlow(ReadOnlySpan<byte> address, Span<byte> destination, out int written)
    {
        Span<byte> text = stackalloc byte[IPv6BytesMax];
        written = address.Length == 4 ? WriteIPv4(address, text) : WriteIPv6(address, text);
        if (text[..written].TryCopyTo(destination))
        {
            return true;
        }

        written = 0;
        return false;
    }

    /// <param name="text">At least <see cref="IPv4BytesMax"/> bytes.</param>
    private static int WriteIPv4(ReadOnlySpan<byte> address, Span<byte> text)
    {
        // All four bytes, as many of them as there are: what follows writes over the rest.
        ref byte start = ref MemoryMarshal.GetReference(text);
        int at = WriteOctet(address[0], ref start);
        at += WriteOctet(address[1], ref Unsafe.Add(ref start, at));
        at += WriteOctet(address[2], ref Unsafe.Add(ref start, at));
        if (text.Length - at >= sizeof(uint))
        {
            return at + WriteOctet(address[3], ref Unsafe.Add(ref start, at)) - 1;
        }

        ulong last = Octets[address[3]];
        int digits = (int)(last >> LengthShift) - 1;
        for (int i = 0; i < digits; i++)
        {
            text[at++] = (byte)(last >> (8 * i));
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteOctet(byte octet, ref byte to)
    {
        ulong text = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Octets), octet);
        uint digits = BitConverter.IsLittleEndian ? (uint)text : BinaryPrimitives.ReverseEndianness((uint)text);
        Unsafe.WriteUnaligned(ref to, digits);
        return (int)(text >> LengthShift);
    }

    private const int LengthShift = 32;

    /// <summary>The digits of each octet and a dot behind them, the first in the lowest byte; above these four how many there are.</summary>
    private static ulong[] MakeOctets()
    {
        ulong[] octets = new ulong[256];
        for (uint octet = 0; octet < octets.Length; octet++)
        {
            uint text = '.';
            uint left = octet;
            ulong length = 1;
            do
            {
                text = (text << 8) | ('0' + (left % 10));
                left /= 10;
                length++;
            }
            while (left > 0);
            octets[octet] = text | (length << LengthShift);
        }

        return octets;
    }

    private static int WriteIPv6(ReadOnlySpan<byte> address, Span<byte> text)
    {
        (int zeroStart, int zeroLength) = LongestZeroRun(address);
        bool dottedTail = zeroStart == 0
            && (zeroLength == 6 || (zeroLength == 5 && Group(address, 5) == 0xffff));
        int groups = dottedTail ? 6 : 8;
        int at = 0;
        for (int i = 0; i < groups; i++)
        {
            if (i == zeroStart)
            {
                text[at++] = (byte)':';
                i += zeroLength - 1;
                if (i + 1 == 8)
                {
                    text[at++] = (byte)':';
                }

                continue;
            }

            if (i > 0)
            {
                text[at++] = (byte)':';
            }

            at += WriteHex(Group(address, i), text[at..]);
        }

        if (dottedTail)
        {
            text[at++] = (byte)':';
            at += WriteIPv4(address[12..], text[at..]);
        }

        return at;
    }

    /// <summary>RFC 5952 section 4.2: the first of the longest runs of at least two zero groups; start -1 when there is none.</summary>
    private static (int Start, int Length) LongestZeroRun(ReadOnlySpan<byte> address)
    {
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++)
        {
            int start = i;
            while (i < 8 && Group(address, i) == 0)
            {
                i++;
            }

            if (i - start > bestLength)
            {
                bestStart = start;
                bestLength = i - start;
            }
        }

        return (bestStart, bestLength);
    }

    private static ushort Group(ReadOnlySpan<byte> address, int index) => BinaryPrimitives.ReadUInt16BigEndian(address[(index * 2)..]);

    private static int WriteHex(uint group, Span<byte> text)
    {
        int digits = group >= 0x1000 ? 4 : group >= 0x100 ? 3 : group >= 0x10 ? 2 : 1;
        for (int i = digits - 1; i >= 0; i--)
        {
            text[i] = "0123456789abcdef"u8[(int)(group & 15)];
            group >>= 4;
        }

        return digits;
    }
}
