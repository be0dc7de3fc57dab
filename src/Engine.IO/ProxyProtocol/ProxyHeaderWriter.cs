using System;
using System.Buffers.Binary;
using Engine.IO.Addressing;

namespace Engine.IO.ProxyProtocol;

/// <summary>Writes PROXY headers. Addresses of two families are both told as IPv6 (RFC 4291 section 2.5.5.2), as HAProxy does.</summary>
public static class ProxyHeaderWriter
{
    private const byte Local = 0x20;
    private const byte Proxy = 0x21;
    private const byte StreamIPv4 = 0x11;
    private const byte StreamIPv6 = 0x21;

    // Bits of the client byte of an SSL field (section 2.2.6).
    private const byte ClientSsl = 1;
    private const byte ClientCertificateOnConnection = 2;
    private const byte ClientCertificateInSession = 4;

    /// <summary>Version 1: bytes written; 0 when there is no room, for which <see cref="ProxyHeaderParser.Version1BytesMax"/> is enough.</summary>
    public static int WriteVersion1(in ProxyHeaderFacts facts, Span<byte> into)
    {
        FieldWriter writer = new(into);
        if (facts.IsLocal || !facts.Source.IsIP || !facts.Destination.IsIP)
        {
            writer.Raw("PROXY UNKNOWN\r\n"u8);
            return writer.Written;
        }

        bool isIPv4 = facts.Source.Family == SocketFamily.IPv4 && facts.Destination.Family == SocketFamily.IPv4;
        writer.Raw(isIPv4 ? "PROXY TCP4 "u8 : "PROXY TCP6 "u8);
        writer.Text(InFamily(facts.Source, isIPv4));
        writer.Raw(" "u8);
        writer.Text(InFamily(facts.Destination, isIPv4));
        writer.Raw(" "u8);
        writer.Number(facts.Source.Port);
        writer.Raw(" "u8);
        writer.Number(facts.Destination.Port);
        writer.Raw("\r\n"u8);
        return writer.Written;
    }

    /// <summary>Version 2: bytes written; 0 when there is no room.</summary>
    public static int WriteVersion2(in ProxyHeaderFacts facts, ProxyHeaderOptions options, Span<byte> into)
    {
        FieldWriter writer = new(into);
        writer.Raw(ProxyHeaderParser.Signature);
        WriteAddresses(facts, ref writer);
        writer.Raw(facts.OwnFields);
        int checksumAt = 0;
        if (options.HasFlag(ProxyHeaderOptions.Crc32c))
        {
            checksumAt = writer.Position + ProxyFields.HeadBytes;
            writer.Field(ProxyTlvType.Crc32c, "\0\0\0\0"u8);
        }

        if (!facts.Tls.Alpn.IsEmpty)
        {
            writer.Field(ProxyTlvType.Alpn, facts.Tls.Alpn);
        }

        ReadOnlySpan<byte> authority = facts.Authority.IsEmpty ? facts.Tls.ServerName : facts.Authority;
        if (options.HasFlag(ProxyHeaderOptions.Authority) && !authority.IsEmpty)
        {
            writer.Field(ProxyTlvType.Authority, authority);
        }

        if (options.HasFlag(ProxyHeaderOptions.UniqueId) && !facts.UniqueId.IsEmpty)
        {
            writer.Field(ProxyTlvType.UniqueId, facts.UniqueId);
        }

        if (options.HasFlag(ProxyHeaderOptions.Ssl))
        {
            WriteSsl(facts.Tls, options, ref writer);
        }

        int length = writer.Written;
        if (length == 0 || length - ProxyHeaderParser.Version2HeadBytes > ushort.MaxValue)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt16BigEndian(into[14..], (ushort)(length - ProxyHeaderParser.Version2HeadBytes));
        if (checksumAt > 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(into[checksumAt..], ProxyChecksum.Of(into[..length], checksumAt));
        }

        return length;
    }

    /// <summary>Command, family, room for the length, addresses.</summary>
    private static void WriteAddresses(in ProxyHeaderFacts facts, ref FieldWriter writer)
    {
        writer.Byte(facts.IsLocal ? Local : Proxy);
        if (facts.IsLocal || !facts.Source.IsIP || !facts.Destination.IsIP)
        {
            writer.Raw("\0\0\0"u8);
            return;
        }

        bool isIPv4 = facts.Source.Family == SocketFamily.IPv4 && facts.Destination.Family == SocketFamily.IPv4;
        writer.Byte(isIPv4 ? StreamIPv4 : StreamIPv6);
        writer.Raw("\0\0"u8);
        EndpointAddress source = InFamily(facts.Source, isIPv4);
        EndpointAddress destination = InFamily(facts.Destination, isIPv4);
        writer.Raw(source.AddressBytes);
        writer.Raw(destination.AddressBytes);
        writer.UInt16(source.Port);
        writer.UInt16(destination.Port);
    }

    private static EndpointAddress InFamily(in EndpointAddress address, bool isIPv4) =>
        isIPv4 || address.Family == SocketFamily.IPv6 ? address : EndpointAddress.FromBits(address.ToBits(), isIPv4: false, address.Port);

    /// <summary>Section 2.2.6: a byte of flags, the result of the check (not 0 where there was none), and fields inside of the field.</summary>
    private static void WriteSsl(in ProxyTlsFacts tls, ProxyHeaderOptions options, ref FieldWriter writer)
    {
        int at = writer.Position;
        writer.Field(ProxyTlvType.Ssl, default);
        int client = (tls.IsTls ? ClientSsl : 0) | (tls.HasCertificate ? ClientCertificateOnConnection : 0) | (tls.HasSessionCertificate ? ClientCertificateInSession : 0);
        writer.Byte((byte)client);
        writer.UInt32(tls.HasSessionCertificate ? tls.VerifyError : 1);
        if (tls.IsTls)
        {
            writer.FieldUnlessEmpty(ProxyTlvType.SslVersion, tls.Version);
            writer.FieldUnlessEmpty(ProxyTlvType.SslCommonName, options.HasFlag(ProxyHeaderOptions.CommonName) ? tls.CommonName : default);
            writer.FieldUnlessEmpty(ProxyTlvType.SslKey, options.HasFlag(ProxyHeaderOptions.Key) ? tls.Key : default);
            writer.FieldUnlessEmpty(ProxyTlvType.SslSignature, options.HasFlag(ProxyHeaderOptions.Signature) ? tls.Signature : default);
            writer.FieldUnlessEmpty(ProxyTlvType.SslCipher, options.HasFlag(ProxyHeaderOptions.Cipher) ? tls.Cipher : default);
        }

        writer.SetLength(at);
    }
}
