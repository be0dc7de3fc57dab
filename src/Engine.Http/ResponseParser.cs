using System;
using System.Runtime.CompilerServices;

namespace Engine.Http;

/// <summary>
/// Parses response heads (RFC 9112 sections 2, 4 and 5). Pure: the verdict is a function of the bytes and the limits.
/// </summary>
public static unsafe class ResponseParser
{
    /// <summary>"HTTP/1.1": a blank follows.</summary>
    private const int VersionLength = 8;

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
                    return result == FieldLines.Refused && IsHopeless(bytes, head)
                        ? Verdict.Invalid(head.Fault)
                        : HeadParsing.Stop(result, bytes, head, limits);
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

    /// <summary>True when not even the first byte can start a response: a server that speaks something else may never end its line.</summary>
    private static bool IsHopeless(ReadOnlySpan<byte> bytes, ResponseHead head) =>
        head.Position < bytes.Length && bytes[head.Position] is not ((byte)'\r' or (byte)'\n' or (byte)'H');

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
        if (start[version] != 'H')
        {
            return Refuse(head, HttpFault.StatusLineInvalid);
        }

        var rest = new ReadOnlySpan<byte>(start + version, length - version);
        int end = rest.IndexOf((byte)'\n');
        if (end < 0)
        {
            return FieldLines.NeedMore;
        }

        HttpFault fault = StatusLine(end > 0 && rest[end - 1] == '\r' ? rest[..(end - 1)] : rest[..end], version, head);
        return fault == HttpFault.None ? version + end + 1 : Refuse(head, fault);
    }

    /// <param name="line">Without its end.</param>
    /// <param name="at">Offset of the line.</param>
    /// <param name="head">Gets version, status and reason.</param>
    private static HttpFault StatusLine(ReadOnlySpan<byte> line, int at, ResponseHead head)
    {
        if (line.IndexOfAny((byte)'\r', (byte)0) >= 0)
        {
            return line.Contains((byte)'\r') ? HttpFault.BareCr : HttpFault.StatusLineInvalid;
        }

        if (line.Length <= VersionLength || !TokenList.IsBlank(line[VersionLength])
            || !StartLines.TryParseVersion(line[..VersionLength], out int major, out int minor) || major != 1)
        {
            return HttpFault.StatusLineInvalid;
        }

        // A minor version we do not know is the highest that we do (RFC 9110 section 2.5).
        head.Version = minor == 0 ? HttpVersion.Http10 : HttpVersion.Http11;
        int status = SkipBlanks(line, VersionLength);
        int reason = SkipBlanks(line, Math.Min(status + 3, line.Length));
        if (!TryParseStatus(line[status..], out int code) || (reason < line.Length && reason == status + 3))
        {
            return HttpFault.StatusInvalid;
        }

        head.SetStatus(code, at + reason, line.Length - reason);
        return HttpFault.None;
    }

    private static bool TryParseStatus(ReadOnlySpan<byte> text, out int status)
    {
        status = 0;
        if (text.Length < 3)
        {
            return false;
        }

        for (int i = 0; i < 3; i++)
        {
            int digit = text[i] - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            status = (status * 10) + digit;
        }

        return status >= 100;
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
