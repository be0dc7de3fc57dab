using System;
using System.Runtime.CompilerServices;
using Engine.Http;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>
/// The values that <c>hdr(name)</c> or <c>fhdr(name)</c> mean, in order: elements of comma-separated lists, or whole lines. Without
/// a name those of every header (CFG 7.3.6). Compiled once, shared by all loops.
/// </summary>
/// <param name="splits">False: whole lines.</param>
internal sealed class HeaderSelector(byte[] name, MessageSide side, bool splits)
{
    private readonly FieldName _known = name.Length == 0 ? FieldName.Other : FieldNames.Recognise(name);

    private readonly bool _maySeeConnection = name.Length == 0 || FieldNames.Recognise(name) == FieldName.Connection;

    internal MessageHead HeadOf(in SampleContext context)
    {
        MessageHead head = side == MessageSide.Request ? context.Request : context.Response;
        return _maySeeConnection ? WithoutPersistence(head) : head;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static MessageHead WithoutPersistence(MessageHead head)
    {
        head.HidePersistence();
        return head;
    }

    /// <summary>The value behind the cursor, which is two 16-bit numbers: index of the line and offset in its value. 0 = in front of the first.</summary>
    internal bool TryNext(MessageHead head, scoped ref int cursor, out ReadOnlySpan<byte> value)
    {
        int offset = cursor & ushort.MaxValue;
        for (int index = IndexOf(head, cursor >> 16); index >= 0; index = IndexOf(head, index + 1), offset = 0)
        {
            ReadOnlySpan<byte> line = head.ValueOf(head.Fields[index]);
            if (!splits && offset == 0)
            {
                cursor = (index << 16) | 1;
                value = line;
                return true;
            }

            if (splits && offset <= line.Length)
            {
                ReadOnlySpan<byte> rest = line[offset..];
                int end = QuotedList.LengthOf(rest, out _);
                cursor = (index << 16) | (offset + end + 1);
                value = WithoutBlanks(rest[..end]);
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>True when there is a value behind the one that was found last.</summary>
    /// <param name="head">Where it was found.</param>
    /// <param name="cursor">As <see cref="TryNext"/> left it.</param>
    internal bool HasMore(MessageHead head, int cursor)
    {
        int index = cursor >> 16;
        return (splits && (cursor & ushort.MaxValue) <= head.Fields[index].ValueLength) || IndexOf(head, index + 1) >= 0;
    }

    /// <param name="occurrence">From the front when positive, from the back when negative (-1 = the last); never 0.</param>
    internal bool TryPick(MessageHead head, int occurrence, out ReadOnlySpan<byte> value)
    {
        int cursor = 0;
        if (occurrence == -1)
        {
            return TryLast(head, out value);
        }

        int wanted = occurrence > 0 ? occurrence : Count(head) + occurrence + 1;
        for (int seen = 1; TryNext(head, ref cursor, out value); seen++)
        {
            if (seen == wanted)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryLast(MessageHead head, out ReadOnlySpan<byte> value)
    {
        int cursor = 0;
        bool found = TryNext(head, ref cursor, out value);
        while (TryNext(head, ref cursor, out ReadOnlySpan<byte> later))
        {
            value = later;
        }

        return found;
    }

    internal int Count(MessageHead head)
    {
        int count = 0;
        int cursor = 0;
        while (TryNext(head, ref cursor, out _))
        {
            count++;
        }

        return count;
    }

    private int IndexOf(MessageHead head, int from)
    {
        if (_known != FieldName.Other)
        {
            return head.IndexOf(_known, from);
        }

        return name.Length > 0 ? head.IndexOf(name, from) : IndexOfAny(head, from);
    }

    private static int IndexOfAny(MessageHead head, int from)
    {
        ReadOnlySpan<HeadField> fields = head.Fields;
        while (from < fields.Length && fields[from].IsRemoved)
        {
            from++;
        }

        return from < fields.Length ? from : -1;
    }

    /// <summary>RFC 9110 section 5.6.3: spaces and tabs around an element. Most have none.</summary>
    private static ReadOnlySpan<byte> WithoutBlanks(ReadOnlySpan<byte> element) =>
        element.IsEmpty || (element[0] > ' ' && element[^1] > ' ') ? element : element.Trim(" \t"u8);
}
