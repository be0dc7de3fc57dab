namespace Engine.Http;

/// <summary>What <see cref="ChunkedDecoder.Next"/> found.</summary>
public enum ChunkStepKind : byte
{
    /// <summary>A slice of payload; there may be more behind it.</summary>
    Data,

    /// <summary>A trailer line, checked, without its CR LF; there may be more behind it.</summary>
    Trailer,

    /// <summary>The body is over.</summary>
    End,

    /// <summary>Call again with what was not consumed and more behind it.</summary>
    NeedMore,

    /// <summary>The peer broke the protocol; the end of the body will never be known.</summary>
    Invalid,
}
