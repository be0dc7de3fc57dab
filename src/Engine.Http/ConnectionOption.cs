namespace Engine.Http;

/// <summary>What the Connection field says that the writer makes. The received one is never forwarded.</summary>
public enum ConnectionOption : byte
{
    /// <summary>No such field.</summary>
    None,
    Close,
    KeepAlive,

    /// <summary>And the Upgrade field stays.</summary>
    Upgrade,
}
