using Engine.Http;
using Engine.IO.Addressing;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Samples;
using Engine.Proxy.State;

namespace Engine.Proxy.Stages;

/// <summary>What a balancer may look at.</summary>
public readonly ref struct PickRequest
{
    /// <summary>Address of the client.</summary>
    public required EndpointAddress Client { get; init; }

    /// <summary>The request; null in TCP mode.</summary>
    public RequestHead? Head { get; init; }

    /// <summary>The exchange, for those that look further; null where somebody merely asks.</summary>
    public Exchange? Exchange { get; init; }

    /// <summary>For sample expressions; only with an <see cref="Exchange"/>.</summary>
    public SampleContext Context => new(Exchange!, RulePoints.UseServer) { IsFinal = true };

    /// <summary>A server that has just failed this exchange: taken only when there is no other.</summary>
    public ServerState? Avoid { get; init; }
}
