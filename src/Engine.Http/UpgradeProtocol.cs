namespace Engine.Http;

/// <summary>What an HTTP/1.1 request asks to upgrade to, when Connection and Upgrade agree (RFC 9110 section 7.8).</summary>
public enum UpgradeProtocol : byte
{
    None,
    WebSocket,

    /// <summary>HTTP/2 in clear text. The proxy does not forward it: drop the field by not asking the writer for an upgrade.</summary>
    H2c,
    Other,
}
