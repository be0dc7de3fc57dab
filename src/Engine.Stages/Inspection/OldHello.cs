using System;
using System.Buffers.Binary;

namespace Engine.Stages.Inspection;

/// <summary>The hello of SSLv2, in which old clients offered newer versions (RFC 5246 appendix E.2): read for its version alone.</summary>
internal static class OldHello
{
    private const int FieldBytes = 8;

    /// <param name="version">Major and minor, one byte each.</param>
    internal static Finding TryFindVersion(ReadOnlySpan<byte> bytes, out int version)
    {
        version = 0;
        if (bytes.IsEmpty)
        {
            return Finding.NeedMore;
        }

        // The first bit tells a header of two bytes from one of three, whose last is the length of the padding.
        bool isShort = (bytes[0] & 0x80) != 0;
        int header = isShort ? 2 : 3;
        if (bytes.Length <= header)
        {
            return Finding.NeedMore;
        }

        if (bytes[header] != TlsHandshake.ClientHello)
        {
            return Finding.No;
        }

        int length = ((bytes[0] & (isShort ? 0x7f : 0x3f)) << 8) | bytes[1];
        ReadOnlySpan<byte> fields = bytes[(header + 1)..];
        if (fields.Length < FieldBytes)
        {
            return Finding.NeedMore;
        }

        int ciphers = BinaryPrimitives.ReadUInt16BigEndian(fields[2..]);
        int session = BinaryPrimitives.ReadUInt16BigEndian(fields[4..]);
        int challenge = BinaryPrimitives.ReadUInt16BigEndian(fields[6..]);
        if (ciphers % 3 != 0 || session is not (0 or 16) || challenge is < 16 or > 32 || length != 1 + FieldBytes + ciphers + session + challenge)
        {
            return Finding.No;
        }

        version = BinaryPrimitives.ReadUInt16BigEndian(fields);
        int padding = isShort ? 0 : bytes[2];
        return fields.Length - FieldBytes < ciphers + session + challenge + padding ? Finding.NeedMore : Finding.Yes;
    }
}
