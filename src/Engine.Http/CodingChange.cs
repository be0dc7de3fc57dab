namespace Engine.Http;

/// <summary>What the writer does to Transfer-Encoding.</summary>
public enum CodingChange : byte
{
    /// <summary>The body goes out framed as it came in.</summary>
    Keep,

    /// <summary>The body goes out in chunks: Transfer-Encoding is set, Content-Length goes.</summary>
    AddChunked,

    /// <summary>The body came in chunks and goes out without: Transfer-Encoding and Trailer go.</summary>
    Remove,
}
