namespace Engine.IO.DomainNames;

/// <summary>What an answer comes to.</summary>
public enum DnsStatus : byte
{
    /// <summary>There are records of what was asked for.</summary>
    Valid,

    /// <summary>There is no such name (NXDOMAIN).</summary>
    NoName,

    /// <summary>The server does not answer that to us (REFUSED).</summary>
    Refused,

    /// <summary>No record of that kind, a failure of the server, or an answer that cannot be read.</summary>
    Other,

    /// <summary>None came.</summary>
    Timeout,

    /// <summary>The answer is longer than a datagram: it is to be asked for by TCP.</summary>
    Truncated,
}
