using System;
using System.Buffers.Binary;

namespace Engine.IO.ProxyProtocol;

/// <summary>The fields behind the addresses (type, length in two bytes, value), read one by one.</summary>
public ref struct ProxyFields(ReadOnlySpan<byte> bytes)
{
    /// <summary>A type and a length.</summary>
    public const int HeadBytes = 3;

    private ReadOnlySpan<byte> _rest = bytes;

    public byte Type { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>True when bytes are left that are no whole field.</summary>
    public readonly bool IsCut => !_rest.IsEmpty;

    /// <summary>Moves to the next field; false at the end, and where the rest is cut.</summary>
    public bool TryNext()
    {
        if (_rest.Length < HeadBytes)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(_rest[1..]);
        if (_rest.Length - HeadBytes < length)
        {
            return false;
        }

        Type = _rest[0];
        Value = _rest.Slice(HeadBytes, length);
        _rest = _rest[(HeadBytes + length)..];
        return true;
    }

    /// <summary>Writes one field; false when there is no room, or the value is longer than a field can be.</summary>
    public static bool TryWrite(byte type, ReadOnlySpan<byte> value, Span<byte> into)
    {
        FieldWriter writer = new(into);
        writer.Field(type, value);
        return value.Length <= ushort.MaxValue && writer.Written > 0;
    }

    /// <summary>The value of the n-th field of that type; false when there are not so many.</summary>
    /// <param name="index">0 for the first.</param>
    public static bool TryFind(ReadOnlySpan<byte> bytes, byte type, int index, out ReadOnlySpan<byte> value)
    {
        ProxyFields fields = new(bytes);
        while (fields.TryNext())
        {
            if (fields.Type == type && index-- == 0)
            {
                value = fields.Value;
                return true;
            }
        }

        value = default;
        return false;
    }
}
