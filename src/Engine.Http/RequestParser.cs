using System;
using System.Runtime.CompilerServices;

namespace Engine.Http;

/// <summary>
/// Parses request heads (RFC 9112 sections 2, 3 and 5). Pure: the verdict is a function of the bytes and the limits.
/// </summary>
public static unsafe class RequestParser
{
    /// <summary>"HTTP/1.1" and CR LF.</summary>
    private const int PlainVersionBytes = 10;

    /// <summary>
    /// Looks at a buffer that starts with a request head. Resumable: after <see cref="VerdictKind.NeedMore"/> call again with the same
    /// bytes (anywhere in memory) and more behind them; every byte is looked at a bounded number of times however they arrive.
    /// Never reads outside the span, never allocates, never throws.
    /// </summary>
    /// <param name="buffer">Its first byte is the same in all calls for one head.</param>
    /// <param name="head">Reset before the first call.</param>
    /// <param name="limits">The same in all calls for one head.</param>
    public static Verdict Parse(ReadOnlySpan<byte> buffer, RequestHead head, in HeadLimits limits)
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
                int result = PlainGet(start, bytes.Length, head);
                if (result == 0)
                {
                    result = StartLine(start, bytes.Length, head, limits.AcceptUnsafe);
                }

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

    /// <summary>
    /// The start line as most requests have it: GET, a path and HTTP/1.1, one space between them. Offset of the next line; 0: it is
    /// another one, or not there in full.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlainGet(byte* start, int length, RequestHead head)
    {
        byte* method = start + (uint)head.Position;
        byte* end = start + (uint)length;
        byte* target = method + sizeof(uint);
        if (end - target <= PlainVersionBytes || *(uint*)method != StartLines.Get || *target != '/')
        {
            return 0;
        }

        byte* targetEnd = ByteScan.End<TargetClass>(start, target, end);
        byte* next = targetEnd + 1 + PlainVersionBytes;
        if (next > end || *targetEnd != ' ' || *(ulong*)(targetEnd + 1) != StartLines.Http11 || ((ushort*)next)[-1] != StartLines.CrLf)
        {
            return 0;
        }

        int offset = (int)(method - start);
        head.SetMethod(offset, "GET"u8.Length, HttpMethod.Get);
        head.SetTarget(offset + sizeof(uint), (int)(targetEnd - target), default);
        head.Version = HttpVersion.Http11;
        head.SetPlainStartLine(offset, (int)(next - start));
        return (int)(next - start);
    }

