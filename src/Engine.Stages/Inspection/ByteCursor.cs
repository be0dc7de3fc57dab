using System;
using System.Buffers.Binary;

namespace Engine.Stages.Inspection;

/// <summary>Reads numbers and vectors of a TLS message (RFC 8446 section 3) from left to right, never behind its end.</summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    internal readonly bool AtEnd => _rest.IsEmpty;

    internal bool TrySkip(int count) => TryTake(count, out _);

    internal bool TryTake(int count, out ReadOnlySpan<byte> taken)
    {
        if (count > _rest.Length)
        {
            taken = default;
            return false;
        }

        taken = _rest[..count];
        _rest = _rest[count..];
        return true;
    }

    internal bool TryByte(out int value)
    {
        bool good = TryTake(1, out ReadOnlySpan<byte> taken);
        value = good ? taken[0] : 0;
        return good;
    }

    internal bool TryShort(out int value)
    {
        bool good = TryTake(2, out ReadOnlySpan<byte> taken);
        value = good ? BinaryPrimitives.ReadUInt16BigEndian(taken) : 0;
        return good;
    }

    /// <summary>Up to 255 bytes, with their number in front.</summary>
    internal bool TryShortVector(out ReadOnlySpan<byte> vector)
    {
        vector = default;
        return TryByte(out int length) && TryTake(length, out vector);
    }

    /// <summary>Up to 65535 bytes, with their number in front.</summary>
    internal bool TryVector(out ReadOnlySpan<byte> vector)
    {
        vector = default;
        return TryShort(out int length) && TryTake(length, out vector);
    }
}
