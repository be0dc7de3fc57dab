using System.Collections.Generic;
using Engine.IO.Tls;

namespace Engine.Proxy.Tls;

/// <summary>What TLS of all listeners shares. Made only when a configuration uses TLS.</summary>
public sealed class TlsPlan
{
    internal TlsPlan(TlsGateShared gate, TicketRotationShared tickets, CertificateStoreShared certificates)
    {
        Gate = gate;
        Tickets = tickets;
        Certificates = certificates;
    }

    /// <summary>Files of authorities and of revocation lists.</summary>
    public IReadOnlyList<TlsTrustFile> TrustFiles { get; init; } = [];

    /// <summary>How many may come.</summary>
    public TlsGateShared Gate { get; }

    /// <summary>Keys of session tickets, for listeners without a file of their own.</summary>
    public TicketRotationShared Tickets { get; }

    /// <summary>Certificates by the path they came from, for the runtime API.</summary>
    public CertificateStoreShared Certificates { get; }
}
