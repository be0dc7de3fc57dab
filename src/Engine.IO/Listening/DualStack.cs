namespace Engine.IO.Listening;

/// <summary>Whether an IPv6 socket takes IPv4 clients too.</summary>
public enum DualStack : byte
{
    /// <summary>As net.ipv6.bindv6only says; Linux ships with "yes, both".</summary>
    SystemDefault,

    /// <summary><c>v6only</c>; wins when both keywords are written.</summary>
    V6Only,

    /// <summary><c>v4v6</c>.</summary>
    V4V6,
}
