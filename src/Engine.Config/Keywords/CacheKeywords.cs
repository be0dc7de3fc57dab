using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using ProxyRow = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.CacheConfig>;

namespace Engine.Config.Keywords;

/// <summary>The keywords of <c>cache</c> sections (CFG 6.2.1), and the filter of that name (CFG 9.4).</summary>
internal static class CacheKeywords
{
    private const SectionSet C = SectionSet.Cache;
    private const SectionSet Running = SectionSet.Frontend | SectionSet.Listen | SectionSet.Backend;

    public static readonly KeywordTable<CacheConfig> Table = new(
    [
        Row.Built("total-max-size", C, Grammar.Of(Argument.Number("MEGABYTES", 1, int.MaxValue)), "Megabytes of all that is kept: 1 to 4095.", SetSize),
        Row.Built("max-object-size", C, Grammar.Of(Argument.Number("BYTES", 0, int.MaxValue)), "Bytes of a response that is kept, head and body (a 256th of all unless written).", static (cache, c) => cache.WrittenObjectBytesMax = c.Long()),
        Row.Built("max-age", C, Grammar.Of(Argument.Number("SECONDS", 0, int.MaxValue)), "Seconds that a response is kept at most, whatever its server allows (60 unless written).", static (cache, c) => cache.AgeSecondsMax = c.Int()),
        Row.Built("process-vary", C, Grammar.Of(Argument.Choice("on", "off")), "Whether responses are kept that depend on Accept-Encoding, Referer or Origin (off unless written).", static (cache, c) => cache.ProcessesVary = c.Text() == "on"),
        Row.Built("max-secondary-entries", C, Grammar.Of(Argument.Number("NUMBER", 1, int.MaxValue)), "Variants of one target at most (10 unless written).", static (cache, c) => cache.VariantsMax = c.Int()),
        Row.Known("early-hints", C, "Sends Link fields of what is kept in a 103 response."),
    ]);

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> FilterRows =
    [
        ProxyRow.Built("filter cache", Running, Grammar.Of(Argument.Name("CACHE")), "Gives a cache its place among filters: in front of compression.", AddFilter),
    ];

    /// <summary>What can be judged when the sections of all files are known.</summary>
    public static void Check(IReadOnlyList<CacheConfig> caches, IReadOnlyList<ProxyBuilder> proxies, DiagnosticBag diagnostics)
    {
        foreach (CacheConfig cache in caches)
        {
            CheckSizes(cache, diagnostics);
        }

        foreach (ProxyBuilder proxy in proxies)
        {
            foreach (CacheFilterConfig filter in proxy.Proxy.CacheFilters)
            {
                CheckFilter(filter, caches, diagnostics);
            }
        }
    }

    private static void SetSize(CacheConfig cache, KeywordCall call)
    {
        cache.Megabytes = call.Int();
        if (cache.Megabytes > CacheConfig.MegabytesMax)
        {
            call.Error(call.Values[0].Word, $"'total-max-size' is in megabytes and at most {CacheConfig.MegabytesMax}, not {cache.Megabytes}", $"write at most: total-max-size {CacheConfig.MegabytesMax}");
        }
    }

    private static void CheckSizes(CacheConfig cache, DiagnosticBag diagnostics)
    {
        if (cache.HasFaultyLines)
        {
            return;
        }

        if (cache.Megabytes == 0)
        {
            diagnostics.Error(cache.Where, 0, $"cache '{cache.Name}' has no size", "add to it: total-max-size 4");
        }
        else if (cache.ObjectBytesMax > cache.TotalBytes / 2)
        {
            diagnostics.Error(cache.Where, 0, $"'max-object-size' of cache '{cache.Name}' is more than half of its 'total-max-size'", $"write at most: max-object-size {cache.TotalBytes / 2}");
        }
    }

    private static void CheckFilter(CacheFilterConfig filter, IReadOnlyList<CacheConfig> caches, DiagnosticBag diagnostics)
    {
        List<string> names = [];
        foreach (CacheConfig cache in caches)
        {
            names.Add(cache.Name);
        }

        if (!names.Contains(filter.Name))
        {
            diagnostics.Error(filter.Where, filter.Word, $"there is no cache '{filter.Name}'", Suggest.Fix(filter.Name, names) ?? $"declare it: cache {filter.Name}");
        }
    }

    /// <summary>CFG 9.4: what is compressed goes through the cache before.</summary>
    private static void AddFilter(ProxyBuilder proxy, KeywordCall call)
    {
        foreach (CacheFilterConfig known in proxy.Proxy.CacheFilters)
        {
            if (known.Name == call.Text())
            {
                call.Error(call.Values[0].Word, $"{proxy.Title} has two filters for cache '{known.Name}'", $"line {known.Where.Line} is the other: remove one of them");
                return;
            }
        }

        if (proxy.CompressionFilterAt is { } compression)
        {
            call.Error(call.Word, $"a cache keeps responses before they are compressed, but the filter on line {compression.Line} stands in front of it", "write 'filter cache' above that line");
            return;
        }

        proxy.Proxy.CacheFilters = [.. proxy.Proxy.CacheFilters, new CacheFilterConfig(call.At, call.Values[0].Word, call.Text())];
    }
}
