using System;

namespace Engine.Http;

/// <summary>What the Connection fields of a message say (RFC 9110 section 7.6.1).</summary>
[Flags]
public enum ConnectionTokens : byte
{
    None = 0,
    Close = 1,
    KeepAlive = 2,
    Upgrade = 4,

    /// <summary>Names at least one other field, which then belongs to this connection only and is not forwarded.</summary>
    Named = 8,
}
