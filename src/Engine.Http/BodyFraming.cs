namespace Engine.Http;

/// <summary>What <see cref="Framing"/> decided about a message.</summary>
public readonly struct BodyFraming
{
    internal BodyFraming(BodyKind kind, long length = 0, bool closeAfter = false, HttpFault fault = HttpFault.None)
    {
        Kind = kind;
        Length = length;
        CloseAfter = closeAfter;
        Fault = fault;
    }

    public BodyKind Kind { get; }

    /// <summary>The same message when it is passed on in chunks.</summary>
    public BodyFraming Rechunked => new(BodyKind.Chunked, closeAfter: CloseAfter);

    /// <summary>Bytes of the body when <see cref="Kind"/> is <see cref="BodyKind.Length"/>; else 0.</summary>
    public long Length { get; }

    /// <summary>Why the message must be refused, or <see cref="HttpFault.None"/>.</summary>
    public HttpFault Fault { get; }

    /// <summary>True when the connection it came on must not carry another message, whatever Connection says.</summary>
    public bool CloseAfter { get; }
}
