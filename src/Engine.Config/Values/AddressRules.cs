namespace Engine.Config.Values;

/// <summary>What an address may be at one place of the configuration.</summary>
/// <param name="Name">For messages: "a bind address".</param>
public sealed record AddressRules(string Name)
{
    /// <summary><c>bind</c>: a port or several, or a socket of another kind.</summary>
    public static AddressRules Bind { get; } = new("a bind address") { PortIsRequired = true, PortRange = true, Descriptor = true };

    /// <summary><c>server</c>: without a port, or with an offset, the client's destination port counts.</summary>
    public static AddressRules Server { get; } = new("a server address") { PortOffset = true, Passing = true };

    /// <summary><c>source</c>: an IP address to connect from, with a port or several or none.</summary>
    public static AddressRules Source { get; } = new("a source address") { PortRange = true, LocalSocket = false };

    /// <summary><c>addr</c>, <c>agent-addr</c>: where a server is checked, with a port or none.</summary>
    public static AddressRules Check { get; } = new("an address to check");

    /// <summary><c>log</c>: datagrams; <c>fd@</c> writes to a descriptor.</summary>
    public static AddressRules Log { get; } = new("a log address") { Descriptor = true, Datagram = true };

    /// <summary><c>nameserver</c>: datagrams, or a stream behind <c>tcp@</c>.</summary>
    public static AddressRules Nameserver { get; } = new("a name server's address") { Datagram = true, LocalSocket = false };

    /// <summary><c>mailer</c>: one TCP port.</summary>
    public static AddressRules Mailer { get; } = new("a mail server's address") { PortIsRequired = true, LocalSocket = false };

    /// <summary><c>stats socket</c>.</summary>
    public static AddressRules Control { get; } = new("an address or path for the runtime API") { PortIsRequired = true, Descriptor = true };

    /// <summary>A port must be written, and cannot be 0.</summary>
    public bool PortIsRequired { get; init; }

    /// <summary><c>:80-90</c>.</summary>
    public bool PortRange { get; init; }

    /// <summary><c>:+80</c>, <c>:-80</c>.</summary>
    public bool PortOffset { get; init; }

    /// <summary><c>sockpair@</c> alone: the other end takes connections.</summary>
    public bool Passing { get; init; }

    /// <summary><c>fd@</c>, and <c>sockpair@</c> where streams are meant.</summary>
    public bool Descriptor { get; init; }

    /// <summary><c>unix@ abns@</c> and paths.</summary>
    public bool LocalSocket { get; init; } = true;

    /// <summary>Datagrams (<c>udp@</c>) are meant; else streams (<c>tcp@</c>).</summary>
    public bool Datagram { get; init; }
}
