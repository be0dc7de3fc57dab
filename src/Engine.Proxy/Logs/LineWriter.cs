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

    /// <summary>With <c>+E</c>: three characters get a backslash (RFC 5424 section 6.3.3), and control characters, which could end a line, are no part of it.</summary>
    private static readonly SearchValues<byte> PlainInEscapes = SearchValues.Create(BytesWithout("\"\\]"u8));

    private static readonly SearchValues<byte> PlainInEscapedCaptures = SearchValues.Create(PlainBytes("#\"\\]{|}"u8));

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
    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        IsAtSeparator &= bytes.IsEmpty;
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
        if ((ulong)value < 10 && Written < _line.Length)
        {
            // Most numbers of a line are one digit.
            _line[Written++] = (byte)('0' + value);
            return;
        }

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

    /// <summary>At least <paramref name="digits"/> digits, zeros in front.</summary>
    public void Hex(ulong value, byte digits)
    {
        IsAtSeparator = false;
        if (Utf8Formatter.TryFormat(value, _line[Written..], out int written, new StandardFormat('X', digits)))
        {
            Written += written;
            return;
        }

        IsCut = true;
    }

    /// <summary>A number as an item of its own.</summary>
    public void Number(long value, LogFlags flags)
    {
        if ((flags & LogFlags.Cbor) != 0)
        {
            CborText.WriteInteger(ref this, value, flags);
            return;
        }

        Integer(value);
    }

    /// <summary>Text that holds nothing to escape and is never quoted in plain lines, such as a date, as an item of its own.</summary>
    public void Word(scoped ReadOnlySpan<byte> text, LogFlags flags)
    {
        if ((flags & Encodings) != 0)
        {
            Text(text, flags);
            return;
        }

        Raw(text);
    }

    /// <summary>Text that can hold nothing to escape, such as the name of a section, as an item of its own, quoted when the flags say so.</summary>
    public void Name(scoped ReadOnlySpan<byte> name, LogFlags flags)
    {
        if (name.IsEmpty || (flags & (LogFlags.Quote | Encodings)) != 0)
        {
            Text(name, flags);
            return;
        }

        Raw(name);
    }

    /// <summary>Text from anywhere, as an item of its own: quoted when the flags say so; <c>-</c>, <c>""</c> or null when there is none.</summary>
    public void Text(scoped ReadOnlySpan<byte> text, LogFlags flags)
    {
        if ((flags & Encodings) != 0)
        {
            EncodedSlow(text, flags);
        }
        else if ((flags & LogFlags.Quote) != 0)
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

    /// <summary>A captured value as an item of its own.</summary>
    public void CapturedText(scoped ReadOnlySpan<byte> text, LogFlags flags)
    {
        if (text.IsEmpty || (flags & Encodings) != 0)
        {
            Text(text, flags);
            return;
        }

        bool quotes = (flags & LogFlags.Quote) != 0;
        Raw(quotes ? "\""u8 : default);
        EscapedCapture(text, flags);
        Raw(quotes ? "\""u8 : default);
    }

    /// <summary>The begin of a list of that many values in JSON or CBOR; in JSON its end is a bracket.</summary>
    public void List(int count, LogFlags flags)
    {
        if ((flags & LogFlags.Json) != 0)
        {
            Raw((byte)'[');
        }
        else
        {
            CborText.WriteList(ref this, count, flags);
        }
    }

    /// <summary>The flags that print values as JSON or CBOR.</summary>
    public const LogFlags Encodings = LogFlags.Json | LogFlags.Cbor;

    /// <summary>One byte of an encoding that is not text: as it is, or as two hexadecimal digits.</summary>
    internal void Octet(byte value, LogFlags flags)
    {
        if ((flags & LogFlags.Binary) != 0)
        {
            Raw(value);
            return;
        }

        Raw(HexDigits[value >> 4]);
        Raw(HexDigits[value & 15]);
    }

    private void EncodedSlow(scoped ReadOnlySpan<byte> text, LogFlags flags)
    {
        if ((flags & LogFlags.Json) != 0)
        {
            JsonText.Write(ref this, text);
        }
        else
        {
            CborText.Write(ref this, text, flags);
        }
    }

    /// <summary>Text from anywhere, as a part of an item: #XX for what could break the line, or a backslash in front of it (+E).</summary>
    public void Escaped(scoped ReadOnlySpan<byte> text, LogFlags flags) => Escaped(text, flags, Plain);

    /// <summary>The same between the braces of a list of captures.</summary>
    public void EscapedCapture(scoped ReadOnlySpan<byte> text, LogFlags flags) => Escaped(text, flags, PlainInCaptures);

    /// <summary>Text for a place in a URI: %XX for control characters, blanks, quotation marks, <c>#</c>, <c>{|}</c> and all beyond 126.</summary>
    public void PercentEncoded(scoped ReadOnlySpan<byte> text)
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

    private void Escaped(scoped ReadOnlySpan<byte> text, LogFlags flags, SearchValues<byte> plain)
    {
        bool escapes = (flags & LogFlags.Escape) != 0;
        SearchValues<byte> asItIs = !escapes ? plain : plain == PlainInCaptures ? PlainInEscapedCaptures : PlainInEscapes;
        while (!text.IsEmpty)
        {
            int odd = text.IndexOfAnyExcept(asItIs);
            if (odd < 0)
            {
                Raw(text);
                return;
            }

            Raw(text[..odd]);
            if (escapes && text[odd] is (byte)'"' or (byte)'\\' or (byte)']')
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

    /// <summary>All but these and control characters.</summary>
    private static byte[] BytesWithout(ReadOnlySpan<byte> without)
    {
        byte[] bytes = new byte[256 - 33 - without.Length];
        int count = 0;
        for (int character = 32; character < 256; character++)
        {
            if (character != 127 && !without.Contains((byte)character))
            {
                bytes[count++] = (byte)character;
            }
        }

        return bytes;
    }
}
