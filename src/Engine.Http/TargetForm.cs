namespace Engine.Http;

/// <summary>The four forms of a request target (RFC 9112 section 3.2).</summary>
public enum TargetForm : byte
{
    /// <summary>/path?query</summary>
    Origin,

    /// <summary>http://authority/path?query</summary>
    Absolute,

    /// <summary>host:port, with CONNECT only.</summary>
    Authority,

    /// <summary>*, with OPTIONS only.</summary>
    Asterisk,
}
