namespace Engine.IO.Addressing;

/// <summary>Address families of stream sockets, by their Linux numbers (sa_family_t).</summary>
public enum SocketFamily : ushort
{
    /// <summary>None known: an empty address, or "any family" as a wish.</summary>
    Unspecified = 0,

    /// <summary>AF_UNIX: a path, an abstract name, or nothing (an unbound peer).</summary>
    Unix = 1,

    /// <summary>AF_INET.</summary>
    IPv4 = 2,

    /// <summary>AF_INET6.</summary>
    IPv6 = 10,

    /// <summary>Ours, not the kernel's: a descriptor over which connections are handed to another process (<c>sockpair@</c>).</summary>
    Passing = 0xffff,
}
