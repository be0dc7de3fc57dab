using System;
using System.Buffers.Binary;
using System.Buffers.Text;
using Engine.IO.Addressing;

namespace Engine.Proxy.Samples;

/// <summary>The implicit conversions between types (CFG 7.1): what a converter or matcher wants from what it is given.</summary>
public static class SampleCasts
{
    private const int IntegerTextMax = 20;

    /// <summary>False when the type cannot be had; the sample has no value then.</summary>
    public static bool TryCast(ref Sample sample, SampleType wanted, Scratch scratch)
    {
        if (sample.Type == wanted || wanted == SampleType.None)
        {
            return sample.Type != SampleType.None;
        }

        bool done = wanted switch
        {
            SampleType.Boolean => TryBoolean(ref sample),
            SampleType.Integer => TryInteger(ref sample),
            SampleType.IPv4 => TryIPv4(ref sample),
            SampleType.IPv6 => TryIPv6(ref sample),
            SampleType.Text => TryText(ref sample, scratch),
            SampleType.Binary => TryBinary(ref sample, scratch),
            _ => TryEither(ref sample),
        };
        if (!done)
        {
            sample.SetNone();
        }

        return done;
    }

    private static bool TryBoolean(ref Sample sample)
    {
        if (sample.Type != SampleType.Integer && !TryInteger(ref sample))
        {
            return false;
        }

        sample.Set(sample.Integer != 0);
        return true;
    }

    /// <summary>Text is read as far as it is a number: "12x" is 12, "x" is 0, what is too large is the largest; an IPv4 address is its 32 bits.</summary>
    private static bool TryInteger(ref Sample sample)
    {
        switch (sample.Type)
        {
            case SampleType.Boolean:
                sample.Set(sample.Integer);
                return true;
            case SampleType.IPv4:
                sample.Set((long)(uint)sample.Address);
                return true;
            case SampleType.Text or SampleType.Binary when !sample.Bytes.IsEmpty:
                sample.Set(LeadingNumber(sample.Bytes));
                return true;
            default:
                return false;
        }
    }

    private static long LeadingNumber(ReadOnlySpan<byte> text)
    {
        bool negative = text[0] == (byte)'-';
        text = negative || text[0] == (byte)'+' ? text[1..] : text;
        ulong limit = negative ? 1UL << 63 : long.MaxValue;
        ulong value = 0;
        foreach (byte character in text)
        {
            uint digit = (uint)(character - '0');
            if (digit > 9)
            {
                break;
            }

            value = value > limit / 10 ? limit : Math.Min((value * 10) + digit, limit);
        }

        return negative ? (long)(0UL - value) : (long)value;
    }

    private static bool TryIPv4(ref Sample sample)
    {
        if (sample.Type == SampleType.Integer)
        {
            sample.SetIPv4((uint)sample.Integer);
            return true;
        }

        if (sample.IsBytes && !TryAddress(ref sample))
        {
            return false;
        }

        if (sample.Type == SampleType.IPv6 && IpForms.TryToIPv4(sample.Address, out uint address))
        {
            sample.SetIPv4(address);
        }

        return sample.Type == SampleType.IPv4;
    }

    private static bool TryIPv6(ref Sample sample)
    {
        if (sample.Type == SampleType.Integer)
        {
            sample.SetIPv4((uint)sample.Integer);
        }

        if (sample.IsBytes && !TryAddress(ref sample))
        {
            return false;
        }

        if (sample.Type == SampleType.IPv4)
        {
            sample.SetIPv6(IpForms.Mapped((uint)sample.Address));
        }

        return sample.Type == SampleType.IPv6;
    }

    private static bool TryEither(ref Sample sample) =>
        sample.IsAddress || (sample.Type == SampleType.Integer ? TryIPv4(ref sample) : TryAddress(ref sample));

    private static bool TryAddress(ref Sample sample)
    {
        if (!sample.IsBytes || !AddressReader.TryRead(sample.Bytes, out UInt128 bits, out bool isIPv4))
        {
            return false;
        }

        if (isIPv4)
        {
            sample.SetIPv4((uint)bits);
        }
        else
        {
            sample.SetIPv6(bits);
        }

        return true;
    }

    /// <summary>Binary stays the bytes it is (hexadecimal only by <c>hex</c>), a boolean is 1 or 0.</summary>
    private static bool TryText(ref Sample sample, Scratch scratch)
    {
        switch (sample.Type)
        {
            case SampleType.Boolean:
                sample.SetText(sample.Integer != 0 ? "1"u8 : "0"u8);
                return true;
            case SampleType.Integer:
                return scratch.TryTake(IntegerTextMax, out Span<byte> room)
                    && Utf8Formatter.TryFormat(sample.Integer, room, out int digits)
                    && SetText(ref sample, room[..digits]);
            case SampleType.IPv4:
                Span<byte> octets = stackalloc byte[4];
                BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)sample.Address);
                return scratch.TryTake(AddressText.IPv4BytesMax, out room)
                    && AddressText.TryWriteIPv4(octets, room, out int length)
                    && SetText(ref sample, room[..length]);
            case SampleType.IPv6:
                octets = stackalloc byte[16];
                BinaryPrimitives.WriteUInt128BigEndian(octets, sample.Address);
                return scratch.TryTake(AddressText.IPv6BytesMax, out room)
                    && AddressText.TryWriteIPv6(octets, room, out length)
                    && SetText(ref sample, room[..length]);
            case SampleType.Binary:
                return SetText(ref sample, sample.Bytes);
            default:
                return false;
        }
    }

    private static bool TryBinary(ref Sample sample, Scratch scratch)
    {
        switch (sample.Type)
        {
            case SampleType.Text:
                sample.SetBinary(sample.Bytes);
                return true;
            case SampleType.Integer or SampleType.Boolean when scratch.TryTake(8, out Span<byte> room):
                BinaryPrimitives.WriteInt64BigEndian(room, sample.Integer);
                sample.SetBinary(room);
                return true;
            case SampleType.IPv4 when scratch.TryTake(4, out Span<byte> room):
                BinaryPrimitives.WriteUInt32BigEndian(room, (uint)sample.Address);
                sample.SetBinary(room);
                return true;
            case SampleType.IPv6 when scratch.TryTake(16, out Span<byte> room):
                BinaryPrimitives.WriteUInt128BigEndian(room, sample.Address);
                sample.SetBinary(room);
                return true;
            default:
                return false;
        }
    }

    private static bool SetText(ref Sample sample, ReadOnlySpan<byte> text)
    {
        sample.SetText(text);
        return true;
    }
}
