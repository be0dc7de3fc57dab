namespace Engine.Proxy.Exchanges;

/// <summary>Whether a failed attempt may be made again, elsewhere or anew.</summary>
public enum Retry : byte
{
    /// <summary>Never: the answer has begun, or the fault is not the server's.</summary>
    Never,

    /// <summary>Nothing of the request has reached a server: always safe (CFG retries).</summary>
    Connect,

    /// <summary>The request may have reached the server but no byte came back: safe only for idempotent methods on a reused connection (RFC 9110 section 9.2.2).</summary>
    IfIdempotent,
}
