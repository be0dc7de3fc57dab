using System;

namespace Engine.Http;

/// <summary>What changes between the request that was received and the one that is sent.</summary>
public readonly ref struct RequestRewrite
{
    public RequestRewrite()
    {
    }

    /// <summary>Of the request line.</summary>
    public HttpVersion Version { get; init; } = HttpVersion.Http11;

    public ConnectionOption Connection { get; init; }

    /// <summary><c>option http-use-proxy-header</c>: the field is Proxy-Connection.</summary>
    public bool UsesProxyConnection { get; init; }

    public CodingChange Coding { get; init; }

    /// <summary>Complete lines, each with CR LF, that go behind all others; the caller vouches for them.</summary>
    public ReadOnlySpan<byte> ExtraLines { get; init; }
}
