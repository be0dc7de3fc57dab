using System;

namespace Engine.Http;

/// <summary>Walks comma-separated values among which quoted strings may stand: commas within one separate nothing (RFC 9110 sections 5.6.1 and 5.6.4).</summary>
public static class QuotedList
{
    /// <summary>Takes the next element, without the blanks around it, off the front of <paramref name="rest"/>; empty elements are passed over.</summary>
    /// <param name="isClosed">False when a quoted string begins in the element and does not end: it goes on to the end of the list then, and nobody can tell what was meant.</param>
    /// <returns>False at the end of the list.</returns>
    public static bool TryNext(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> element, out bool isClosed)
    {
        isClosed = true;
        while (!rest.IsEmpty && isClosed)
        {
            int length = LengthOf(rest, out isClosed);
            element = TokenList.Trim(rest[..length]);
            rest = length == rest.Length ? default : rest[(length + 1)..];
            if (!element.IsEmpty)
            {
                return true;
            }
        }

        element = default;
        return false;
    }

    /// <summary>Bytes of the first element: up to the first comma outside quotes, or all.</summary>
    /// <param name="isClosed">As above.</param>
    public static int LengthOf(ReadOnlySpan<byte> list, out bool isClosed)
    {
        int at = 0;
        while (true)
        {
            int step = list[at..].IndexOfAny((byte)',', (byte)'"');
            isClosed = step < 0 || list[at + step] == ',';
            if (isClosed)
            {
                return step < 0 ? list.Length : at + step;
            }

            at = EndOfQuoted(list, at + step + 1);
            if (at < 0)
            {
                return list.Length;
            }
        }
    }

    /// <summary>Behind the quote that ends a string whose text begins at <paramref name="at"/>; -1 without. A backslash takes the next byte's meaning.</summary>
    private static int EndOfQuoted(ReadOnlySpan<byte> list, int at)
    {
        while (at < list.Length)
        {
            int step = list[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
            {
                return -1;
            }

            at += step + 1;
            if (list[at - 1] == '"')
            {
                return at;
            }

            at++;
        }

        return -1;
    }
}
