using System;
using System.Buffers.Binary;
using System.Buffers.Text;
using Engine.Config.Model;
using Engine.IO.Addressing;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Tables;

/// <summary>Keys as tables store them: addresses in network order, integers of 32 bits likewise, texts and blocks filled up with zeros.</summary>
public static class StickKeys
{
    /// <summary>Longest text of a key that is no text: an IPv6 address.</summary>
    public const int TextBytesMax = AddressText.IPv6BytesMax;

    /// <summary>What a sample becomes as a key of that type.</summary>
    public static SampleType SampleTypeOf(StickKeyType type) => type switch
    {
        StickKeyType.IPv4 => SampleType.IPv4,
        StickKeyType.IPv6 => SampleType.IPv6,
        StickKeyType.Integer => SampleType.Integer,
        StickKeyType.Text => SampleType.Text,
        _ => SampleType.Binary,
    };

    /// <summary>Makes a key of a sample. False when it has no value of that type.</summary>
    /// <param name="sample">Cast to the type of the key on the way.</param>
    /// <param name="key">Of exactly the table's <see cref="StickTablePlan.KeyBytes"/>.</param>
    public static bool TryMake(StickKeyType type, ref Sample sample, Scratch scratch, scoped Span<byte> key)
    {
        if (!SampleCasts.TryCast(ref sample, SampleTypeOf(type), scratch))
        {
            return false;
        }

        switch (type)
        {
            case StickKeyType.IPv4:
                BinaryPrimitives.WriteUInt32BigEndian(key, (uint)sample.Address);
                return true;
            case StickKeyType.IPv6:
                BinaryPrimitives.WriteUInt128BigEndian(key, sample.Address);
                return true;
            case StickKeyType.Integer:
                BinaryPrimitives.WriteUInt32BigEndian(key, (uint)sample.Integer);
                return true;
            case StickKeyType.Text:
                return TryFill(sample.Bytes, key);
            default:
                Fill(sample.Bytes, key);
                return !sample.Bytes.IsEmpty;
        }
    }

    /// <summary>Reads a key as it is written on the command line: an address, a number, a text, a block in hexadecimal.</summary>
    public static bool TryParse(StickKeyType type, ReadOnlySpan<byte> text, Span<byte> key)
    {
        switch (type)
        {
            case StickKeyType.IPv4 or StickKeyType.IPv6:
                return TryParseAddress(type, text, key);
            case StickKeyType.Integer when Utf8Parser.TryParse(text, out long number, out int used) && used == text.Length:
                BinaryPrimitives.WriteUInt32BigEndian(key, (uint)number);
                return true;
            case StickKeyType.Integer:
                return false;
            case StickKeyType.Text:
                return TryFill(text, key);
            default:
                return TryParseBlock(text, key);
        }
    }

    /// <summary>Writes a key as <c>show table</c> has it. False when there is no room.</summary>
    public static bool TryWrite(StickKeyType type, ReadOnlySpan<byte> key, Span<byte> room, out int written)
    {
        written = 0;
        switch (type)
        {
            case StickKeyType.IPv4:
                return AddressText.TryWriteIPv4(key, room, out written);
            case StickKeyType.IPv6:
                return AddressText.TryWriteIPv6(key, room, out written);
            case StickKeyType.Integer:
                return Utf8Formatter.TryFormat(BinaryPrimitives.ReadUInt32BigEndian(key), room, out written);
            case StickKeyType.Text:
                ReadOnlySpan<byte> text = TextOf(key);
                written = text.Length;
                return text.TryCopyTo(room);
            default:
                return TryWriteBlock(key, room, out written);
        }
    }

    /// <summary>A stored key as a sample.</summary>
    public static void ToSample(StickKeyType type, ReadOnlySpan<byte> key, ref Sample sample)
    {
        switch (type)
        {
            case StickKeyType.IPv4:
                sample.SetIPv4(BinaryPrimitives.ReadUInt32BigEndian(key));
                break;
            case StickKeyType.IPv6:
                sample.SetIPv6(BinaryPrimitives.ReadUInt128BigEndian(key));
                break;
            case StickKeyType.Integer:
                sample.Set((long)BinaryPrimitives.ReadUInt32BigEndian(key));
                break;
            case StickKeyType.Text:
                sample.SetText(TextOf(key));
                break;
            default:
                sample.SetBinary(key);
                break;
        }
    }

    /// <summary>A text key without what fills it up.</summary>
    public static ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> key)
    {
        int end = key.IndexOf((byte)0);
        return end < 0 ? key : key[..end];
    }

    /// <summary>Too long a text is cut; an empty one is no key, and what stands behind a NUL is not looked at.</summary>
    internal static bool TryFill(ReadOnlySpan<byte> text, Span<byte> key)
    {
        text = TextOf(text);
        Fill(text, key);
        return !text.IsEmpty;
    }

    private static void Fill(ReadOnlySpan<byte> bytes, Span<byte> key)
    {
        int length = Math.Min(bytes.Length, key.Length);
        bytes[..length].CopyTo(key);
        key[length..].Clear();
    }

    private static bool TryParseAddress(StickKeyType type, ReadOnlySpan<byte> text, Span<byte> key)
    {
        if (!AddressReader.TryRead(text, out UInt128 bits, out bool isIPv4))
        {
            return false;
        }

        if (type == StickKeyType.IPv6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(key, isIPv4 ? IpForms.Mapped((uint)bits) : bits);
            return true;
        }

        uint address = (uint)bits;
        if (!isIPv4 && !IpForms.TryToIPv4(bits, out address))
        {
            return false;
        }

        BinaryPrimitives.WriteUInt32BigEndian(key, address);
        return true;
    }

    private static bool TryParseBlock(ReadOnlySpan<byte> text, Span<byte> key)
    {
        key.Clear();
        int length = Math.Min(text.Length / 2, key.Length);
        return text.Length % 2 == 0 && Convert.FromHexString(text[..(length * 2)], key, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    private static bool TryWriteBlock(ReadOnlySpan<byte> key, Span<byte> room, out int written)
    {
        written = 0;
        return room.Length >= key.Length * 2 && Convert.TryToHexString(key, room, out written);
    }
}
