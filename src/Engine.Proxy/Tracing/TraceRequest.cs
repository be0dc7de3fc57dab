using Engine.IO.Addressing;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Tracing;

/// <summary>A request that nobody sent.</summary>
/// <param name="Frontend">Where it comes in.</param>
/// <param name="Listener">One of the frontend's.</param>
/// <param name="Source">The client's address.</param>
/// <param name="Destination">The address it connected to.</param>
public sealed record TraceRequest(FrontendPlan Frontend, ListenerPlan Listener, EndpointAddress Source, EndpointAddress Destination)
{
    /// <summary>As if it had come through TLS; there is no session that could be asked about it.</summary>
    public bool IsTls { get; init; }

    /// <summary>One end of a connected pair of stream sockets, non-blocking, with the whole request to be read and its end behind it. Closed with the trace.</summary>
    public required int Descriptor { get; init; }
}
