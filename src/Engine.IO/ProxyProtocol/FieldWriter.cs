using System;
using System.Buffers.Binary;
using Engine.IO.Addressing;

namespace Engine.IO.ProxyProtocol;

/// <summary>Appends to a span, and remembers when something did not fit.</summary>
internal ref struct FieldWriter(Span<byte> into)
{
    private readonly Span<byte> _into = into;
    private bool _failed;

    /// <summary>Where the next byte goes.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes written; 0 when they did not fit.</summary>
    public readonly int Written => _failed ? 0 : Position;

    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        _failed |= !bytes.TryCopyTo(_into[Position..]);
        Position += _failed ? 0 : bytes.Length;
    }

    public void Byte(byte value) => Raw([value]);

    public void UInt16(int value) => Raw([(byte)(value >> 8), (byte)value]);

    public void UInt32(uint value) => Raw([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    /// <summary>Decimal.</summary>
    public void Number(int value)
    {
        Span<byte> text = stackalloc byte[11];
        value.TryFormat(text, out int length, default, System.Globalization.CultureInfo.InvariantCulture);
        Raw(text[..length]);
    }

    /// <summary>An address without port.</summary>
    public void Text(in EndpointAddress address)
    {
        Span<byte> text = stackalloc byte[EndpointAddress.TextBytesMax];
        address.TryFormatAddress(text, out int length);
        Raw(text[..length]);
    }

    public void Field(byte type, scoped ReadOnlySpan<byte> value)
    {
        Byte(type);
        UInt16(value.Length);
        Raw(value);
    }

    public void FieldUnlessEmpty(byte type, scoped ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            Field(type, value);
        }
    }

    /// <summary>The field that begins there ends here.</summary>
    public readonly void SetLength(int at)
    {
        if (!_failed)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_into[(at + 1)..], (ushort)(Position - at - ProxyFields.HeadBytes));
        }
    }
}
