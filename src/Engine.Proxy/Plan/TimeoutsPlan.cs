using Engine.Config.Model;

namespace Engine.Proxy.Plan;

/// <summary>Timeouts with their fallbacks worked in (semantics: timers). All in ms; 0 = infinite.</summary>
public readonly record struct TimeoutsPlan
{
    public int ClientMs { get; init; }
    public int ClientFinMs { get; init; }
    public int ClientHandshakeMs { get; init; }
    public int HttpRequestMs { get; init; }
    public int HttpKeepAliveMs { get; init; }
    public int ConnectMs { get; init; }
    public int QueueMs { get; init; }
    public int ServerMs { get; init; }
    public int ServerFinMs { get; init; }
    public int TunnelMs { get; init; }
    public int TarpitMs { get; init; }

    internal static TimeoutsPlan From(TimeoutsConfig config) => new()
    {
        ClientMs = config.ClientMs ?? 0,
        ClientFinMs = config.ClientFinMs ?? 0,
        ClientHandshakeMs = config.ClientHandshakeMs ?? config.ClientMs ?? 0,
        HttpRequestMs = config.HttpRequestMs ?? config.ClientMs ?? 0,
        HttpKeepAliveMs = config.HttpKeepAliveMs ?? config.HttpRequestMs ?? config.ClientMs ?? 0,
        ConnectMs = config.ConnectMs ?? 0,
        QueueMs = config.QueueMs ?? config.ConnectMs ?? 0,
        ServerMs = config.ServerMs ?? 0,
        ServerFinMs = config.ServerFinMs ?? 0,
        TunnelMs = config.TunnelMs ?? 0,
        TarpitMs = config.TarpitMs ?? config.ConnectMs ?? 0,
    };
}
