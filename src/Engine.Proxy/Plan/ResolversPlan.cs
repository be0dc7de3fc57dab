using System.Collections.Generic;
using Engine.IO.Addressing;

namespace Engine.Proxy.Plan;

/// <summary>A <c>resolvers</c> section, compiled (CFG 5.3.2). All times in ms.</summary>
public sealed class ResolversPlan
{
    public required string Name { get; init; }

    /// <summary>All of them are asked at once.</summary>
    public required IReadOnlyList<NameserverPlan> Nameservers { get; init; }

    /// <summary>Bytes of an answer by UDP.</summary>
    public int PayloadBytes { get; init; } = 512;

    /// <summary>Queries before a resolution has failed.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Between two resolutions of a name.</summary>
    public int ResolveMs { get; init; } = 1000;

    /// <summary>How long an answer is waited for.</summary>
    public int RetryMs { get; init; } = 1000;

    /// <summary>How long the last good answer serves rules without a further query.</summary>
    public int HoldValidMs { get; init; } = 10_000;

    /// <summary>How long an address that is not in answers any more stays.</summary>
    public int HoldObsoleteMs { get; init; }

    public int HoldNxMs { get; init; } = 30_000;
    public int HoldTimeoutMs { get; init; } = 30_000;
    public int HoldRefusedMs { get; init; } = 30_000;
    public int HoldOtherMs { get; init; } = 30_000;
}

/// <summary>One name server.</summary>
/// <param name="Name">As messages show it.</param>
/// <param name="IsStream">True: asked by TCP only.</param>
public sealed record NameserverPlan(string Name, SocketEndpoint Endpoint, bool IsStream);
