using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Engine.Http;

/// <summary>
/// Parses field lines up to the blank line behind them (RFC 9112 section 5). A line is refused at its first wrong byte; what it means is
/// judged when all of it is there. So the verdict does not depend on how the bytes were cut; a complete line is never looked at again.
/// </summary>
internal static unsafe class FieldLines
{
    /// <summary>Results that are not an offset.</summary>
    internal const int NeedMore = -1;
    internal const int Refused = -2;

    /// <summary>Readable bytes for the fifteen of a short name, its colon, the space behind that and the first of the value.</summary>
    private const int ShortNameRoom = 18;

    /// <summary>What nearly always stands behind a name, as two bytes in memory.</summary>
    internal const ushort ColonSpace = ':' | (' ' << 8);

    /// <summary>Names that are examined at once: the first seven of <see cref="FieldName"/>.</summary>
    private const int ObservedCount = (int)FieldName.SecWebSocketKey;

    /// <summary>
    /// Offset behind the head; or <see cref="NeedMore"/>, with the head's position at the line to go on with; or <see cref="Refused"/>,
    /// with the head's fault set.
    /// </summary>
    internal static int Parse(byte* start, int length, MessageHead head, in HeadLimits limits)
    {
        byte* end = start + (uint)length;
        byte* line = start + (uint)head.Position;
        while (true)
        {
            line = PlainLines(start, line, end, head, limits);
            if (line == null)
            {
                return Refused;
            }

            if (line < end && *line is (byte)'\r' or (byte)'\n')
            {
                return BlankLine(start, (int)(line - start), length, head);
            }

            int next = line >= end ? NeedMore : *line > ' '
                ? OddLineSlow(start, line, end, head, limits)
                : FoldSlow(start, (int)(line - start), length, head, limits.AcceptUnsafe);
            if (next < 0)
            {
                head.Position = (int)(line - start);
                return next;
            }

            line = start + (uint)next;
        }
    }

    /// <summary>
    /// The first line that is not as nearly all are, or not there in full; or null, with the head's fault set and its position at the
    /// line. What is found of a line is put away at once, to leave the registers to what follows.
    /// </summary>
    private static byte* PlainLines(byte* start, byte* line, byte* end, MessageHead head, in HeadLimits limits)
    {
        byte* names = FieldNames.Table;
        int fieldsMax = FieldsMax(head, limits);

        // A field more than there may be is written as well, so that its line is judged when all of it is there, as any other.
        ref HeadField field = ref FieldAt(head, Math.Min(head.FieldCount, fieldsMax));
        while (line < end && *line > ' ')
        {
            Vector128<byte> front = end - line >= ShortNameRoom ? Vector128.Load(line) : Vector128<byte>.Zero;
            uint colons = Vector128.Equals(front, Vector128.Create((byte)':')).ExtractMostSignificantBits();
            int nameLength;
            FieldName name;
            if (colons != 0)
            {
                nameLength = BitOperations.TrailingZeroCount(colons);
                name = FieldNames.Recognise(names, front, line, nameLength);
                if (name == FieldName.Other && !IsName(front, nameLength))
                {
                    break;
                }
            }
            else
            {
                nameLength = OtherName(start, line, end);
                if (nameLength == 0)
                {
                    break;
                }

                name = FieldNames.Recognise(new ReadOnlySpan<byte>(line, nameLength));
            }

            byte* at = line + nameLength + sizeof(ushort);
            if (at >= end || ((ushort*)at)[-1] != ColonSpace || *at <= ' ')
            {
                at = SkipBlanks(at - 1, end);
            }

            field.NameStart = (ushort)(line - start);
            field.NameLength = (ushort)nameLength;
            field.Name = name;
            field.Flags = FieldFlags.None;
            field.ValueStart = (ushort)(at - start);
            byte* valueEnd = ByteScan.End<ValueClass>(start, at, end);
            field.ValueLength = (ushort)(valueEnd - at);
            byte* next = valueEnd + sizeof(ushort);
            if (next > end || *(ushort*)valueEnd != StartLines.CrLf || valueEnd[-1] <= ' ')
            {
                break;
            }

            if (!HasRoom(head, fieldsMax) || !TryCount(start, end, head, name, limits.AcceptUnsafe))
            {
                head.Position = (int)(line - start);
                return null;
            }

            field = ref Unsafe.Add(ref field, 1);
            line = next;
        }

        return line;
    }

    /// <summary>True when the bytes in front of a colon are a name, with nothing in them that no name has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsName(Vector128<byte> front, int length) =>
        length > 0 && BitOperations.TrailingZeroCount(TokenClass.Stops(front).ExtractMostSignificantBits()) == length;

