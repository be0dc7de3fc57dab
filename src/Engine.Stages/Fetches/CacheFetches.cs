using System.Collections.Generic;
using Engine.Proxy.Caching;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Whether a cache has answered, and which (CFG 7.3.6).</summary>
internal static class CacheFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("res.cache_hit", "Whether a cache gave the response.", SampleNeeds.ResponseKept, IsHit),
        FetchRow.Of("res.cache_name", "The cache that gave the response; empty when none did.", SampleNeeds.ResponseKept, Name),
    ];

    private static CacheShared? Answering(in SampleContext context) => context.HasExchange ? context.Exchange.Cache?.Answering : null;

    private static bool IsHit(in SampleContext context, ref Sample sample)
    {
        sample.Set(Answering(context) is not null);
        return true;
    }

    private static bool Name(in SampleContext context, ref Sample sample)
    {
        sample.SetText(Answering(context)?.NameBytes);
        return true;
    }
}
