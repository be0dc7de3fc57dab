using System;
using System.Buffers.Binary;
using Engine.Proxy.Samples;

namespace Engine.Stages.Inspection;

/// <summary>A ClientHello (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2), split into its parts.</summary>
internal readonly ref struct ClientHello
{
    private const int RandomBytes = 32;

    private readonly ReadOnlySpan<byte> _extensions;

    private ClientHello(int version, ReadOnlySpan<byte> cipherSuites, ReadOnlySpan<byte> extensions)
    {
        Version = version;
        CipherSuites = cipherSuites;
        _extensions = extensions;
    }

    /// <summary>Major and minor, one byte each: 0x0303.</summary>
    internal int Version { get; }

    /// <summary>Two bytes each.</summary>
    internal ReadOnlySpan<byte> CipherSuites { get; }

    internal static Finding TryFind(ReadOnlySpan<byte> bytes, Scratch scratch, out ClientHello hello)
    {
        hello = default;
        Finding finding = TlsHandshake.TryFind(bytes, scratch, out byte type, out ReadOnlySpan<byte> body);
        if (finding != Finding.Yes)
        {
            return finding;
        }

        return type == TlsHandshake.ClientHello && TryRead(body, out hello) ? Finding.Yes : Finding.No;
    }

    /// <summary>What an extension holds; false when the client did not send it.</summary>
    internal bool TryExtension(int wanted, out ReadOnlySpan<byte> data)
    {
        ByteCursor cursor = new(_extensions);
        while (cursor.TryShort(out int type) && cursor.TryVector(out data))
        {
            if (type == wanted)
            {
                return true;
            }
        }

        data = default;
        return false;
    }

    /// <summary>The list that is all an extension holds, with its length of two bytes in front.</summary>
    internal bool TryExtensionList(int wanted, out ReadOnlySpan<byte> list)
    {
        list = default;
        return TryExtension(wanted, out ReadOnlySpan<byte> data) && new ByteCursor(data).TryVector(out list);
    }

    private static bool TryRead(ReadOnlySpan<byte> body, out ClientHello hello)
    {
        hello = default;
        ByteCursor cursor = new(body);
        if (!cursor.TryTake(2, out ReadOnlySpan<byte> version) || !cursor.TrySkip(RandomBytes)
            || !cursor.TryShortVector(out _) || !cursor.TryVector(out ReadOnlySpan<byte> ciphers) || !cursor.TryShortVector(out _))
        {
            return false;
        }

        // Without extensions the message may end here.
        ReadOnlySpan<byte> extensions = default;
        if (!cursor.AtEnd && !cursor.TryVector(out extensions))
        {
            return false;
        }

        hello = new ClientHello(BinaryPrimitives.ReadUInt16BigEndian(version), ciphers, extensions);
        return true;
    }
}
