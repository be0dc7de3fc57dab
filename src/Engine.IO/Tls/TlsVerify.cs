namespace Engine.IO.Tls;

/// <summary><c>verify</c>: what is asked of the other side's certificate.</summary>
public enum TlsVerify : byte
{
    None,

    /// <summary>A client may come without one; one that it shows must be good.</summary>
    Optional,

    Required,
}
