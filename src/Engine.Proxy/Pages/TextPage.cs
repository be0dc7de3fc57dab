using System;
using System.Buffers.Text;

namespace Engine.Proxy.Pages;

/// <summary>
/// Text that is made piece by piece and leaves piece by piece: what a page, a table or an answer of the runtime API is written to. Grows to
/// its largest piece and stays there. Strings are bytes as the configuration has them: one character each, 0 to 255.
/// </summary>
public sealed class TextPage
{
    private const int BytesFirst = 4096;

    private const int NumberBytesMax = 24;

    private byte[] _bytes = new byte[BytesFirst];

    /// <summary>Bytes written since the last <see cref="Clear"/>.</summary>
    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Takes back what was written behind that place.</summary>
    public void Rewind(int length) => Length = length;

    public TextPage Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
        return this;
    }

    public TextPage Raw(byte character)
    {
        Room(1)[0] = character;
        Length++;
        return this;
    }

    public TextPage Text(ReadOnlySpan<char> text)
    {
        Span<byte> room = Room(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            room[i] = (byte)text[i];
        }

        Length += text.Length;
        return this;
    }

    public TextPage Line(ReadOnlySpan<char> text) => Text(text).Raw((byte)'\n');

    public TextPage Number(long value)
    {
        Utf8Formatter.TryFormat(value, Room(NumberBytesMax), out int digits);
        Length += digits;
        return this;
    }

    /// <summary>Hexadecimal digits, lower case.</summary>
    public TextPage Hex(ulong value)
    {
        Utf8Formatter.TryFormat(value, Room(NumberBytesMax), out int digits, new System.Buffers.StandardFormat('x'));
        Length += digits;
        return this;
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - Length < bytes)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
        }

        return _bytes.AsSpan(Length);
    }
}
