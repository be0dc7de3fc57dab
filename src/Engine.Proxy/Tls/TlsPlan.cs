using System.Collections.Generic;
using Engine.IO.Tls;

namespace Engine.Proxy.Tls;

/// <summary>What TLS of all listeners shares. Made only when a configuration uses TLS.</summary>
public sealed class TlsPlan
{
    internal TlsPlan(TlsGateShared gate, TicketRotationShared tickets, CertificateStoreShared certificates, TrustStoreShared trusts)
    {
        Trusts = trusts;
        Gate = gate;
        Tickets = tickets;
        Certificates = certificates;
    }

    /// <summary>Files of authorities and of revocation lists, for the runtime API.</summary>
    public TrustStoreShared Trusts { get; }

    /// <summary>Files of ticket keys, each once, in the order of the configuration.</summary>
    public IReadOnlyList<KeyValuePair<string, TicketKeysShared>> TicketFiles { get; init; } = [];

    /// <summary>How many may come.</summary>
    public TlsGateShared Gate { get; }

    /// <summary>Keys of session tickets, for listeners without a file of their own.</summary>
    public TicketRotationShared Tickets { get; }

    /// <summary>Certificates by the path they came from, for the runtime API.</summary>
    public CertificateStoreShared Certificates { get; }
}
