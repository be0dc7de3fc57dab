using Engine.Http;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>What is to be known about an exchange of which one message was not HTTP.</summary>
internal static class InvalidMessages
{
    internal static InvalidMessage Of(Exchange exchange, HttpFault fault) =>
        new(exchange.Place.Loop.Clock.UtcNow, fault, exchange.Client.Address, exchange.Backend?.Name ?? "<NONE>", exchange.Server?.Name ?? "<NONE>");
}
