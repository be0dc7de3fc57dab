namespace Engine.Http;

/// <summary>How the end of a body is found (RFC 9112 section 6.3).</summary>
public enum BodyKind : byte
{
    None,

    /// <summary>A known number of bytes.</summary>
    Length,

    /// <summary>In chunks: <see cref="ChunkedDecoder"/>.</summary>
    Chunked,

    /// <summary>All that comes until the sender closes; responses only.</summary>
    UntilClose,

    /// <summary>No HTTP any more in either direction.</summary>
    Tunnel,
}
