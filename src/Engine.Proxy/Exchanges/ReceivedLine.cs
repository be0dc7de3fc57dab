using System;
using Engine.Http;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Where the parts of a request line stand in the bytes of its head. Edits stand behind the head, so this stays true whatever rules do.
/// All 0 = there is no line.
/// </summary>
/// <param name="IsPlain">True exactly when the parts are one space apart (RFC 9112 section 3).</param>
internal readonly record struct ReceivedLine(int Start, int MethodEnd, int TargetStart, int TargetEnd, int VersionStart, bool IsPlain)
{
    /// <summary>RFC 9112 section 2.3: eight bytes such as HTTP/1.1.</summary>
    private const int VersionBytes = 8;

    internal int End => TargetEnd == 0 ? 0 : VersionStart + VersionBytes;

    /// <summary>Of a whole head that nobody has edited yet.</summary>
    internal static ReceivedLine Of(RequestHead request)
    {
        (int start, int methodEnd, int targetStart, int targetEnd) = request.StartLinePlaces;
        int version = request.VersionStart;
        ReadOnlySpan<byte> bytes = request.Bytes;
        bool isPlain = targetStart == methodEnd + 1 && bytes[methodEnd] == ' ' && version == targetEnd + 1 && bytes[targetEnd] == ' ';
        return new ReceivedLine(start, methodEnd, targetStart, targetEnd, version, isPlain);
    }
}
