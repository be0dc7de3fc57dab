using System;
using System.Buffers;
using System.Buffers.Text;
using Engine.Config.Expressions;

namespace Engine.Proxy.Logs;

/// <summary>
/// Writes one line (or one rule argument) into bytes of somebody else, by HAProxy's printing rules (CFG 8.2.6, 8.6): nothing that
/// came from outside can break out of its place. What does not fit is cut.
/// </summary>
public ref struct LineWriter
{
    private readonly Span<byte> _line;

    /// <summary>Printed as they are: 32..126 without # and quotation mark.</summary>
    private static readonly SearchValues<byte> Plain = SearchValues.Create(PlainBytes("#\""u8));

    /// <summary>The same for captures, which stand between braces and bars.</summary>
    private static readonly SearchValues<byte> PlainInCaptures = SearchValues.Create(PlainBytes("#\"{|}"u8));

    /// <summary>The same for targets and locations.</summary>
    private static readonly SearchValues<byte> PlainInUris = SearchValues.Create(PlainBytes(" #\"{|}"u8));

    public LineWriter(Span<byte> line) => _line = line;

    public int Written { get; private set; }

    /// <summary>True once something was cut.</summary>
    public bool IsCut { get; private set; }

    /// <summary>True right behind a separator and at the start: another separator adds nothing, so an item that prints nothing takes its own with it.</summary>
    public bool IsAtSeparator { get; private set; } = true;

    public readonly ReadOnlySpan<byte> Line => _line[..Written];

    /// <summary>Bytes that are known to be harmless, or meant as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        IsAtSeparator = false;
        if (bytes.Length > _line.Length - Written)
        {
            IsCut = true;
            bytes = bytes[..(_line.Length - Written)];
        }

        bytes.CopyTo(_line[Written..]);
        Written += bytes.Length;
    }

    public void Raw(byte character)
    {
        IsAtSeparator = false;
        if (Written == _line.Length)
        {
            IsCut = true;
            return;
        }

        _line[Written++] = character;
    }

    /// <summary>One space between items.</summary>
    public void Separator()
    {
        if (!IsAtSeparator)
        {
            Raw((byte)' ');
            IsAtSeparator = true;
        }
    }

    public void Integer(long value)
    {
        IsAtSeparator = false;
        if (Utf8Formatter.TryFormat(value, _line[Written..], out int digits))
        {
            Written += digits;
            return;
        }

        IsCut = true;
    }

    /// <summary>At least <paramref name="digits"/> digits, zeros in front.</summary>
    public void Integer(long value, byte digits)
    {
        IsAtSeparator = false;
        if (Utf8Formatter.TryFormat(value, _line[Written..], out int written, new StandardFormat('D', digits)))
        {
            Written += written;
            return;
        }

        IsCut = true;
    }

    public void Hex(ulong value)
    {
        IsAtSeparator = false;
        if (Utf8Formatter.TryFormat(value, _line[Written..], out int written, new StandardFormat('X')))
        {
            Written += written;
            return;
        }

        IsCut = true;
    }

    /// <summary>Text from anywhere, as an item of its own: quoted when the flags say so; <c>-</c> or <c>""</c> when there is none.</summary>
    public void Text(ReadOnlySpan<byte> text, LogFlags flags)
    {
        if ((flags & LogFlags.Quote) != 0)
        {
            Raw((byte)'"');
            Escaped(text, flags);
            Raw((byte)'"');
        }
        else if (text.IsEmpty)
        {
            Raw((byte)'-');
        }
        else
        {
            Escaped(text, flags);
        }
    }

    /// <summary>Text from anywhere, as a part of an item: #XX for what could break the line, or a backslash in front of it (+E).</summary>
    public void Escaped(ReadOnlySpan<byte> text, LogFlags flags) => Escaped(text, flags, Plain);

    /// <summary>The same between the braces of a list of captures.</summary>
    public void EscapedCapture(ReadOnlySpan<byte> text, LogFlags flags) => Escaped(text, flags, PlainInCaptures);

    /// <summary>Text for a place in a URI: %XX for control characters, blanks, quotation marks, <c>#</c>, <c>{|}</c> and all beyond 126.</summary>
    public void PercentEncoded(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int odd = text.IndexOfAnyExcept(PlainInUris);
            if (odd < 0)
            {
                Raw(text);
                return;
            }

            Raw(text[..odd]);
            Encoded(text[odd], (byte)'%');
            text = text[(odd + 1)..];
        }
    }

    private void Escaped(ReadOnlySpan<byte> text, LogFlags flags, SearchValues<byte> plain)
    {
        bool backslash = (flags & LogFlags.Escape) != 0;
        while (!text.IsEmpty)
        {
            int odd = backslash ? text.IndexOfAnyExcept(PlainBeforeBackslash) : text.IndexOfAnyExcept(plain);
            if (odd < 0)
            {
                Raw(text);
                return;
            }

            Raw(text[..odd]);
            if (backslash)
            {
                Raw((byte)'\\');
                Raw(text[odd]);
            }
            else
            {
                Encoded(text[odd], (byte)'#');
            }

            text = text[(odd + 1)..];
        }
    }

    private void Encoded(byte character, byte mark)
    {
        if (_line.Length - Written < 3)
        {
            IsCut = true;
            Written = _line.Length;
            return;
        }

        _line[Written++] = mark;
        _line[Written++] = HexDigits[character >> 4];
        _line[Written++] = HexDigits[character & 15];
        IsAtSeparator = false;
    }

    private static ReadOnlySpan<byte> HexDigits => "0123456789ABCDEF"u8;

    /// <summary>RFC 5424 section 6.3.3: what a value of structured data needs a backslash for is all else.</summary>
    private static readonly SearchValues<byte> PlainBeforeBackslash = SearchValues.Create(BytesWithout("\"\\]"u8));

    private static byte[] PlainBytes(ReadOnlySpan<byte> without)
    {
        byte[] bytes = new byte[95 - without.Length];
        int count = 0;
        for (byte character = 32; character < 127; character++)
        {
            if (!without.Contains(character))
            {
                bytes[count++] = character;
            }
        }

        return bytes;
    }

    private static byte[] BytesWithout(ReadOnlySpan<byte> without)
    {
        byte[] bytes = new byte[256 - without.Length];
        int count = 0;
        for (int character = 0; character < 256; character++)
        {
            if (!without.Contains((byte)character))
            {
                bytes[count++] = (byte)character;
            }
        }

        return bytes;
    }
}
