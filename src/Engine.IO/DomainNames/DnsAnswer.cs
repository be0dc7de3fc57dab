using System.Collections.Generic;

namespace Engine.IO.DomainNames;

/// <summary>An answer to one question.</summary>
/// <param name="Records">What was asked for, aliases followed; in the server's order. Empty unless valid.</param>
/// <param name="Additional">Addresses that came along.</param>
public sealed record DnsAnswer(DnsStatus Status, IReadOnlyList<DnsRecord> Records, IReadOnlyList<DnsRecord> Additional)
{
    /// <summary>No records.</summary>
    public static DnsAnswer Of(DnsStatus status) => new(status, [], []);
}
