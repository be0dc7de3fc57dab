using System;
using System.Runtime.CompilerServices;

namespace Engine.Http;

/// <summary>
/// Parses field lines up to the blank line behind them (RFC 9112 section 5). A line is judged only when all of it is there, so that
/// the verdict does not depend on how the bytes were cut; a complete line is never looked at again.
/// </summary>
internal static unsafe class FieldLines
{
    /// <summary>Results that are not an offset.</summary>
    internal const int NeedMore = -1;
    internal const int Refused = -2;

    private const ushort CrLf = '\r' | ('\n' << 8);

    /// <summary>Names that are examined at once: the first seven of <see cref="FieldName"/>.</summary>
    private const int ObservedCount = (int)FieldName.SecWebSocketKey;

    /// <summary>
    /// Offset behind the head; or <see cref="NeedMore"/>, with the head's position at the line to go on with; or <see cref="Refused"/>,
    /// with the head's fault set.
    /// </summary>
    internal static int Parse(byte* start, int length, MessageHead head, in HeadLimits limits)
    {
        int position = head.Position;
        while (position < length)
        {
            int next;
            if (start[position] > ' ')
            {
                next = Line(start, position, length, head, limits);
            }
            else if (start[position] is (byte)'\r' or (byte)'\n')
            {
                return BlankLine(start, position, length, head);
            }
            else
            {
                next = FoldSlow(start, position, length, head, limits.AcceptUnsafe);
            }

            if (next < 0)
            {
                head.Position = position;
                return next;
            }

            position = next;
        }

        head.Position = position;
        return NeedMore;
    }

    /// <summary>Offset of the next line, or a negative result. The path that nearly all lines take reads straight down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Line(byte* start, int position, int length, MessageHead head, in HeadLimits limits)
    {
        int nameEnd = ByteScan.End<TokenClass>(start, position, length);
        if (nameEnd >= length)
        {
            return NeedMore;
        }

        if (start[nameEnd] != ':' || nameEnd == position)
        {
            return OddNameSlow(start, position, length, head, limits.AcceptUnsafe);
        }

        int valueStart = SkipBlanks(start, nameEnd + 1, length);
        int valueEnd = ByteScan.End<ValueClass>(start, valueStart, length);
        int next = valueEnd + 2;
        var flags = FieldFlags.None;
        if (next > length || *(ushort*)(start + valueEnd) != CrLf)
        {
            valueEnd = ValueEndSlow(start, valueEnd, length, head, limits.AcceptUnsafe);
            if (valueEnd < 0)
            {
                return valueEnd;
            }

            next = BehindLine(start, valueEnd);
            flags = next - valueEnd == 2 ? FieldFlags.None : FieldFlags.Odd;
            head.Touch();
        }

        if (valueEnd > valueStart && TokenList.IsBlank(start[valueEnd - 1]))
        {
            valueEnd = TrimEndSlow(start, valueStart, valueEnd);
            flags = FieldFlags.Odd;
            head.Touch();
        }

        var field = new HeadField
        {
            NameStart = (ushort)position,
            NameLength = (ushort)(nameEnd - position),
            ValueStart = (ushort)valueStart,
            ValueLength = (ushort)(valueEnd - valueStart),
            Name = Recognise(start, position, nameEnd, length),
            Flags = flags,
        };
        return Add(field, new ReadOnlySpan<byte>(start, length), head, limits) ? next : Refused;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Add(in HeadField field, ReadOnlySpan<byte> bytes, MessageHead head, in HeadLimits limits)
    {
        int index = head.FieldCount;
        HeadField[] store = head.FieldStore;
        if (index >= limits.FieldsMax - 1 || index >= head.ParsedFieldsMax || (uint)index >= (uint)store.Length)
        {
            head.Fault = HttpFault.TooManyFields;
            return false;
        }

        store[index] = field;
        head.FieldCount = index + 1;
        head.NotePresent(field.Name);
        if ((uint)field.Name - 1 < ObservedCount)
        {
            head.Fault = head.Observe(index, bytes, limits.AcceptUnsafe);
            return head.Fault == HttpFault.None;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FieldName Recognise(byte* start, int position, int nameEnd, int length) =>
        position + 16 <= length
            ? FieldNames.Recognise(ref start[position], nameEnd - position)
            : FieldNames.Recognise(new ReadOnlySpan<byte>(start + position, nameEnd - position));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipBlanks(byte* start, int position, int length)
    {
        while (position < length && TokenList.IsBlank(start[position]))
        {
            position++;
        }

        return position;
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
            return NeedMore;
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
                        return NeedMore;
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

        return NeedMore;
    }

    /// <summary>A line that does not start with a token and a colon. HAProxy's unsafe mode drops such a line if it has a colon at all.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int OddNameSlow(byte* start, int position, int length, MessageHead head, bool acceptUnsafe)
    {
        var rest = new ReadOnlySpan<byte>(start + position, length - position);
        int lineLength = rest.IndexOf((byte)'\n');
        if (lineLength < 0)
        {
            return NeedMore;
        }

        head.Fault = NameFault(rest[..lineLength]);
        if (!acceptUnsafe || head.Fault != HttpFault.FieldNameCharacter)
        {
            return Refused;
        }

        head.Fault = HttpFault.None;
        head.Touch();
        int valueEnd = ValueEndSlow(start, position + rest.IndexOf((byte)':') + 1, length, head, acceptUnsafe);
        return valueEnd < 0 ? valueEnd : BehindLine(start, valueEnd);
    }

    private static HttpFault NameFault(ReadOnlySpan<byte> line)
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
        return TokenList.IsBlank(name[^1]) ? HttpFault.SpaceBeforeColon : HttpFault.FieldNameCharacter;
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

        int valueStart = SkipBlanks(start, position, length);
        int lineEnd = ValueEndSlow(start, valueStart, length, head, acceptUnsafe);
        if (lineEnd < 0)
        {
            return lineEnd;
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
