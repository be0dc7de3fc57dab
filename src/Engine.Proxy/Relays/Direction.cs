namespace Engine.Proxy.Relays;

/// <summary>Which way bytes go.</summary>
internal enum Direction : byte
{
    /// <summary>From client to server.</summary>
    Request,

    /// <summary>From server to client.</summary>
    Response,
}
