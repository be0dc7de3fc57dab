namespace Engine.Proxy.Exchanges;

/// <summary>What the server side is waited for, and so what its timer means when it comes due.</summary>
internal enum ServerWait : byte
{
    None,

    /// <summary>A rule that pauses, or that needs more bytes.</summary>
    Rule,

    /// <summary><c>timeout queue</c>: a slot of a full server.</summary>
    Slot,

    /// <summary><c>timeout connect</c>.</summary>
    Connect,

    /// <summary>The pause before the same server is tried again.</summary>
    RetryPause,

    /// <summary><c>timeout server</c>: room for more of the request.</summary>
    Request,

    /// <summary><c>timeout server</c>: the response head.</summary>
    Response,

    /// <summary><c>timeout server</c>: more of the response body.</summary>
    ResponseBody,

    /// <summary><c>timeout server</c>, <c>server-fin</c> or <c>tunnel</c>.</summary>
    Tunnel,
}
