using System.Globalization;
using Engine.Config.Model;
using Engine.Proxy.Loops;

namespace Engine.Proxy.Logs;

/// <summary>What the process itself has to say, in HAProxy's words: those who watch logs for them find them.</summary>
internal static class ProxyMessages
{
    internal static void Stopped(ProxyLoop place)
    {
        if (place.IsStopping)
        {
            return;
        }

        foreach (ProxyLifePlan proxy in place.Plan.Logs.Proxies)
        {
            long accepted = proxy.Frontend?.Accepted.Value ?? 0;
            long taken = proxy.Backend?.Taken.Value ?? 0;
            place.Log.Say(proxy.Log, LogLevel.Warning, string.Create(CultureInfo.InvariantCulture, $"Proxy {proxy.Name} stopped (cumulated conns: FE: {accepted}, BE: {taken})."));
        }
    }
}
