namespace Engine.Http.Tests;

/// <summary>What reads the bytes of a case.</summary>
public enum WireReader
{
    Request,
    Response,
    Chunked,
}
