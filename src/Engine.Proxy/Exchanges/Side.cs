namespace Engine.Proxy.Exchanges;

/// <summary>Who caused an end. There are two sides only, and the proxy between them.</summary>
public enum Side : byte
{
    None,
    Client,
    Server,
    Proxy,
}
