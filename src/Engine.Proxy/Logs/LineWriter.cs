using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Engine.Config.Expressions;
using Engine.Http;

namespace Engine.Proxy.Logs;

/// <summary>
/// Writes one line (or one rule argument) into bytes of somebody else, by HAProxy's printing rules (CFG 8.2.6, 8.6): nothing that
/// came from outside can break out of its place. What does not fit is cut.
/// </summary>
public ref struct LineWriter
{
    private readonly ref byte _start;
    private readonly ref byte _end;
    private ref byte _next;

    /// <summary>Printed as they are: 32..126 without # and quotation mark.</summary>
    private static readonly SearchValues<byte> Plain = SearchValues.Create(PlainBytes("#\""u8));

    /// <summary>The same for captures, which stand between braces and bars.</summary>
    private static readonly SearchValues<byte> PlainInCaptures = SearchValues.Create(PlainBytes("#\"{|}"u8));

    /// <summary>What an expression gives is for the operator to shape (<c>json</c>, <c>+E</c>): all but control characters, which could end a line.</summary>
    private static readonly SearchValues<byte> PlainInValues = SearchValues.Create(BytesWithout(""u8));

    /// <summary>The same three sets with <c>+E</c>, which puts a backslash before three characters (RFC 5424 section 6.3.3).</summary>
    private static readonly SearchValues<byte> PlainInEscapes = SearchValues.Create(PlainBytes("#\"\\]"u8));

    private static readonly SearchValues<byte> PlainInEscapedCaptures = SearchValues.Create(PlainBytes("#\"\\]{|}"u8));

    private static readonly SearchValues<byte> PlainInEscapedValues = SearchValues.Create(BytesWithout("\"\\]"u8));

    /// <summary>The same for targets and locations.</summary>
    private static readonly SearchValues<byte> PlainInUris = SearchValues.Create(PlainBytes(" #\"{|}"u8));

    public LineWriter(Span<byte> line)
    {
        _start = ref MemoryMarshal.GetReference(line);
        _end = ref Unsafe.Add(ref _start, (uint)line.Length);
        _next = ref _start;
    }

    public readonly int Written => (int)Unsafe.ByteOffset(ref _start, ref _next);

    /// <summary>True once something was cut.</summary>
    public bool IsCut { get; private set; }

    /// <summary>True right behind a separator and at the start: another separator adds nothing, so an item that prints nothing takes its own with it.</summary>
    public bool IsAtSeparator { get; private set; } = true;

    public readonly ReadOnlySpan<byte> Line => MemoryMarshal.CreateReadOnlySpan(ref _start, Written);

    /// <summary>Bytes that fit behind what is written.</summary>
    private readonly int Left => (int)Unsafe.ByteOffset(ref _next, ref _end);

    private readonly Span<byte> Room => MemoryMarshal.CreateSpan(ref _next, Left);

    /// <summary>Bytes that are known to be harmless, or meant as they are.</summary>
    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        int count = bytes.Length;
        if (count > Left)
        {
            IsCut = true;
            count = Left;
        }

        IsAtSeparator &= count == 0;
        ShortCopy.Copy(ref MemoryMarshal.GetReference(bytes), ref _next, (uint)count);
        Advance(count);
    }

    private void Advance(int bytes) => _next = ref Unsafe.Add(ref _next, bytes);

    /// <summary>Up to eight harmless bytes, the first in the lowest place; at least one. False: there is too little room for a whole word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryWord(ulong bytes, int count, bool endsInSeparator)
    {
        ref byte next = ref _next;
        if (Unsafe.IsAddressLessThan(ref _end, ref Unsafe.Add(ref next, sizeof(ulong))))
        {
            return false;
        }

        Unsafe.WriteUnaligned(ref next, BitConverter.IsLittleEndian ? bytes : BinaryPrimitives.ReverseEndianness(bytes));
        _next = ref Unsafe.Add(ref next, (uint)count);
        IsAtSeparator = endsInSeparator;
        return true;
    }

    /// <summary>The same, cut where there is no room.</summary>
    internal void Word(ulong bytes, int count, bool endsInSeparator)
    {
        Span<byte> text = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(text, bytes);
        Raw(text[..count]);
        IsAtSeparator = endsInSeparator;
    }

    public void Raw(byte character)
    {
        IsAtSeparator = false;
        if (Left == 0)
        {
            IsCut = true;
            return;
        }

        _next = character;
        Advance(1);
    }

    /// <summary>An item that is there and prints nothing: the separators on both its sides stay.</summary>
    public void Nothing() => IsAtSeparator = false;

    /// <summary>One space between items.</summary>
    public void Separator()
    {
        if (!IsAtSeparator)
        {
            Raw((byte)' ');
            IsAtSeparator = true;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Integer(long value)
    {
        if ((ulong)value < 10 && Left > 0)
        {
            // Most numbers of a line are one digit.
            IsAtSeparator = false;
            _next = (byte)('0' + value);
            Advance(1);
            return;
        }

        Digits(value);
    }

    private void Digits(long value)
    {
        const int ShortBytesMax = 8;
        IsAtSeparator = false;
        if ((ulong)value >= 100_000_000 || Left < ShortBytesMax)
        {
            DigitsSlow(value);
            return;
        }

        uint low = (uint)value;
        if (low >= 10_000)
        {
            uint high = low / 10_000;
            low -= high * 10_000;
            FourDigits(high);
            Pair(low / 100);
            Pair(low % 100);
            return;
        }

        FourDigits(low);
    }

    /// <summary>0 to 9999, for which there is room.</summary>
    private void FourDigits(uint value)
    {
        if (value >= 100)
        {
            uint high = value / 100;
            LeadingPair(high);
            Pair(value - (high * 100));
            return;
        }

        LeadingPair(value);
    }

    /// <summary>0 to 99, in one digit or two.</summary>
    private void LeadingPair(uint value)
    {
        if (value >= 10)
        {
            Pair(value);
            return;
        }

        _next = (byte)('0' + value);
        Advance(1);
    }

    /// <summary>Two digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pair(uint value)
    {
        Unsafe.WriteUnaligned(ref _next, Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(Pairs), 2 * value)));
        Advance(2);
    }

    /// <summary>00 to 99.</summary>
    private static ReadOnlySpan<byte> Pairs =>
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DigitsSlow(long value)
    {
        if (Utf8Formatter.TryFormat(value, Room, out int digits))
        {
            Advance(digits);
            return;
        }

        IsCut = true;
    }

    /// <summary>At least <paramref name="digits"/> digits, zeros in front.</summary>
    public void Integer(long value, byte digits)
    {
        IsAtSeparator = false;
        if (Utf8Formatter.TryFormat(value, Room, out int written, new StandardFormat('D', digits)))
        {
            Advance(written);
            return;
        }

        IsCut = true;
    }

    /// <summary>At least <paramref name="digits"/> digits, zeros in front.</summary>
    public void Hex(ulong value, byte digits)
    {
        IsAtSeparator = false;
        if (Utf8Formatter.TryFormat(value, Room, out int written, new StandardFormat('X', digits)))
        {
            Advance(written);
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
    public void Text(scoped ReadOnlySpan<byte> text, LogFlags flags) => Item(text, flags, TextKind.Text);

    /// <summary>The same of what an expression gave: only control characters are encoded, so that what a converter escaped stays what it is.</summary>
    internal void Value(scoped ReadOnlySpan<byte> text, LogFlags flags) => Item(text, flags, TextKind.Value);

    private void Item(scoped ReadOnlySpan<byte> text, LogFlags flags, TextKind kind)
    {
        if ((flags & Encodings) != 0)
        {
            EncodedSlow(text, flags);
        }
        else if ((flags & LogFlags.Quote) != 0)
        {
            Raw((byte)'"');
            Escaped(text, flags, kind);
            Raw((byte)'"');
        }
        else if (text.IsEmpty)
        {
            Raw((byte)'-');
        }
        else
        {
            Escaped(text, flags, kind);
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

    /// <summary>Text between the braces of a list of captures: #XX for what could break the line, or a backslash in front of it (+E).</summary>
    public void EscapedCapture(scoped ReadOnlySpan<byte> text, LogFlags flags) => Escaped(text, flags, TextKind.Capture);

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

    private void Escaped(scoped ReadOnlySpan<byte> text, LogFlags flags, TextKind kind)
    {
        // Nearly all text is of harmless characters only.
        if ((flags & LogFlags.Escape) != 0 || kind == TextKind.Value || !TryCopy(text, inCaptures: kind == TextKind.Capture))
        {
            EscapedSlow(text, flags, kind);
        }
    }

    /// <summary>Looks at the bytes and copies them in one go. False: one of them is odd, or they do not fit; nothing counts as written.</summary>
    private bool TryCopy(scoped ReadOnlySpan<byte> text, bool inCaptures)
    {
        if (text.Length > Left || !HarmlessText.TryCopy(text, ref _next, inCaptures))
        {
            return false;
        }

        Advance(text.Length);
        IsAtSeparator &= text.IsEmpty;
        return true;
    }

    private void EscapedSlow(scoped ReadOnlySpan<byte> text, LogFlags flags, TextKind kind)
    {
        bool escapes = (flags & LogFlags.Escape) != 0;
        SearchValues<byte> plain = kind == TextKind.Text ? Plain : kind == TextKind.Capture ? PlainInCaptures : PlainInValues;
        SearchValues<byte> asItIs = !escapes ? plain
            : kind == TextKind.Text ? PlainInEscapes
            : kind == TextKind.Capture ? PlainInEscapedCaptures : PlainInEscapedValues;
        while (!text.IsEmpty)
        {
            int odd = text.IndexOfAnyExcept(asItIs);
            if (odd < 0)
            {
                Raw(text);
                return;
            }

            Raw(text[..odd]);
            if (escapes && plain.Contains(text[odd]))
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
        const int EncodedBytes = 3;
        if (Left < EncodedBytes)
        {
            IsCut = true;
            Advance(Left);
            return;
        }

        Span<byte> to = Room;
        to[0] = mark;
        to[1] = HexDigits[character >> 4];
        to[2] = HexDigits[character & 15];
        Advance(EncodedBytes);
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

    /// <summary>What stands in a place, and so which characters are plain there.</summary>
    private enum TextKind : byte
    {
        Text,
        Capture,
        Value,
    }
}
