using Engine.Http;

namespace Engine.Proxy.Exchanges;

/// <summary>Where the parts of a request line stand in the bytes of its head. Edits stand behind the head, so this stays true whatever rules do. All 0 = there is no line.</summary>
internal readonly record struct ReceivedLine(int Start, int MethodEnd, int TargetStart, int TargetEnd)
{
    /// <summary>RFC 9112 section 2.3: a blank, and eight bytes such as HTTP/1.1.</summary>
    private const int VersionBytes = 8;

    internal int VersionStart => TargetEnd == 0 ? 0 : TargetEnd + 1;

    internal int End => TargetEnd == 0 ? 0 : TargetEnd + 1 + VersionBytes;

    /// <summary>Of a whole head that nobody has edited yet.</summary>
    internal static ReceivedLine Of(RequestHead request)
    {
        (int start, int methodEnd, int targetStart, int targetEnd) = request.StartLinePlaces;
        return new ReceivedLine(start, methodEnd, targetStart, targetEnd);
    }
}
