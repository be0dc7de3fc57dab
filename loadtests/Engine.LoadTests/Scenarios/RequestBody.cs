namespace Engine.LoadTests.Scenarios;

/// <summary>What a request carries.</summary>
/// <param name="Bytes">The content itself; null when it is <paramref name="Length"/> bytes of filling.</param>
/// <param name="Length">Bytes; 0 = no body.</param>
/// <param name="ChunkBytes">Size of the chunks it is sent in; 0 = with a Content-Length.</param>
internal sealed record RequestBody(byte[]? Bytes, long Length, int ChunkBytes)
{
    public static readonly RequestBody None = new(null, 0, 0);
}
