using System;

namespace Engine.IO.Polling;

/// <summary>What became possible on a descriptor since it was last reported (edges, not levels). Where epoll has a bit of the same meaning it has the same value.</summary>
[Flags]
public enum ReadyFlags : byte
{
    None = 0,
    Readable = 1,

    /// <summary>Urgent data came (RFC 9293 section 3.8.5): a receive stops at its mark, with bytes behind it that no further edge tells of.</summary>
    Urgent = 2,
    Writable = 4,

    /// <summary>Reset or error; the next receive or send tells which.</summary>
    Failed = 8,

    /// <summary>The peer sent FIN: an end of file waits behind what is still to be read.</summary>
    PeerClosed = 16,
}
