namespace Engine.Proxy.Exchanges;

/// <summary>What was done with the persistence cookie of the response: the fourth character of the termination state (CFG 8.5).</summary>
public enum ResponseCookieState : byte
{
    /// <summary>None was there, and none was added.</summary>
    None = (byte)'N',

    /// <summary>The server's, left as it is.</summary>
    Present = (byte)'P',

    /// <summary>Added to a response to a client that has it, with new times.</summary>
    Updated = (byte)'U',

    /// <summary>Added.</summary>
    Inserted = (byte)'I',

    /// <summary>The server's, with another value or something in front of it.</summary>
    Replaced = (byte)'R',

    /// <summary>The server's, taken away.</summary>
    Deleted = (byte)'D',
}
