using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>A <c>resolvers</c> section (CFG 5.3.2). All times in ms.</summary>
public sealed class ResolversConfig
{
    public required Statement Where { get; init; }
    public required string Name { get; init; }
    public IReadOnlyList<NameserverConfig> Nameservers { get; internal set; } = [];

    /// <summary><c>accepted_payload_size</c>, bytes of an answer by UDP.</summary>
    public int PayloadBytes { get; internal set; } = 512;

    /// <summary><c>resolve_retries</c>.</summary>
    public int Retries { get; internal set; } = 3;

    /// <summary><c>timeout resolve</c>: between two resolutions of a name.</summary>
    public int ResolveMs { get; internal set; } = 1000;

    /// <summary><c>timeout retry</c>: how long an answer is waited for.</summary>
    public int RetryMs { get; internal set; } = 1000;

    public int HoldValidMs { get; internal set; } = 10_000;
    public int HoldObsoleteMs { get; internal set; }
    public int HoldNxMs { get; internal set; } = 30_000;
    public int HoldTimeoutMs { get; internal set; } = 30_000;
    public int HoldRefusedMs { get; internal set; } = 30_000;
    public int HoldOtherMs { get; internal set; } = 30_000;
}

/// <summary><c>nameserver NAME ADDRESS</c>.</summary>
public sealed record NameserverConfig(Statement Where, string Name, AddressConfig Address);
