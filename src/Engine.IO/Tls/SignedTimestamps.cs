using System;
using System.Buffers.Binary;

namespace Engine.IO.Tls;

/// <summary>What logs of certificates have signed about one (Certificate Transparency, RFC 6962 section 3.3): shown to clients that ask for it.</summary>
internal static class SignedTimestamps
{
    /// <summary>RFC 6962 section 3.3.1.</summary>
    internal const uint Extension = 18;

    /// <summary>True for a SignedCertificateTimestampList: a length and, filling it, entries of a length and at least one byte each. Signatures are not looked at.</summary>
    internal static bool IsList(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= 2 || BinaryPrimitives.ReadUInt16BigEndian(bytes) != bytes.Length - 2)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = bytes[2..];
        while (rest.Length > 2)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (length == 0 || length > rest.Length - 2)
            {
                return false;
            }

            rest = rest[(2 + length)..];
        }

        return rest.IsEmpty;
    }
}
