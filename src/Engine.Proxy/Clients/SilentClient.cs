using Engine.Proxy.Exchanges;
using Engine.Proxy.Logs;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Clients;

/// <summary>A client that closes without a word: counted and logged, unless that is not wanted.</summary>
internal static class SilentClient
{
    /// <summary>No request will come.</summary>
    /// <param name="isFirst">None came before, either.</param>
    internal static void OnClosed(ProxyLoop place, ClientConnection client, bool isFirst)
    {
        if (!isFirst || !client.Pipe.PeerClosed)
        {
            return;
        }

        if (!client.Frontend.IgnoreProbes)
        {
            client.Trackers?.CountEmpty(place.Loop.Clock.NowMs);
        }

        // CFG 4.2 option dontlognull.
        if (client.Frontend.Log is { Line: not null, SkipsEmpty: false } or { Steps: not null, SkipsEmpty: false })
        {
            Log(place, client);
        }
    }

    /// <summary>The line about a connection that brought no request: of an exchange that never was.</summary>
    internal static void Log(ProxyLoop place, ClientConnection client)
    {
        Exchange exchange = place.RentExchange();
        exchange.RunEmpty(client);
        place.Return(exchange);
    }
}
