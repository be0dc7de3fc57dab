namespace Engine.Http;

/// <summary>What the Transfer-Encoding fields of a message come to (RFC 9112 section 6.1).</summary>
public enum TransferCoding : byte
{
    /// <summary>There is no such field.</summary>
    None,

    /// <summary>"chunked", once, and nothing else.</summary>
    Chunked,
}
