using System;
using System.Text;
using Engine.Config.Model;
using Engine.Http;

namespace Engine.Proxy.Exchanges;

/// <summary><c>option checkcache</c>: a response that sets a cookie and that a cache might keep would give the cookie to others.</summary>
internal static class CacheableCookies
{
    internal static bool Has(Exchange exchange)
    {
        ResponseHead response = exchange.Response;
        if (response.IndexOf("Set-Cookie"u8) < 0 || !Cacheability.IsCacheable(exchange.Request.Method, response))
        {
            return false;
        }

        for (int i = response.IndexOf("Cache-Control"u8); i >= 0; i = response.IndexOf("Cache-Control"u8, i + 1))
        {
            // The one field that must not be kept may be named, others behind it (RFC 9111 section 5.2.2.4).
            ReadOnlySpan<byte> directives = response.ValueOf(response.Fields[i]);
            while (QuotedList.TryNext(ref directives, out ReadOnlySpan<byte> directive, out bool isClosed))
            {
                ReadOnlySpan<byte> named = "no-cache=\"set-cookie"u8;
                if (isClosed && directive.Length > named.Length && Ascii.EqualsIgnoreCase(directive[..named.Length], named) && directive[named.Length] is (byte)'"' or (byte)',')
                {
                    return false;
                }
            }
        }

        if (exchange.Frontend.Log is { } log)
        {
            exchange.Place.Log.Say(log, LogLevel.Alert, $"Blocking cacheable cookie in response from instance {exchange.Backend!.Name}, server {exchange.Server?.Name}.");
        }

        return true;
    }
}
