namespace Engine.Proxy.Exchanges;

/// <summary>What the client brought of the persistence cookie: the third character of the termination state (CFG 8.5).</summary>
public enum RequestCookieState : byte
{
    /// <summary>None.</summary>
    None = (byte)'N',

    /// <summary>One that is no server's.</summary>
    Invalid = (byte)'I',

    /// <summary>That of a server that is down.</summary>
    Down = (byte)'D',

    /// <summary>That of a server that can serve.</summary>
    Valid = (byte)'V',

    /// <summary>One that was not used for too long.</summary>
    Expired = (byte)'E',

    /// <summary>One that is too old.</summary>
    Old = (byte)'O',

    /// <summary>One that does not count: rules say so, or have chosen a server.</summary>
    Unused = (byte)'U',
}
