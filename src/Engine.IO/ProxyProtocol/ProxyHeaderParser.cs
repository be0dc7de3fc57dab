using System;
using System.Buffers.Binary;
using System.Buffers.Text;
using Engine.IO.Addressing;

namespace Engine.IO.ProxyProtocol;

/// <summary>
/// Reads the header that a proxy sends in front of a connection it forwards (PROXY protocol, versions 1 and 2; proxy-protocol.txt).
/// Strict: what is not written as it says is invalid, since who can write here says where clients come from.
/// </summary>
public static class ProxyHeaderParser
{
    /// <summary>Section 2.1: with the longest addresses, CR LF included.</summary>
    public const int Version1BytesMax = 107;

    /// <summary>Signature, command, family, length.</summary>
    internal const int Version2HeadBytes = 16;

    internal const int IPv4Bytes = 12;
    internal const int IPv6Bytes = 36;
    internal const int UnixBytes = 216;

    /// <summary>As long a name as DNS has (RFC 1035 section 2.3.4).</summary>
    private const int AuthorityBytesMax = 255;

    /// <summary>Section 2.2.5.</summary>
    private const int UniqueIdBytesMax = 128;

    internal static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <param name="input">The first bytes of the connection; all that have come.</param>
    /// <param name="bytesMax">Longer headers are invalid, since they could never be there as a whole.</param>
    /// <param name="header">Set when done.</param>
    public static ProxyHeaderResult Parse(ReadOnlySpan<byte> input, int bytesMax, out ProxyHeader header)
    {
        header = default;
        if (StartsAs(input, "PROXY "u8))
        {
            return input.Length < 6 ? ProxyHeaderResult.NeedMore : ParseLine(input, out header);
        }

        if (!StartsAs(input, Signature))
        {
            return ProxyHeaderResult.Invalid;
        }

        if (input.Length < Version2HeadBytes)
        {
            return ProxyHeaderResult.NeedMore;
        }

        int length = Version2HeadBytes + BinaryPrimitives.ReadUInt16BigEndian(input[14..]);
        if (length > bytesMax)
        {
            return ProxyHeaderResult.Invalid;
        }

        return input.Length < length ? ProxyHeaderResult.NeedMore : ParseBinary(input[..length], out header);
    }

    /// <summary>True when the bytes begin as a header does, whatever follows.</summary>
    public static bool IsBegun(ReadOnlySpan<byte> input) => input.StartsWith("PROXY "u8) || input.StartsWith(Signature);

    private static bool StartsAs(ReadOnlySpan<byte> input, ReadOnlySpan<byte> expected)
    {
        int common = Math.Min(input.Length, expected.Length);
        return input[..common].SequenceEqual(expected[..common]);
    }

    // --- version 1: PROXY TCP4 192.0.2.1 192.0.2.2 1234 80 CR LF

    private static ProxyHeaderResult ParseLine(ReadOnlySpan<byte> input, out ProxyHeader header)
    {
        header = default;
        ReadOnlySpan<byte> window = input[..Math.Min(input.Length, Version1BytesMax)];
        int end = window.IndexOf((byte)'\n');
        if (end < 0)
        {
            return input.Length >= Version1BytesMax ? ProxyHeaderResult.Invalid : ProxyHeaderResult.NeedMore;
        }

        if (window[end - 1] != '\r')
        {
            return ProxyHeaderResult.Invalid;
        }

        ReadOnlySpan<byte> words = window[6..(end - 1)];
        if (words.StartsWith("UNKNOWN"u8) && (words.Length == 7 || words[7] == ' '))
        {
            header = new ProxyHeader { Length = end + 1 };
            return ProxyHeaderResult.Done;
        }

        bool isIPv4 = words.StartsWith("TCP4 "u8);
        if (!isIPv4 && !words.StartsWith("TCP6 "u8))
        {
            return ProxyHeaderResult.Invalid;
        }

        words = words[5..];
        if (!TryWord(ref words, out ReadOnlySpan<byte> sourceText) || !TryWord(ref words, out ReadOnlySpan<byte> destinationText)
            || !TryWord(ref words, out ReadOnlySpan<byte> sourcePort)
            || !TryEnd(sourceText, sourcePort, isIPv4, out EndpointAddress source)
            || !TryEnd(destinationText, words, isIPv4, out EndpointAddress destination))
        {
            return ProxyHeaderResult.Invalid;
        }

        header = new ProxyHeader { Source = source, Destination = destination, Length = end + 1 };
        return ProxyHeaderResult.Done;
    }

