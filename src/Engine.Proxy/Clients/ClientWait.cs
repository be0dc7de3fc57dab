namespace Engine.Proxy.Clients;

/// <summary>What the client side is waited for, and so what its timer means when it comes due.</summary>
internal enum ClientWait : byte
{
    None,

    /// <summary>What must come before the session: a PROXY header (<c>timeout client</c>), the TLS handshake (<c>timeout client-hs</c>).</summary>
    Handshake,

    /// <summary><c>timeout http-request</c>: the rest of the request head; from accept on for the first request.</summary>
    RequestHead,

    /// <summary><c>timeout http-keep-alive</c>: the first byte of a further request.</summary>
    NextRequest,

    /// <summary><c>timeout client</c>: more of the request body.</summary>
    RequestBody,

    /// <summary><c>timeout client</c>: room for more of the response.</summary>
    Response,

    /// <summary><c>timeout client</c>, <c>client-fin</c> or <c>tunnel</c>: bytes of a tunnel, either way.</summary>
    Tunnel,

    /// <summary>Reading away what the client still sends after the last response, before closing.</summary>
    Linger,
}
