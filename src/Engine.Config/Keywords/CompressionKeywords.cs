using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using GlobalRow = Engine.Config.Keywords.Row<Engine.Config.Keywords.GlobalBuilder>;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The <c>compression</c> lines (CFG 4.2), the filters of that name (CFG 9.2), and what bounds them in the global section (CFG 3.2).</summary>
internal static class CompressionKeywords
{
    private const SectionSet Both = SectionSet.Proxies;
    private const SectionSet Running = SectionSet.Frontend | SectionSet.Listen | SectionSet.Backend;

    private static readonly Grammar Types = Grammar.Of(Argument.Text("TYPE").Repeated());
    private static readonly Grammar Bytes = Grammar.Of(Argument.Size("BYTES"));

    /// <summary>Other filters of the language.</summary>
    private static readonly string[] KnownFilters = ["bwlim-in", "bwlim-out", "fcgi-app", "opentracing", "spoe", "trace"];

    private static readonly string[] Filters = ["compression", "comp-req", "comp-res"];

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Built("compression algo", Both, Grammar.Of(Argument.Text("ALGORITHM").Repeated()), "Compresses responses with one of these, as the client likes best: gzip, deflate, raw-deflate, br, zstd.", BuildAlgorithms),
        Row.Built("compression algo-res", Both, Grammar.Of(Argument.Text("ALGORITHM").Repeated()), "The same as 'compression algo'.", BuildAlgorithms),
        Row.Built("compression algo-req", Both, Grammar.Of(Argument.Text("ALGORITHM")), "Compresses requests with this, where the direction says so.", BuildRequestAlgorithm),
        Row.Built("compression type", Both, Types, "Compresses responses whose media type begins like one of these (every type unless written).", static (p, c) => Of(p).ResponseTypes.AddRange(c.FindAll("TYPE"))),
        Row.Built("compression type-res", Both, Types, "The same as 'compression type'.", static (p, c) => Of(p).ResponseTypes.AddRange(c.FindAll("TYPE"))),
        Row.Built("compression type-req", Both, Types, "Compresses requests whose media type begins like one of these (every type unless written).", static (p, c) => Of(p).RequestTypes.AddRange(c.FindAll("TYPE"))),
        Row.Built("compression minsize-res", Both, Bytes, "Leaves shorter responses as they are, where their length is known.", static (p, c) => Of(p).ResponseBytesMin = c.Int()),
        Row.Built("compression minsize-req", Both, Bytes, "Leaves shorter requests as they are, where their length is known.", static (p, c) => Of(p).RequestBytesMin = c.Int()),
        Row.Built("compression offload", Both, Grammar.None, "Takes Accept-Encoding out of requests whose responses are compressed here.", BuildOffload),
        Row.Built("compression direction", Both, Grammar.Of(Argument.Choice("request", "response", "both")), "What is compressed (responses unless written).", static (p, c) => Of(p).Direction = DirectionOf(c.Text())),
        Row.Built("filter", Running, Grammar.Free, "Names a filter and its place among filters: compression, comp-req, comp-res.", BuildFilter),
    ];

    public static readonly IReadOnlyList<Keyword<GlobalBuilder>> GlobalRows =
    [
        GlobalRow.Built("maxcomprate", SectionSet.Global, Grammar.Of(Argument.Number("KILOBYTES", 0, int.MaxValue)), "Kilobytes per second that may go into compression; 0 for no limit.", static (g, c) => g.Config.CompressionKilobytesPerSecondMax = c.Int()),
        GlobalRow.Built("maxcompcpuusage", SectionSet.Global, Grammar.Of(Argument.Number("PERCENT", 0, 100)), "Use of the processors above which nothing is compressed; 100 for no limit.", static (g, c) => g.Config.CompressionCpuPercentMax = c.Int()),
        GlobalRow.Built("tune.comp.maxlevel", SectionSet.Global, Grammar.Of(Argument.Number("LEVEL", 1, 9)), "How hard compression tries: 1 is fast (unless written), 9 is small.", static (g, c) => g.Config.Tune.CompressionLevelMax = c.Int()),
        GlobalRow.Built("tune.zlib.memlevel", SectionSet.Global, Grammar.Of(Argument.Number("LEVEL", 1, 9)), "Memory that deflate keeps for what is not written yet: 8 unless written.", static (g, c) => g.Config.Tune.ZlibMemoryLevel = c.Int()),
        GlobalRow.Built("tune.zlib.windowsize", SectionSet.Global, Grammar.Of(Argument.Number("BITS", 8, 15)), "Bits of the history that deflate refers to: 15, which is 32 KB, unless written.", static (g, c) => g.Config.Tune.ZlibWindowBits = c.Int()),
    ];

    private static CompressionConfig Of(ProxyBuilder proxy) => proxy.Proxy.Compression ??= new CompressionConfig();

    private static void BuildOffload(ProxyBuilder proxy, KeywordCall call)
    {
        if (proxy.IsDefaults)
        {
            call.Warning(call.Word, "'compression offload' ignored in a defaults section", "write it in each section it is meant for");
            return;
        }

        Of(proxy).Offloads = true;
    }

    private static void BuildAlgorithms(ProxyBuilder proxy, KeywordCall call)
    {
        foreach (ArgumentValue value in call.Values)
        {
            if (Algorithm(call, value) is { } algorithm)
            {
                Of(proxy).ResponseAlgorithms.Add(algorithm);
            }
        }
    }

    private static void BuildRequestAlgorithm(ProxyBuilder proxy, KeywordCall call)
    {
        if (Algorithm(call, call.Values[0]) is { } algorithm)
        {
            Of(proxy).RequestAlgorithm = algorithm;
        }
    }

    private static CompressionAlgorithmConfig? Algorithm(KeywordCall call, ArgumentValue value)
    {
        IReadOnlyCollection<string> names = call.Context.Vocabulary.CompressionAlgorithms;
        if (Vocabulary.Has(names, value.Text))
        {
            return new CompressionAlgorithmConfig(call.At, value.Word, value.Text);
        }

        call.Error(value.Word, $"unknown compression algorithm '{value.Text}'", Suggest.Fix(value.Text, [.. names]));
        return null;
    }

    private static CompressionDirection DirectionOf(string word) => word switch
    {
        "request" => CompressionDirection.Request,
        "both" => CompressionDirection.Both,
        _ => CompressionDirection.Response,
    };

    /// <summary>
    /// CFG 9.2: the line gives compression its place among filters, which are caches and limits of bandwidth; what is compressed, the
    /// <c>compression</c> lines say. <c>comp-req</c> and <c>comp-res</c> also set the direction.
    /// </summary>
    private static void BuildFilter(ProxyBuilder proxy, KeywordCall call)
    {
        if (call.First >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, "'filter' does not say which", "write its name behind it, such as: filter compression");
            return;
        }

        string name = call.At.Words[call.First].Text;
        if (Vocabulary.Has(KnownFilters, name))
        {
            call.NotSupported($"'filter {name}'", call.First);
        }
        else if (!Vocabulary.Has(Filters, name))
        {
            call.Error(call.First, $"unknown filter '{name}'", Suggest.Fix(name, [.. Filters, .. KnownFilters]));
        }
        else if (call.First + 1 < call.Count)
        {
            call.Error(call.First + 1, $"'filter {name}' takes no argument", "remove what stands behind it");
        }
        else
        {
            proxy.CompressionFilterAt ??= call.At;
            CompressionDirection added = name switch
            {
                "comp-req" => CompressionDirection.Request,
                "comp-res" => CompressionDirection.Response,
                _ => CompressionDirection.Both,
            };
            proxy.CompressionFilters = Sum(proxy.CompressionFilters, added);
            if (added != CompressionDirection.Both)
            {
                Of(proxy).Direction = Sum(Of(proxy).Direction, added);
            }
        }
    }

    private static CompressionDirection Sum(CompressionDirection before, CompressionDirection added) =>
        before == CompressionDirection.Unset || before == added ? added : CompressionDirection.Both;
}
