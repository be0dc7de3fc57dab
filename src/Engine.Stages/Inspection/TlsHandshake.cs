using System;
using System.Buffers.Binary;
using Engine.Proxy.Samples;

namespace Engine.Stages.Inspection;

/// <summary>
/// Finds the first handshake message at the beginning of a TLS stream (RFC 8446 sections 4 and 5.1). A client may cut it into records
/// as it likes, so the pieces are put together before anything is read: what a rule sees is what the server will see.
/// </summary>
internal static class TlsHandshake
{
    internal const byte ClientHello = 1;

    private const byte HandshakeRecord = 22;
    private const int RecordHeaderBytes = 5;
    private const int MessageHeaderBytes = 4;

    /// <summary>RFC 5246 section 6.2: what no record may exceed, however it is protected.</summary>
    private const int FragmentBytesMax = (1 << 14) + 2048;

    /// <param name="type">The message's type, once that is all there.</param>
    /// <param name="body">The message behind its header.</param>
    internal static Finding TryFind(ReadOnlySpan<byte> bytes, Scratch scratch, out byte type, out ReadOnlySpan<byte> body)
    {
        type = 0;
        body = default;
        Finding finding = TryRecord(bytes, out ReadOnlySpan<byte> message, out int used);
        if (finding == Finding.Yes && !IsWhole(message))
        {
            finding = TryJoin(bytes, used, scratch, ref message);
        }

        if (finding == Finding.Yes)
        {
            type = message[0];
            body = message.Slice(MessageHeaderBytes, LengthOf(message));
        }

        return finding;
    }

    /// <summary>The message goes on in further records.</summary>
    /// <param name="used">Bytes of the first.</param>
    private static Finding TryJoin(ReadOnlySpan<byte> bytes, int used, Scratch scratch, ref ReadOnlySpan<byte> message)
    {
        Span<byte> room = scratch.Rest;
        if (room.Length < bytes.Length)
        {
            return Finding.No;
        }

        message.CopyTo(room);
        int length = message.Length;
        while (true)
        {
            Finding finding = TryRecord(bytes[used..], out ReadOnlySpan<byte> fragment, out int more);
            if (finding != Finding.Yes)
            {
                return finding;
            }

            fragment.CopyTo(room[length..]);
            length += fragment.Length;
            used += more;
            if (IsWhole(room[..length]))
            {
                message = scratch.Keep(length);
                return Finding.Yes;
            }
        }
    }

    /// <summary>One whole record of a handshake.</summary>
    private static Finding TryRecord(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> fragment, out int used)
    {
        fragment = default;
        used = 0;
        if ((bytes.Length > 0 && bytes[0] != HandshakeRecord) || (bytes.Length > 1 && bytes[1] != 3))
        {
            return Finding.No;
        }

        if (bytes.Length < RecordHeaderBytes)
        {
            return Finding.NeedMore;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
        if (length is 0 or > FragmentBytesMax)
        {
            return Finding.No;
        }

        used = RecordHeaderBytes + length;
        if (bytes.Length < used)
        {
            return Finding.NeedMore;
        }

        fragment = bytes[RecordHeaderBytes..used];
        return Finding.Yes;
    }

    private static bool IsWhole(ReadOnlySpan<byte> message) =>
        message.Length >= MessageHeaderBytes && message.Length - MessageHeaderBytes >= LengthOf(message);

    private static int LengthOf(ReadOnlySpan<byte> message) => (message[1] << 16) | (message[2] << 8) | message[3];
}
