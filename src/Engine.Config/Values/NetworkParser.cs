using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Engine.Config.Text;

namespace Engine.Config.Values;

/// <summary>Networks: <c>10.0.0.0/8</c>, <c>10.0.0.0/255.0.0.0</c>, <c>10.0.0.1</c>, <c>2001:db8::/32</c>, <c>::1</c>.</summary>
public static class NetworkParser
{
    private const string Fix = "write an address or network such as 10.0.0.0/8 or 2001:db8::/32";

    /// <param name="text">An address, then a slash and a prefix length or (IPv4) a mask, or neither.</param>
    /// <param name="network">The addresses meant; bits of the address outside the mask are dropped.</param>
    /// <param name="issue">Set on failure; also on success when the writing is misleading.</param>
    public static bool TryParse(string text, out Network network, out ValueIssue? issue)
    {
        network = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string address = slash < 0 ? text : text[..slash];
        if (!TryReadAddress(address, out bool isIPv6, out UInt128 bits))
        {
            issue = new ValueIssue(0, address.Length, address.Length == 0 ? "an address is missing" : $"'{address}' is not an IP address", Fix);
            return false;
        }

        UInt128 mask = isIPv6 ? UInt128.MaxValue : uint.MaxValue;
        if (slash >= 0 && !TryReadMask(text[(slash + 1)..], isIPv6, out mask))
        {
            issue = new ValueIssue(slash + 1, text.Length - slash - 1, FaultOfMask(isIPv6), Fix);
            return false;
        }

        network = new Network(isIPv6, bits & mask, mask);
        issue = WarnOfAbbreviation(address, isIPv6, bits);
        return true;
    }

    private static bool TryReadAddress(string text, out bool isIPv6, out UInt128 bits)
    {
        isIPv6 = text.Contains(':', StringComparison.Ordinal);
        bits = 0;
        if (!isIPv6)
        {
            bool parsed = TryReadIPv4(text, out uint address);
            bits = address;
            return parsed;
        }

        // Zone and bracket forms are IPAddress's own and mean nothing here.
        if (text.AsSpan().ContainsAny('%', '[', ']') || !IPAddress.TryParse(text, out IPAddress? ip) || ip.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        bits = BinaryPrimitives.ReadUInt128BigEndian(ip.GetAddressBytes());
        return true;
    }

    /// <summary>With fewer than four numbers the last one fills the rest, as the C library reads it: 10.12 is 10.0.0.12.</summary>
    internal static bool TryReadIPv4(string text, out uint address)
    {
        address = 0;
        string[] parts = text.Split('.');
        if (parts.Length > 4)
        {
            return false;
        }

        for (int i = 0; i < parts.Length; i++)
        {
            bool last = i == parts.Length - 1;
            int restBits = last ? 8 * (4 - i) : 8;

            // A leading zero means octal to the C library and nothing to people.
            bool isOctal = parts[i].Length > 1 && parts[i][0] == '0';
            if (isOctal || !uint.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out uint number) || (ulong)number >> restBits != 0)
            {
                return false;
            }

            address |= last ? number : number << (24 - (8 * i));
        }

        return true;
    }

    private static bool TryReadMask(string text, bool isIPv6, out UInt128 mask)
    {
        mask = 0;
        int width = isIPv6 ? 128 : 32;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length))
        {
            mask = length == 0 ? 0 : UInt128.MaxValue << (width - Math.Min(length, width));
            mask &= isIPv6 ? UInt128.MaxValue : uint.MaxValue;
            return length <= width;
        }

        bool dotted = !isIPv6 && text.Split('.').Length == 4;
        uint bits = 0;
        bool parsed = dotted && TryReadIPv4(text, out bits);
        mask = bits;
        return parsed;
    }

    private static ValueIssue? WarnOfAbbreviation(string address, bool isIPv6, UInt128 bits)
    {
        if (isIPv6 || address.Split('.').Length == 4)
        {
            return null;
        }

        return new ValueIssue(0, address.Length, $"'{address}' is short for {WriteIPv4((uint)bits)}", "write all four numbers");
    }

    internal static string WriteIPv4(uint address) =>
        $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";

    private static string FaultOfMask(bool isIPv6) => isIPv6
        ? "the prefix length of an IPv6 network is 0 to 128"
        : "after the slash stands a prefix length of 0 to 32, or a mask such as 255.0.0.0";
}