    /// <summary>method SP target SP version (RFC 9112 section 3); runs of blanks count as one, like in HAProxy. Offset of the next line.</summary>
    private static int StartLine(byte* start, int length, RequestHead head, bool acceptUnsafe)
    {
        int method = HeadParsing.SkipBlankLines(start, length, head);
        if (method < 0)
        {
            return method;
        }

        int methodEnd = ByteScan.End<TokenClass>(start, method, length);
        if (methodEnd >= length)
        {
            return HeadParsing.Wait(head, HeadStops.Token);
        }

        if (methodEnd == method || !TokenList.IsBlank(start[methodEnd]))
        {
            return Refuse(head, start[methodEnd] is (byte)'\r' or (byte)'\n' ? HttpFault.StartLineIncomplete : HttpFault.MethodInvalid);
        }

        int target = SkipBlanks(start, methodEnd + 1, length);
        int targetEnd = TargetEnd(start, target, length, head, acceptUnsafe);
        if (targetEnd < 0)
        {
            return targetEnd;
        }

        var name = new ReadOnlySpan<byte>(start + method, methodEnd - method);
        head.SetMethod(method, methodEnd - method, HttpMethods.Recognise(name));
        if (head.Method == HttpMethod.Other && name.SequenceEqual("PRI"u8))
        {
            return Refuse(head, HttpFault.Http2Preface);
        }

        int next = PlainVersion(start, targetEnd, length);
        if (next > 0)
        {
            head.Version = HttpVersion.Http11;
            if (start[(uint)methodEnd] == ' ' && target == methodEnd + 1)
            {
                head.SetPlainStartLine(method, next);
            }
        }
        else
        {
            next = Version(start, SkipBlanks(start, targetEnd, length), length, head, acceptUnsafe);
            if (next < 0)
            {
                return next;
            }
        }

        HttpFault fault = RequestTarget.Parse(new(start + target, targetEnd - target), head.Method, acceptUnsafe, out RequestTarget parts);
        head.SetTarget(target, targetEnd - target, parts);
        return fault == HttpFault.None ? next : Refuse(head, fault);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TargetEnd(byte* start, int target, int length, RequestHead head, bool acceptUnsafe)
    {
        int end = ByteScan.End<TargetClass>(start, target, length);
        if (end < length && end > target && TokenList.IsBlank(start[end]))
        {
            return end;
        }

        return OddTargetSlow(start, end, length, head, acceptUnsafe);
    }

    /// <summary>The scan stopped at something else than a blank. Unsafe mode lets fragments and bytes above 127 pass.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int OddTargetSlow(byte* start, int end, int length, RequestHead head, bool acceptUnsafe)
    {
        while (end < length && acceptUnsafe && start[end] is (byte)'#' or > 0x7F)
        {
            end = ByteScan.End<TargetClass>(start, end + 1, length);
        }

        if (end >= length)
        {
            return HeadParsing.Wait(head, TokenList.IsBlank(start[length - 1]) ? HeadStops.Blanks : acceptUnsafe ? HeadStops.LaxTarget : HeadStops.Target);
        }

        return start[end] switch
        {
            (byte)' ' or (byte)'\t' => end,
            (byte)'\r' or (byte)'\n' => Refuse(head, HttpFault.StartLineIncomplete),
            (byte)'#' => Refuse(head, HttpFault.TargetFragment),
            _ => Refuse(head, HttpFault.TargetCharacter),
        };
    }

    /// <summary>The rest of the line as nearly everybody writes it, one space and HTTP/1.1: offset of the next line, else -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlainVersion(byte* start, int targetEnd, int length)
    {
        byte* version = start + (uint)targetEnd + 1;
        int next = targetEnd + 1 + PlainVersionBytes;
        return next <= length && *(ulong*)version == StartLines.Http11 && *(ushort*)(version + sizeof(ulong)) == StartLines.CrLf && version[-1] == ' '
            ? next
            : -1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Version(byte* start, int version, int length, RequestHead head, bool acceptUnsafe)
    {
        var rest = new ReadOnlySpan<byte>(start + version, length - version);
        int matched = StartLines.VersionPrefix(rest);
        if (matched < StartLines.VersionLength)
        {
            return matched == rest.Length ? HeadParsing.Wait(head, matched == 0 ? HeadStops.Blanks : null)
                : Refuse(head, matched == 0 && rest[0] is (byte)'\r' or (byte)'\n' ? HttpFault.StartLineIncomplete : HttpFault.VersionSyntax);
        }

        int next = StartLines.BehindLine(rest, StartLines.VersionLength);
        if (next <= 0)
        {
            return next == 0 ? HeadParsing.Wait(head, null)
                : Refuse(head, rest[StartLines.VersionLength] == '\r' ? HttpFault.BareCr : HttpFault.VersionSyntax);
        }

        HttpFault fault = StartLines.JudgeRequestVersion(rest, acceptUnsafe, out HttpVersion parsed);
        head.Version = parsed;
        return fault == HttpFault.None ? version + next : Refuse(head, fault);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipBlanks(byte* start, int position, int length)
    {
        while (position < length && TokenList.IsBlank(start[position]))
        {
            position++;
        }

        return position;
    }

    private static int Refuse(RequestHead head, HttpFault fault)
    {
        head.Fault = fault;
        return FieldLines.Refused;
    }
}
