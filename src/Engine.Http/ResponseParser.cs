using System;
using System.Runtime.CompilerServices;

namespace Engine.Http;

/// <summary>
/// Parses response heads (RFC 9112 sections 2, 4 and 5). Pure: the verdict is a function of the bytes and the limits.
/// </summary>
public static unsafe class ResponseParser
{
    /// <summary>"HTTP/1.1": a blank follows.</summary>
    private const int VersionLength = StartLines.VersionLength;

    /// <summary>Of its first digit.</summary>
    private const int MajorAt = 5;

    /// <summary>"HTTP/1.1 200 " and a line end, and enough to look at as a vector.</summary>
    private const int PlainBytesMin = 16;

    /// <inheritdoc cref="RequestParser.Parse"/>
    public static Verdict Parse(ReadOnlySpan<byte> buffer, ResponseHead head, in HeadLimits limits)
    {
        ReadOnlySpan<byte> bytes = buffer[..Math.Min(buffer.Length, HeadParsing.BytesMax(limits))];
        if (HeadParsing.IsStillWaiting(bytes, head))
        {
            return HeadParsing.Stop(FieldLines.NeedMore, bytes, head, limits);
        }

        fixed (byte* start = bytes)
        {
            if (!head.HasStartLine)
            {
                int result = StartLine(start, bytes.Length, head);
                if (result < 0)
                {
                    return HeadParsing.Stop(result, bytes, head, limits);
                }

                head.Position = result;
                head.HasStartLine = true;
            }

            int end = FieldLines.Parse(start, bytes.Length, head, limits);
            if (end < 0)
            {
                return HeadParsing.Stop(end, bytes, head, limits);
            }

            head.Fault = head.Finish(bytes, limits.AcceptUnsafe);
            return head.Fault == HttpFault.None ? Verdict.Done(end) : Verdict.Invalid(head.Fault);
        }
    }

    /// <summary>version SP status [SP reason] (RFC 9112 section 4); runs of blanks count as one, like in HAProxy. Offset of the next line.</summary>
    private static int StartLine(byte* start, int length, ResponseHead head)
    {
        int version = HeadParsing.SkipBlankLines(start, length, head);
        if (version < 0)
        {
            return version;
        }

        int next = PlainStatusLine(start, version, length, head);
        return next >= 0 ? next : OddStatusLineSlow(start, version, length, head);
    }

    /// <summary>"HTTP/1.1 200 OK" and its kin, with its line end; -1 for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlainStatusLine(byte* start, int version, int length, ResponseHead head)
    {
        byte* line = start + version;
        if (length - version < PlainBytesMin || Unsafe.ReadUnaligned<ulong>(line) != StartLines.Http11
            || line[VersionLength] != ' ' || line[VersionLength + 4] != ' ' || TokenList.IsBlank(line[VersionLength + 5]))
        {
            return -1;
        }

        uint hundreds = (uint)(line[VersionLength + 1] - '0');
        uint tens = (uint)(line[VersionLength + 2] - '0');
        uint ones = (uint)(line[VersionLength + 3] - '0');
        int reason = version + VersionLength + 5;
        int end = ByteScan.End<ValueClass>(start, reason, length);
        if (hundreds is 0 or > 9 || tens > 9 || ones > 9 || end + 2 > length || start[end] != '\r' || start[end + 1] != '\n')
        {
            return -1;
        }

        head.Version = HttpVersion.Http11;
        head.SetStatus((int)((hundreds * 100) + (tens * 10) + ones), reason, end - reason);
        head.SetPlainStartLine(version, end + 2);
        return end + 2;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int OddStatusLineSlow(byte* start, int version, int length, ResponseHead head)
    {
        var rest = new ReadOnlySpan<byte>(start + version, length - version);
        int matched = StartLines.VersionPrefix(rest);
        if (matched < VersionLength || rest.Length == VersionLength)
        {
            return matched == rest.Length ? HeadParsing.Wait(head, null) : Refuse(head, HttpFault.StatusLineInvalid);
        }

        if (!TokenList.IsBlank(rest[VersionLength]) || rest[MajorAt] != '1')
        {
            return Refuse(head, HttpFault.StatusLineInvalid);
        }

        // A minor version we do not know is the highest that we do (RFC 9110 section 2.5).
        head.Version = rest[MajorAt + 2] == '0' ? HttpVersion.Http10 : HttpVersion.Http11;
        int status = SkipBlanks(rest, VersionLength);
        int statusEnd = status;
        int code = 0;
        while (statusEnd < rest.Length && statusEnd < status + 3 && char.IsAsciiDigit((char)rest[statusEnd]))
        {
            code = (code * 10) + rest[statusEnd++] - '0';
        }

        if (statusEnd == rest.Length)
        {
            return HeadParsing.Wait(head, statusEnd == status ? HeadStops.Blanks : null);
        }

        if (statusEnd < status + 3 || code < 100 || !(TokenList.IsBlank(rest[statusEnd]) || rest[statusEnd] is (byte)'\r' or (byte)'\n'))
        {
            return Refuse(head, HttpFault.StatusInvalid);
        }

        head.SetStatus(code, 0, 0);
        return ReasonSlow(rest, SkipBlanks(rest, statusEnd), version, head);
    }

    /// <param name="line">From the version on.</param>
    /// <param name="reason">Offset of the reason phrase in it.</param>
    /// <param name="at">Offset of the line.</param>
    /// <param name="head">Gets the reason.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReasonSlow(ReadOnlySpan<byte> line, int reason, int at, ResponseHead head)
    {
        int length = line[reason..].IndexOfAny(HeadStops.Value);
        if (length < 0)
        {
            return HeadParsing.Wait(head, reason == line.Length ? HeadStops.Blanks : HeadStops.Value);
        }

        int end = reason + length;
        int next = line[end] == 0 ? -1 : StartLines.BehindLine(line, end);
        if (next <= 0)
        {
            return next == 0 ? HeadParsing.Wait(head, null) : Refuse(head, line[end] == 0 ? HttpFault.StatusLineInvalid : HttpFault.BareCr);
        }

        head.SetStatus(head.Status, at + reason, length);
        return at + next;
    }

    private static int SkipBlanks(ReadOnlySpan<byte> line, int position)
    {
        while (position < line.Length && TokenList.IsBlank(line[position]))
        {
            position++;
        }

        return position;
    }

    private static int Refuse(ResponseHead head, HttpFault fault)
    {
        head.Fault = fault;
        return FieldLines.Refused;
    }
}
