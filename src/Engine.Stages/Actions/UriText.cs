using System;

namespace Engine.Stages.Actions;

/// <summary>
/// The normal forms of pieces of a URI (RFC 3986 section 6.2). All write into room that is at least as long as the text (three times
/// for <see cref="EncodeFragment"/>), answer how many bytes, and take time linear in the text but where they say otherwise.
/// </summary>
internal static class UriText
{
    /// <summary># becomes %23.</summary>
    internal static int EncodeFragment(ReadOnlySpan<byte> text, Span<byte> room)
    {
        int written = 0;
        foreach (byte character in text)
        {
            if (character == (byte)'#')
            {
                "%23"u8.CopyTo(room[written..]);
                written += 3;
            }
            else
            {
                room[written++] = character;
            }
        }

        return written;
    }

    internal static int StripFragment(ReadOnlySpan<byte> text, Span<byte> room)
    {
        int hash = text.IndexOf((byte)'#');
        text = hash < 0 ? text : text[..hash];
        text.CopyTo(room);
        return text.Length;
    }

    internal static int MergeSlashes(ReadOnlySpan<byte> path, Span<byte> room)
    {
        int written = 0;
        foreach (byte character in path)
        {
            if (character != (byte)'/' || written == 0 || room[written - 1] != (byte)'/')
            {
                room[written++] = character;
            }
        }

        return written;
    }

    /// <summary>Without "." segments.</summary>
    internal static int StripDotSegments(ReadOnlySpan<byte> path, Span<byte> room)
    {
        int written = 0;
        while (!path.IsEmpty)
        {
            ReadOnlySpan<byte> segment = TakeSegment(ref path);
            if (segment.SequenceEqual("."u8) || segment.SequenceEqual("./"u8))
            {
                continue;
            }

            segment.CopyTo(room[written..]);
            written += segment.Length;
        }

        return written;
    }

    /// <summary>".." segments take the segment before them away; at the beginning they stay, unless <paramref name="full"/>.</summary>
    internal static int StripDotDotSegments(ReadOnlySpan<byte> path, Span<byte> room, bool full)
    {
        int written = 0;

        // Nothing before this can be taken away: the slash in front, and ".." that stayed.
        int floor = path.IsEmpty || path[0] != (byte)'/' ? 0 : 1;
        path[..floor].CopyTo(room);
        written = floor;
        path = path[floor..];
        while (!path.IsEmpty)
        {
            ReadOnlySpan<byte> segment = TakeSegment(ref path);
            if (!segment.SequenceEqual(".."u8) && !segment.SequenceEqual("../"u8))
            {
                segment.CopyTo(room[written..]);
                written += segment.Length;
            }
            else if (written > floor)
            {
                written = room[..(written - 1)].LastIndexOf((byte)'/') + 1;
            }
            else if (!full)
            {
                segment.CopyTo(room[written..]);
                written += segment.Length;
                floor = written;
            }
        }

        return written;
    }

    /// <summary>%XX of letters, digits, "-", ".", "_" and "~" become these. -1 for a broken escape when <paramref name="strict"/>.</summary>
    internal static int DecodeUnreserved(ReadOnlySpan<byte> text, Span<byte> room, bool strict)
    {
        int written = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != (byte)'%')
            {
                room[written++] = text[i];
                continue;
            }

            if (!TryReadEscape(text, i, out byte value))
            {
                if (strict)
                {
                    return -1;
                }

                room[written++] = text[i];
                continue;
            }

            bool unreserved = char.IsAsciiLetterOrDigit((char)value) || "-._~"u8.Contains(value);
            if (unreserved)
            {
                room[written++] = value;
            }
            else
            {
                text.Slice(i, 3).CopyTo(room[written..]);
                written += 3;
            }

            i += 2;
        }

        return written;
    }

    /// <summary>%xx becomes %XX. -1 for a broken escape when <paramref name="strict"/>.</summary>
    internal static int UppercaseEscapes(ReadOnlySpan<byte> text, Span<byte> room, bool strict)
    {
        text.CopyTo(room);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != (byte)'%')
            {
                continue;
            }

            if (TryReadEscape(text, i, out _))
            {
                room[i + 1] = (byte)char.ToUpperInvariant((char)text[i + 1]);
                room[i + 2] = (byte)char.ToUpperInvariant((char)text[i + 2]);
                i += 2;
            }
            else if (strict)
            {
                return -1;
            }
        }

        return text.Length;
    }

    /// <summary>
    /// Parameters by name, those of one name in the order in which they came. In time of the square of their number: a query with more
    /// than there is room for stays as it is.
    /// </summary>
    internal static int SortQuery(ReadOnlySpan<byte> query, Span<byte> room)
    {
        const int ParametersMax = 512;
        Span<int> starts = stackalloc int[ParametersMax];
        int count = 0;
        for (int at = 0; at <= query.Length;)
        {
            if (count == ParametersMax)
            {
                query.CopyTo(room);
                return query.Length;
            }

            starts[count++] = at;
            int next = query[at..].IndexOf((byte)'&');
            at = next < 0 ? query.Length + 1 : at + next + 1;
        }

        SortByName(query, starts[..count]);
        int written = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> parameter = ParameterAt(query, starts[i]);
            parameter.CopyTo(room[written..]);
            written += parameter.Length;
            if (i < count - 1)
            {
                room[written++] = (byte)'&';
            }
        }

        return written;
    }

    /// <summary>By insertion, which keeps equals in order; few are far from their place.</summary>
    private static void SortByName(ReadOnlySpan<byte> query, Span<int> starts)
    {
        for (int i = 1; i < starts.Length; i++)
        {
            int moved = starts[i];
            ReadOnlySpan<byte> name = NameAt(query, moved);
            int to = i;
            while (to > 0 && NameAt(query, starts[to - 1]).SequenceCompareTo(name) > 0)
            {
                starts[to] = starts[to - 1];
                to--;
            }

            starts[to] = moved;
        }
    }

    private static ReadOnlySpan<byte> ParameterAt(ReadOnlySpan<byte> query, int start)
    {
        ReadOnlySpan<byte> rest = query[start..];
        int end = rest.IndexOf((byte)'&');
        return end < 0 ? rest : rest[..end];
    }

    private static ReadOnlySpan<byte> NameAt(ReadOnlySpan<byte> query, int start)
    {
        ReadOnlySpan<byte> parameter = ParameterAt(query, start);
        int equals = parameter.IndexOf((byte)'=');
        return equals < 0 ? parameter : parameter[..equals];
    }

    /// <summary>Up to and with the next slash.</summary>
    private static ReadOnlySpan<byte> TakeSegment(ref ReadOnlySpan<byte> path)
    {
        int slash = path.IndexOf((byte)'/');
        ReadOnlySpan<byte> segment = slash < 0 ? path : path[..(slash + 1)];
        path = path[segment.Length..];
        return segment;
    }

    private static bool TryReadEscape(ReadOnlySpan<byte> text, int at, out byte value)
    {
        value = 0;
        if (at + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2]))
        {
            return false;
        }

        Span<byte> one = stackalloc byte[1];
        Convert.FromHexString(text.Slice(at + 1, 2), one, out _, out _);
        value = one[0];
        return true;
    }
}
