namespace Engine.IO.Tls;

/// <summary>
/// The sessions of one loop that spoke last. They keep the buffers that OpenSSL reads and writes with; all others have given theirs
/// back. To take and give back some 17 KB for every message costs a loop with few busy connections 3 % of a small request, and to keep
/// them for every idle connection would cost its memory.
/// </summary>
internal sealed class TlsWarmSessions
{
    /// <summary>Two buffers each: 2 MB per loop at most. A power of two.</summary>
    private const int CountMax = 64;

    private readonly TlsSession?[] _sessions = new TlsSession?[CountMax];
    private int _next;

    /// <summary>The one that came in longest ago makes room. Where the session stands, for <see cref="Remove"/>.</summary>
    internal int Add(TlsSession session)
    {
        int place = _next;
        _next = (place + 1) & (CountMax - 1);
        _sessions[place]?.Cool();
        _sessions[place] = session;
        return place;
    }

    internal void Remove(int place) => _sessions[place] = null;
}
