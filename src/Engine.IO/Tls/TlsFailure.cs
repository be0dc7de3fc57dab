namespace Engine.IO.Tls;

/// <summary>How a handshake ended.</summary>
public enum TlsFailure : byte
{
    /// <summary>It did not fail.</summary>
    None,

    /// <summary>The wait was cancelled: it took too long, or nobody wants it any more.</summary>
    Canceled,

    /// <summary>The other side closed before it was done.</summary>
    Closed,

    /// <summary>The connection broke before it was done.</summary>
    Broken,

    /// <summary>The certificate of the other side itself is not accepted.</summary>
    Certificate,

    /// <summary>An authority above the certificate of the other side is not accepted.</summary>
    Authority,

    /// <summary>The server's certificate is valid, but for other names.</summary>
    Name,

    /// <summary>No common ground, a broken message, or an alert of the other side.</summary>
    Protocol,
}
