using System;
using System.Buffers.Binary;

namespace Engine.Stages.Converters;

/// <summary>The properties of an MQTT 5.0 packet or will (<c>mqtt-v5.0</c> section 2.2.2): each at most once, of the kinds that belong there.</summary>
internal readonly ref struct MqttProperties
{
    /// <summary>Those of a CONNECT (section 3.1.2.11); the bit of each is its identifier.</summary>
    internal const ulong OfConnect = 1UL << 17 | 1UL << 33 | 1UL << 39 | 1UL << 34 | 1UL << 25 | 1UL << 23 | 1UL << User | 1UL << 21 | 1UL << 22;

    /// <summary>Those of its will (section 3.1.3.2).</summary>
    internal const ulong OfWill = 1UL << 24 | 1UL << 1 | 1UL << 2 | 1UL << 3 | 1UL << 8 | 1UL << 9 | 1UL << User;

    /// <summary>Those of a CONNACK (section 3.2.2.3).</summary>
    internal const ulong OfConnack = 1UL << 17 | 1UL << 33 | 1UL << 36 | 1UL << 37 | 1UL << 39 | 1UL << 18 | 1UL << 34 | 1UL << 31
        | 1UL << User | 1UL << 40 | 1UL << 41 | 1UL << 42 | 1UL << 19 | 1UL << 26 | 1UL << 28 | 1UL << 21 | 1UL << 22;

    /// <summary>A pair of texts, which may come as often as it likes.</summary>
    internal const int User = 38;

    private const int AuthenticationMethod = 21;
    private const int AuthenticationData = 22;

    private readonly ReadOnlySpan<byte> _bytes;

    private MqttProperties(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Reads them with their length from the beginning of what is left.</summary>
    internal static bool TryTake(scoped ref ReadOnlySpan<byte> rest, ulong allowed, out MqttProperties properties)
    {
        properties = default;
        if (!TryTakeNumber(ref rest, out int length) || length > rest.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> all = rest[..length];
        rest = rest[length..];
        ReadOnlySpan<byte> unread = all;
        ulong seen = 0;
        while (!unread.IsEmpty)
        {
            if (!TryTakeOne(ref unread, out int identifier, out ReadOnlySpan<byte> value) || (allowed >> identifier & 1) == 0 || !IsFitting(identifier, value))
            {
                return false;
            }

            ulong bit = identifier == User ? 0 : 1UL << identifier;
            if ((seen & bit) != 0)
            {
                return false;
            }

            seen |= bit;
        }

        properties = new MqttProperties(all);
        return allowed != OfConnect || (seen >> AuthenticationData & 1) <= (seen >> AuthenticationMethod & 1);
    }

    /// <summary>The value of a property as it lies there; false where there is none.</summary>
    internal bool TryFind(int identifier, out ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> unread = _bytes;
        while (!unread.IsEmpty && TryTakeOne(ref unread, out int found, out value))
        {
            if (found == identifier)
            {
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>True when the value is a number in its bytes, false when it is text or bytes.</summary>
    internal static bool IsNumber(int identifier) => BytesOf(identifier) > 0;

    /// <summary>Seven bits in a byte, the lowest first, four bytes at most (section 1.5.5).</summary>
    internal static bool TryTakeNumber(scoped ref ReadOnlySpan<byte> rest, out int number)
    {
        number = 0;
        for (int i = 0; i < 4 && i < rest.Length; i++)
        {
            number |= (rest[i] & 0x7F) << (7 * i);
            if (rest[i] < 0x80)
            {
                rest = rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    /// <summary>Two bytes of length, and that many bytes.</summary>
    internal static bool TryTakeText(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!BinaryPrimitives.TryReadUInt16BigEndian(rest, out ushort length) || rest.Length - 2 < length)
        {
            return false;
        }

        text = rest.Slice(2, length);
        rest = rest[(2 + length)..];
        return true;
    }

    private static bool TryTakeOne(scoped ref ReadOnlySpan<byte> rest, out int identifier, out ReadOnlySpan<byte> value)
    {
        identifier = rest[0];
        value = default;
        int bytes = BytesOf(identifier);
        rest = rest[1..];
        if (bytes < 0 || rest.Length < bytes)
        {
            return false;
        }

        if (bytes == 0)
        {
            return TryTakeText(ref rest, out value) && (identifier != User || TryTakeText(ref rest, out _));
        }

        value = rest[..bytes];
        rest = rest[bytes..];
        return true;
    }

    /// <summary>One byte is a yes or no; the most that may be received is something.</summary>
    private static bool IsFitting(int identifier, ReadOnlySpan<byte> value) => BytesOf(identifier) switch
    {
        1 => value[0] <= 1,
        _ => identifier is not (33 or 39) || value.ContainsAnyExcept((byte)0),
    };

    /// <summary>How wide a number is; 0 for text and bytes, -1 for what no first packet has.</summary>
    private static int BytesOf(int identifier) => identifier switch
    {
        1 or 23 or 25 or 36 or 37 or 40 or 41 or 42 => 1,
        19 or 33 or 34 => 2,
        2 or 17 or 24 or 39 => 4,
        3 or 8 or 9 or 18 or 21 or 22 or 26 or 28 or 31 or User => 0,
        _ => -1,
    };
}
