using System;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace Engine.IO.Tls;

/// <summary>
/// What is kept of a client's first message (RFC 8446 section 4.1.2) where <c>tune.ssl.capture-buffer-size</c> asks for it: its lists, in
/// the order in which the client wrote them, one behind the other in one block. What does not fit is cut off, as in HAProxy: a list
/// within a value, that of the extensions between two of them.
/// Made once per connection; immutable.
/// </summary>
public sealed class TlsHello
{
    // Extensions by number (RFC 8422, 8446).
    private const int SupportedGroups = 10;
    private const int EcPointFormats = 11;
    private const int SignatureAlgorithmsOffered = 13;
    private const int SupportedVersions = 43;

    /// <summary>Type and length of the message, and the random bytes behind the version.</summary>
    private const int HeaderBytes = 4;
    private const int VersionBytes = 2;
    private const int RandomBytes = 32;

    private readonly byte[] _bytes;
    private int _used;

    private TlsHello(int bytesMax) => _bytes = new byte[bytesMax];

    /// <summary>The version in the message itself: 0x0303 from TLS 1.2 on.</summary>
    public int Version { get; private init; }

    /// <summary>XXH64 of all cipher suites, those too for which there is no room.</summary>
    public ulong CiphersHash { get; private init; }

    /// <summary>Two bytes each, as are all lists but the point formats, which have one.</summary>
    public ReadOnlyMemory<byte> Ciphers { get; private set; }

    /// <summary>The numbers of the extensions.</summary>
    public ReadOnlyMemory<byte> Extensions { get; private set; }

    public ReadOnlyMemory<byte> Groups { get; private set; }

    public ReadOnlyMemory<byte> PointFormats { get; private set; }

    public ReadOnlyMemory<byte> SignatureAlgorithms { get; private set; }

    public ReadOnlyMemory<byte> Versions { get; private set; }

    /// <summary>Null when it is no such message, or breaks off before its cipher suites end.</summary>
    /// <param name="message">A handshake message with its type and length (RFC 8446 section 4).</param>
    /// <param name="bytesMax">For all lists together.</param>
    public static TlsHello? TryRead(ReadOnlySpan<byte> message, int bytesMax)
    {
        const int ClientHello = 1;
        if (message.Length < HeaderBytes + VersionBytes + RandomBytes || message[0] != ClientHello)
        {
            return null;
        }

        ReadOnlySpan<byte> rest = message[(HeaderBytes + VersionBytes + RandomBytes)..];
        if (!TryVector(ref rest, 1, out _) || !TryVector(ref rest, 2, out ReadOnlySpan<byte> ciphers))
        {
            return null;
        }

        TlsHello hello = new(bytesMax) { Version = BinaryPrimitives.ReadUInt16BigEndian(message[HeaderBytes..]), CiphersHash = XxHash64.HashToUInt64(ciphers) };
        hello.Ciphers = hello.Keep(ciphers);
        if (TryVector(ref rest, 1, out _) && TryVector(ref rest, 2, out ReadOnlySpan<byte> extensions))
        {
            hello.KeepExtensions(extensions);
        }

        return hello;
    }

    private void KeepExtensions(ReadOnlySpan<byte> extensions)
    {
        int start = _used;
        for (ReadOnlySpan<byte> rest = extensions; TryExtension(ref rest, out ReadOnlySpan<byte> type, out _);)
        {
            if (_bytes.Length - _used >= type.Length)
            {
                Keep(type);
            }
        }

        Extensions = _bytes.AsMemory(start, _used - start);
        Groups = Keep(ListOf(extensions, SupportedGroups, 2));
        PointFormats = Keep(ListOf(extensions, EcPointFormats, 1));
        SignatureAlgorithms = Keep(ListOf(extensions, SignatureAlgorithmsOffered, 2));
        Versions = Keep(ListOf(extensions, SupportedVersions, 1));
    }

    private ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> list)
    {
        list = list[..Math.Min(list.Length, _bytes.Length - _used)];
        list.CopyTo(_bytes.AsSpan(_used));
        _used += list.Length;
        return _bytes.AsMemory(_used - list.Length, list.Length);
    }

    /// <summary>The list that an extension consists of; empty when it is not there.</summary>
    /// <param name="lengthBytes">Of the number in front of the list.</param>
    private static ReadOnlySpan<byte> ListOf(ReadOnlySpan<byte> extensions, int wanted, int lengthBytes)
    {
        while (TryExtension(ref extensions, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> data))
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(type) == wanted)
            {
                TryVector(ref data, lengthBytes, out ReadOnlySpan<byte> list);
                return list;
            }
        }

        return default;
    }

    private static bool TryExtension(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> data)
    {
        type = data = default;
        if (rest.Length < 2)
        {
            return false;
        }

        type = rest[..2];
        rest = rest[2..];
        return TryVector(ref rest, 2, out data);
    }

    /// <summary>Bytes with their number in front of them (RFC 8446 section 3.4).</summary>
    private static bool TryVector(scoped ref ReadOnlySpan<byte> rest, int lengthBytes, out ReadOnlySpan<byte> vector)
    {
        vector = default;
        if (rest.Length < lengthBytes)
        {
            return false;
        }

        int length = lengthBytes == 1 ? rest[0] : BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (length > rest.Length - lengthBytes)
        {
            return false;
        }

        vector = rest.Slice(lengthBytes, length);
        rest = rest[(lengthBytes + length)..];
        return true;
    }
}
