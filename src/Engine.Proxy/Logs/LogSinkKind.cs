namespace Engine.Proxy.Logs;

/// <summary>How lines travel.</summary>
public enum LogSinkKind : byte
{
    /// <summary>One datagram each, to an address or a unix socket.</summary>
    Datagram,

    /// <summary>Into an inherited descriptor.</summary>
    Descriptor,

    /// <summary>Over a connection, each with a line feed behind it.</summary>
    Stream,

    /// <summary>Over a connection, each with its length before it (RFC 6587 section 3.4.1).</summary>
    CountedStream,
}
