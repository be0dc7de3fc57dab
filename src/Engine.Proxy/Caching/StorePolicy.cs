using System;
using Engine.Http;
using Engine.Proxy.Exchanges;

namespace Engine.Proxy.Caching;

/// <summary>Whether a response may be kept, and for how long: CFG 6.1 and RFC 9111 section 3; where they differ, what keeps less.</summary>
internal static class StorePolicy
{
    /// <summary>True when a cache may answer the request: CFG 6.1 and what the client's Cache-Control asks for.</summary>
    internal static bool MayUse(Exchange exchange)
    {
        RequestHead request = exchange.Request;
        if (request.Method is not (HttpMethod.Get or HttpMethod.Head) || !IsPlain(exchange) || exchange.AsksForUpgrade || request.IndexOf(FieldName.Authorization) >= 0)
        {
            return false;
        }

        CacheDirectives said = CacheDirectives.Of(request);
        return !said.NoCache && !said.AsksForAge;
    }

    /// <summary>True when the response's fields and its request let it be kept for a while.</summary>
    /// <param name="secondsMax"><c>max-age</c>.</param>
    /// <param name="seconds">How long, from now on.</param>
    /// <param name="age">How old it is already, s.</param>
    internal static bool MayStore(Exchange exchange, int secondsMax, out long seconds, out long age)
    {
        seconds = 0;
        ResponseHead response = exchange.Response;
        CacheDirectives said = CacheDirectives.Of(response);
        if (!TryAge(response, out age) || exchange.Request.Method != HttpMethod.Get || response.Status != 200 || exchange.ServerStatus != 200 || !IsPlain(exchange)
            || said.NoStore || said.NoCache || said.IsPrivate || CacheDirectives.Of(exchange.Request).NoStore
            || (exchange.Request.IndexOf(FieldName.Authorization) >= 0 && !said.IsPublic))
        {
            return false;
        }

        long lifetime = said.Lifetime >= 0 ? said.Lifetime : LifetimeOfExpires(response, exchange.Place.Loop.Clock.UtcNow);
        if (lifetime < 0)
        {
            // No time is named: a validator must be there (CFG 6.1).
            lifetime = response.IndexOf(FieldName.ETag) >= 0 || response.IndexOf(FieldName.LastModified) >= 0 ? secondsMax + age : 0;
        }

        seconds = Math.Min(lifetime - age, secondsMax);
        return seconds > 0;
    }

    /// <summary>RFC 9110 section 9.2.1: methods that change nothing.</summary>
    internal static bool IsSafe(HttpMethod method) => method is HttpMethod.Get or HttpMethod.Head or HttpMethod.Options or HttpMethod.Trace;

    /// <summary>What If-Modified-Since is compared with (RFC 9111 section 4.3.2): Last-Modified, else Date, else when it came.</summary>
    internal static DateTime ModifiedUtc(ResponseHead response, DateTime now) =>
        TryDate(response, FieldName.LastModified, now, out DateTime date) || TryDate(response, FieldName.Date, now, out date) ? date : now;

    internal static bool TryDate(MessageHead head, FieldName name, DateTime now, out DateTime date)
    {
        date = default;
        int at = head.IndexOf(name);
        return at >= 0 && HttpDateReader.TryRead(head.ValueOf(head.Fields[at]), now.Year, out date);
    }

    /// <summary>HTTP/1.1 (CFG 6.1), and without a body: an answer to one would be kept for all who ask for the same target without it.</summary>
    private static bool IsPlain(Exchange exchange) => exchange.Request.Version >= HttpVersion.Http11 && exchange.RequestBody.Kind == BodyKind.None;

    /// <summary>-1 without Expires; 0 for a date that is past, or is none (RFC 9111 section 5.3).</summary>
    private static long LifetimeOfExpires(ResponseHead response, DateTime now)
    {
        if (response.IndexOf(FieldName.Expires) < 0)
        {
            return -1;
        }

        return TryDate(response, FieldName.Expires, now, out DateTime date) && date > now ? (long)(date - now).TotalSeconds : 0;
    }

    /// <summary>False when Age cannot be read: nobody knows how old the response is.</summary>
    private static bool TryAge(ResponseHead response, out long age)
    {
        age = 0;
        int at = response.IndexOf(FieldName.Age);
        return at < 0 || CacheDirectives.TryDigits(response.ValueOf(response.Fields[at]), out age);
    }
}