    private static bool TryWord(ref ReadOnlySpan<byte> words, out ReadOnlySpan<byte> word)
    {
        int space = words.IndexOf((byte)' ');
        word = space < 0 ? default : words[..space];
        words = space < 0 ? default : words[(space + 1)..];
        return space > 0;
    }

    private static bool TryEnd(ReadOnlySpan<byte> text, ReadOnlySpan<byte> port, bool isIPv4, out EndpointAddress end)
    {
        end = default;
        bool isPort = Utf8Parser.TryParse(port, out ushort number, out int taken) && taken == port.Length && (port[0] != '0' || port.Length == 1);
        if (!isPort || !AddressReader.TryRead(text, out UInt128 bits, out bool found) || found != isIPv4)
        {
            return false;
        }

        end = EndpointAddress.FromBits(bits, isIPv4, number);
        return true;
    }

    // --- version 2

    private static ProxyHeaderResult ParseBinary(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        const byte Local = 0x20;
        const byte Proxy = 0x21;
        header = new ProxyHeader { Length = bytes.Length };
        if (bytes[12] == Local)
        {
            // Section 2.2: whoever checks its own connection; what else is there is to be skipped.
            return ProxyHeaderResult.Done;
        }

        if (bytes[12] != Proxy)
        {
            return ProxyHeaderResult.Invalid;
        }

        ReadOnlySpan<byte> rest = bytes[Version2HeadBytes..];
        EndpointAddress source = default;
        EndpointAddress destination = default;
        int addressBytes = BytesOf(bytes[13]);
        if (addressBytes < 0 || rest.Length < addressBytes)
        {
            // A family that is not in the document: its length is not known, so that nothing behind it can be found.
            return addressBytes < 0 ? ProxyHeaderResult.Done : ProxyHeaderResult.Invalid;
        }

        if (addressBytes is IPv4Bytes or IPv6Bytes)
        {
            ReadAddresses(rest, addressBytes == IPv4Bytes, out source, out destination);
        }

        ReadOnlySpan<byte> fields = rest[addressBytes..];
        header = new ProxyHeader { Source = source, Destination = destination, Fields = fields, Length = bytes.Length };
        return AreValid(bytes, fields) ? ProxyHeaderResult.Done : ProxyHeaderResult.Invalid;
    }

    /// <summary>Family in the high, transport in the low half; datagrams have the same addresses as streams.</summary>
    private static int BytesOf(byte family) => family switch
    {
        0x00 => 0,
        0x11 or 0x12 => IPv4Bytes,
        0x21 or 0x22 => IPv6Bytes,
        0x31 or 0x32 => UnixBytes,
        _ => -1,
    };

    private static void ReadAddresses(ReadOnlySpan<byte> rest, bool isIPv4, out EndpointAddress source, out EndpointAddress destination)
    {
        int size = isIPv4 ? 4 : 16;
        int ports = 2 * size;
        source = EndpointAddress.FromBits(BitsOf(rest[..size]), isIPv4, BinaryPrimitives.ReadUInt16BigEndian(rest[ports..]));
        destination = EndpointAddress.FromBits(BitsOf(rest[size..ports]), isIPv4, BinaryPrimitives.ReadUInt16BigEndian(rest[(ports + 2)..]));
    }

    private static UInt128 BitsOf(ReadOnlySpan<byte> address) =>
        address.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(address) : BinaryPrimitives.ReadUInt128BigEndian(address);

    private static bool AreValid(ReadOnlySpan<byte> header, ReadOnlySpan<byte> bytes)
    {
        ProxyFields fields = new(bytes);
        while (fields.TryNext())
        {
            bool isValid = fields.Type switch
            {
                ProxyTlvType.Crc32c => fields.Value.Length == 4 && ProxyChecksum.IsRight(header, fields.Value),
                ProxyTlvType.Authority => fields.Value.Length <= AuthorityBytesMax,
                ProxyTlvType.UniqueId => fields.Value.Length <= UniqueIdBytesMax,
                _ => true,
            };
            if (!isValid)
            {
                return false;
            }
        }

        return !fields.IsCut;
    }
}
