using System;
using System.Buffers;
using System.Runtime.CompilerServices;

namespace Engine.Http;

/// <summary>What request and response parsers share: where to go on, when to wait, and how to answer.</summary>
internal static unsafe class HeadParsing
{
    /// <summary>Blank lines that may stand before a start line (RFC 9112 section 2.2 asks for at least one to be passed over).</summary>
    private const int LeadingBytesMax = 64;

    internal static int BytesMax(in HeadLimits limits) => Math.Min(limits.BytesMax, MessageHead.BytesMax);

    /// <summary>
    /// True while the line that was incomplete last time still is, and still acceptable: only the new bytes are looked at, which keeps
    /// the whole cost linear however the bytes arrive.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsStillWaiting(ReadOnlySpan<byte> bytes, MessageHead head) => head.Scanned > head.Position && IsStillWaitingSlow(bytes, head);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsStillWaitingSlow(ReadOnlySpan<byte> bytes, MessageHead head)
    {
        if (head.Stops is not { } stops || bytes[head.Scanned..].ContainsAny(stops))
        {
            return false;
        }

        head.Scanned = bytes.Length;
        return true;
    }

    /// <summary>Offset of the start line; or a negative result of <see cref="FieldLines"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int SkipBlankLines(byte* start, int length, MessageHead head)
    {
        int position = head.Position;
        return position < length && start[position] > '\r' ? position : SkipBlankLinesSlow(start, length, head);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SkipBlankLinesSlow(byte* start, int length, MessageHead head)
    {
        int position = head.Position;
        while (position < length && start[position] is (byte)'\r' or (byte)'\n')
        {
            int lineEnd = start[position] == '\n' ? position : position + 1;
            if (position >= LeadingBytesMax)
            {
                head.Fault = HttpFault.LeadingBlankLines;
                return FieldLines.Refused;
            }

            if (lineEnd >= length)
            {
                break;
            }

            if (start[lineEnd] != '\n')
            {
                head.Fault = HttpFault.BareCr;
                return FieldLines.Refused;
            }

            position = lineEnd + 1;
        }

        head.Position = position;
        return position < length && start[position] != '\r' ? position : Wait(head, null);
    }

    /// <summary>The line is not there in full, and may still become one that is valid.</summary>
    internal static int Wait(MessageHead head, SearchValues<byte>? stops)
    {
        head.Stops = stops;
        return FieldLines.NeedMore;
    }

    /// <summary>
    /// The answer to a line that is not there in full, or not acceptable. A peer that can no longer say anything valid is told so at its
    /// first wrong byte, as HAProxy does: it may not send another one. The fault follows from the bytes up to there, so that it does not
    /// depend on how they were cut.
    /// </summary>
    internal static Verdict Stop(int result, ReadOnlySpan<byte> bytes, MessageHead head, in HeadLimits limits)
    {
        if (result == FieldLines.Refused)
        {
            return Verdict.Invalid(head.Fault);
        }

        head.Scanned = bytes.Length;
        if (bytes.Length < BytesMax(limits))
        {
            return Verdict.NeedMore;
        }

        head.Fault = head is RequestHead && !head.HasStartLine ? HttpFault.TargetTooLong : HttpFault.HeadTooLarge;
        return Verdict.Invalid(head.Fault);
    }
}
