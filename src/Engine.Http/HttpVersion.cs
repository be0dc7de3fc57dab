namespace Engine.Http;

/// <summary>The version a message is treated as. Anything else is refused by the parsers (RFC 9112 section 2.3).</summary>
public enum HttpVersion : byte
{
    Http10 = 10,
    Http11 = 11,
}