    /// <summary>The length of a name that has more than fifteen bytes, or stands near the end of what has come; 0: none with a colon.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int OtherName(byte* start, byte* line, byte* end)
    {
        byte* nameEnd = ByteScan.End<TokenClass>(start, line, end);
        return nameEnd == end || *nameEnd != ':' ? 0 : (int)(nameEnd - line);
    }

    /// <param name="head">Whose field it is.</param>
    /// <param name="index">Up to <see cref="FieldsMax"/>, which the list has room for: not checked again with every line.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref HeadField FieldAt(MessageHead head, int index) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(head.FieldStore), (nint)(uint)index);

    /// <summary>Fields that the head may have; its list has room for one more.</summary>
    private static int FieldsMax(MessageHead head, in HeadLimits limits) =>
        Math.Min(Math.Min(limits.FieldsMax - 1, head.ParsedFieldsMax), head.FieldStore.Length - 1);

    /// <summary>A line that does not begin with a name and a colon, ends otherwise than with CR LF right behind its value, or has not come in full.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int OddLineSlow(byte* start, byte* line, byte* end, MessageHead head, in HeadLimits limits)
    {
        bool acceptUnsafe = limits.AcceptUnsafe;
        int fieldsMax = FieldsMax(head, limits);
        ref HeadField field = ref FieldAt(head, Math.Min(head.FieldCount, fieldsMax));
        byte* nameEnd = ByteScan.End<TokenClass>(start, line, end);
        if (nameEnd == end)
        {
            return HeadParsing.Wait(head, HeadStops.Token);
        }

        if (*nameEnd != ':' || nameEnd == line)
        {
            return OddNameSlow(start, (int)(line - start), (int)(end - start), head, acceptUnsafe);
        }

        int valueEnd = field.ValueStart + field.ValueLength;
        int lineEnd = ValueEndSlow(start, valueEnd, (int)(end - start), head, acceptUnsafe);
        if (lineEnd < 0)
        {
            return lineEnd;
        }

        int next = BehindLine(start, lineEnd);
        int trimmed = TrimEndSlow(start, field.ValueStart, lineEnd);
        bool isOdd = next - lineEnd != sizeof(ushort) || trimmed != lineEnd;
        if (isOdd || trimmed != valueEnd)
        {
            head.Touch();
        }

        field.ValueLength = (ushort)(trimmed - field.ValueStart);
        field.Flags = isOdd ? FieldFlags.Odd : FieldFlags.None;
        return HasRoom(head, fieldsMax) && TryCount(start, end, head, field.Name, acceptUnsafe) ? next : Refused;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasRoom(MessageHead head, int fieldsMax)
    {
        if (head.FieldCount < fieldsMax)
        {
            return true;
        }

        head.Fault = HttpFault.TooManyFields;
        return false;
    }

    /// <summary>The field at the end of the list is one of the head's. False: it is refused.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryCount(byte* start, byte* end, MessageHead head, FieldName name, bool acceptUnsafe)
    {
        int index = head.FieldCount;
        head.FieldCount = index + 1;
        head.NotePresent(name, index);
        if ((uint)name - 1 < ObservedCount)
        {
            head.Fault = head.Observe(index, new ReadOnlySpan<byte>(start, (int)(end - start)), acceptUnsafe);
            return head.Fault == HttpFault.None;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* SkipBlanks(byte* at, byte* end)
    {
        while (at < end && TokenList.IsBlank(*at))
        {
            at++;
        }

        return at;
    }

    /// <summary>The offset behind the CR LF or LF that is at <paramref name="lineEnd"/>.</summary>
    private static int BehindLine(byte* start, int lineEnd) => lineEnd + (start[lineEnd] == '\n' ? 1 : 2);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int TrimEndSlow(byte* start, int valueStart, int valueEnd)
    {
        while (valueEnd > valueStart && TokenList.IsBlank(start[valueEnd - 1]))
        {
            valueEnd--;
        }

        return valueEnd;
    }

    /// <summary>The blank line that ends the head; as elsewhere a bare LF is taken for CR LF (RFC 9112 section 2.2, like HAProxy).</summary>
    private static int BlankLine(byte* start, int position, int length, MessageHead head)
    {
        head.Position = position;
        if (start[position] == '\n')
        {
            return position + 1;
        }

        if (position + 1 >= length)
        {
            return HeadParsing.Wait(head, null);
        }

        if (start[position + 1] == '\n')
        {
            return position + 2;
        }

        head.Fault = HttpFault.BareCr;
        return Refused;
    }

    /// <summary>
    /// Where the scan for the end of a value met something else than CR LF: goes on behind harmless controls (RFC 9110 section 5.5
    /// lets them pass), takes a bare LF, refuses CR alone and NUL. Offset of the CR or LF, or a negative result.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ValueEndSlow(byte* start, int valueEnd, int length, MessageHead head, bool acceptUnsafe)
    {
        while (valueEnd < length)
        {
            switch (start[valueEnd])
            {
                case (byte)'\n':
                    return valueEnd;
                case (byte)'\r':
                    if (valueEnd + 1 >= length)
                    {
                        return HeadParsing.Wait(head, null);
                    }

                    if (start[valueEnd + 1] == '\n')
                    {
                        return valueEnd;
                    }

                    head.Fault = HttpFault.FieldValueBareCr;
                    return Refused;
                case 0 when !acceptUnsafe:
                    head.Fault = HttpFault.FieldValueNul;
                    return Refused;
                default:
                    valueEnd = ByteScan.End<ValueClass>(start, valueEnd + 1, length);
                    break;
            }
        }

        return HeadParsing.Wait(head, acceptUnsafe ? HeadStops.LaxValue : HeadStops.Value);
    }

    /// <summary>A line that does not start with a token and a colon. HAProxy's unsafe mode drops such a line if it has a colon at all.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int OddNameSlow(byte* start, int position, int length, MessageHead head, bool acceptUnsafe)
    {
        var rest = new ReadOnlySpan<byte>(start + position, length - position);
        if (!acceptUnsafe)
        {
            head.Fault = NameFault(start[ByteScan.End<TokenClass>(start, position, length)], start[position] == ':');
            return Refused;
        }

        int lineLength = rest.IndexOf((byte)'\n');
        if (lineLength < 0)
        {
            return HeadParsing.Wait(head, HeadStops.Line);
        }

        head.Fault = UnsafeNameFault(rest[..lineLength]);
        if (head.Fault != HttpFault.FieldNameCharacter)
        {
            return Refused;
        }

        head.Fault = HttpFault.None;
        head.Touch();
        int valueEnd = ValueEndSlow(start, position + rest.IndexOf((byte)':') + 1, length, head, acceptUnsafe);
        return valueEnd < 0 ? valueEnd : BehindLine(start, valueEnd);
    }

    /// <param name="stop">The first byte that is none of a name's.</param>
    /// <param name="isFirst">True when it is a colon with no name in front.</param>
    private static HttpFault NameFault(byte stop, bool isFirst) => stop switch
    {
        _ when isFirst => HttpFault.FieldNameEmpty,
        (byte)'\r' or (byte)'\n' or 0 => HttpFault.ColonMissing,
        (byte)' ' or (byte)'\t' => HttpFault.FieldNameSpace,
        _ => HttpFault.FieldNameCharacter,
    };

    private static HttpFault UnsafeNameFault(ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return colon < 0 ? HttpFault.ColonMissing : HttpFault.FieldNameEmpty;
        }

        ReadOnlySpan<byte> name = line[..colon];
        if (name.IndexOfAny((byte)'\r', (byte)0) >= 0)
        {
            return HttpFault.ColonMissing;
        }

        // Blanks before the colon hide a field from one of two readers: never relaxed (RFC 9112 section 5.1).
        return TokenList.IsBlank(name[^1]) ? HttpFault.FieldNameSpace : HttpFault.FieldNameCharacter;
    }

    /// <summary>
    /// A line that starts with a blank or a control. obs-fold (RFC 9112 section 5.2) is refused in requests, and taken in responses or
    /// when the operator asked for it, but never for a field that decides how the message is read.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FoldSlow(byte* start, int position, int length, MessageHead head, bool acceptUnsafe)
    {
        if (!TokenList.IsBlank(start[position]))
        {
            return OddNameSlow(start, position, length, head, acceptUnsafe);
        }

        int index = head.FieldCount - 1;
        if (index < 0)
        {
            head.Fault = HttpFault.LeadingSpace;
            return Refused;
        }

        ref HeadField field = ref head.FieldStore[index];
        if (!(head.TakesFolds || acceptUnsafe) || (uint)field.Name - 1 < ObservedCount)
        {
            head.Fault = HttpFault.LineFold;
            return Refused;
        }

        int valueStart = (int)(SkipBlanks(start + position, start + length) - start);
        int lineEnd = ValueEndSlow(start, valueStart, length, head, acceptUnsafe);
        if (lineEnd < 0)
        {
            return lineEnd;
        }

        int valueEnd = TrimEndSlow(start, valueStart, lineEnd);
        if (valueEnd > valueStart)
        {
            field.ValueStart = field.ValueLength == 0 ? (ushort)valueStart : field.ValueStart;
            field.ValueLength = (ushort)(valueEnd - field.ValueStart);
            field.Flags |= FieldFlags.Folded;
        }

        field.Flags |= FieldFlags.Odd;
        head.NoteFold();
        return BehindLine(start, lineEnd);
    }
}
