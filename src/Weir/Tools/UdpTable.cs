using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Net;

namespace Weir.Tools;

/// <summary>Reads /proc/net/udp and udp6: addresses are 32-bit words in this machine's byte order, in hex, ports in plain hex.</summary>
internal static class UdpTable
{
    private const int WordDigits = 8;

    /// <param name="lines">The first is a heading.</param>
    /// <param name="state">The two digits of sockets that count.</param>
    public static void Read(IReadOnlyList<string> lines, HashSet<(string Address, int Port)> receivers, string state)
    {
        for (int i = 1; i < lines.Count; i++)
        {
            string[] columns = lines[i].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length > 3 && columns[3] == state && columns[1].Split(':') is [var address, var port])
            {
                receivers.Add((AddressOf(address).ToString(), int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
            }
        }
    }

    private static IPAddress AddressOf(string digits)
    {
        byte[] bytes = new byte[digits.Length / 2];
        for (int i = 0; i * WordDigits < digits.Length; i++)
        {
            uint word = uint.Parse(digits.AsSpan(i * WordDigits, WordDigits), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), word);
            }
            else
            {
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * 4), word);
            }
        }

        var address = new IPAddress(bytes);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
