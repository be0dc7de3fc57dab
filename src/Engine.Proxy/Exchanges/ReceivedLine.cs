using System;
using Engine.Http;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Where the parts of a request line stand in the bytes of its head. Edits stand behind the head, so this stays true whatever rules do.
/// All 0 = there is no line.
/// </summary>
internal readonly record struct ReceivedLine(int Start, int MethodEnd, int TargetStart, int TargetEnd)
{
    /// <summary>RFC 9112 section 2.3: eight bytes such as HTTP/1.1.</summary>
    private const int VersionBytes = 8;

    /// <summary>Of a whole head that nobody has edited yet.</summary>
    internal static ReceivedLine Of(RequestHead request)
    {
        (int start, int methodEnd, int targetStart, int targetEnd) = request.StartLinePlaces;
        return new ReceivedLine(start, methodEnd, targetStart, targetEnd);
    }

    /// <summary>All of it.</summary>
    /// <param name="bytes">Those of the head; here and below.</param>
    internal ReadOnlySpan<byte> In(ReadOnlySpan<byte> bytes) => TargetEnd == 0 ? default : bytes[Start..(VersionStart(bytes) + VersionBytes)];

    internal ReadOnlySpan<byte> MethodIn(ReadOnlySpan<byte> bytes) => bytes[Start..MethodEnd];

    internal ReadOnlySpan<byte> TargetIn(ReadOnlySpan<byte> bytes) => bytes[TargetStart..TargetEnd];

    internal ReadOnlySpan<byte> VersionIn(ReadOnlySpan<byte> bytes) => TargetEnd == 0 ? default : bytes.Slice(VersionStart(bytes), VersionBytes);

    /// <summary>True exactly when the parts are one space apart (RFC 9112 section 3).</summary>
    internal bool IsPlainIn(ReadOnlySpan<byte> bytes) =>
        TargetEnd > 0 && TargetStart == MethodEnd + 1 && bytes[MethodEnd] == ' ' && bytes[TargetEnd] == ' ' && !IsBlank(bytes[TargetEnd + 1]);

    private static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t';

    /// <summary>Behind whatever blanks.</summary>
    private int VersionStart(ReadOnlySpan<byte> bytes)
    {
        int start = TargetEnd + 1;
        while (IsBlank(bytes[start]))
        {
            start++;
        }

        return start;
    }
}
