using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The built kinds of <c>filter</c> lines (CFG 9).</summary>
internal static class FilterLines
{
    private const SectionSet Running = SectionSet.Frontend | SectionSet.Listen | SectionSet.Backend;

    private static readonly Grammar BandwidthGrammar = Grammar.Of(
        Argument.Name("NAME"),
        Argument.Size("BYTES", 1).After("default-limit"),
        Argument.Time().After("default-period"),
        Argument.Size("BYTES").After("min-size"),
        Argument.Size("BYTES", 1).After("limit"),
        Argument.Sample("EXPRESSION").After("key"),
        Argument.Text("TABLE").After("table"));

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Built("filter bwlim-in", Running, BandwidthGrammar, "A limit for what comes from a client, which rules switch on for an exchange.", static (p, c) => AddBandwidth(p, c, isOut: false)),
        Row.Built("filter bwlim-out", Running, BandwidthGrammar, "A limit for what goes to a client, which rules switch on for an exchange.", static (p, c) => AddBandwidth(p, c, isOut: true)),
    ];

    private static void AddBandwidth(ProxyBuilder proxy, KeywordCall call, bool isOut)
    {
        if (!IsNew(proxy, call))
        {
            return;
        }

        if (call.Find("limit") is not null || call.Find("key") is not null || call.Find("table") is not null)
        {
            AddShared(proxy, call, isOut);
            return;
        }

        if (call.Find("default-limit") is not { } limit || call.Find("default-period") is not { } period)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, $"'{call.Name}' needs a limit and a period", $"write it as: {call.Name} NAME default-limit 625k default-period 1s");
            return;
        }

        if (period.Number < 1)
        {
            call.Error(period.Word, "'default-period' must be at least 1ms");
            return;
        }

        Add(proxy, new BandwidthLimitConfig(call.At, call.Text(), isOut, limit.Number, (int)period.Number, (int)(call.Find("min-size")?.Number ?? 0)));
    }

    /// <summary>CFG 9.7: all exchanges of one key share the limit, counted by the byte rates of a stick-table.</summary>
    private static void AddShared(ProxyBuilder proxy, KeywordCall call, bool isOut)
    {
        if (call.Find("limit") is not { } limit || call.Find("key") is not { } key || call.Find("default-limit") is not null || call.Find("default-period") is not null)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, $"a shared '{call.Name}' needs a limit and a key, and takes no defaults", $"write it as: {call.Name} NAME limit 625k key src table TABLE");
            return;
        }

        if (SampleParser.Parse(call.At, key.Word, call.Context.Expressions) is { } sample)
        {
            SupportGate.CheckSample(call.Context, call.At, sample);
        }

        BandwidthLimitConfig shared = new(call.At, call.Text(), isOut, limit.Number, 0, (int)(call.Find("min-size")?.Number ?? 0)) { KeyWord = key.Word, Table = call.Find("table")?.Text };
        Add(proxy, shared);
    }

    private static void Add(ProxyBuilder proxy, BandwidthLimitConfig limit)
    {
        CompressionDirection direction = limit.IsOut ? CompressionDirection.Response : CompressionDirection.Request;
        bool follows = proxy.CompressionFilters == direction || proxy.CompressionFilters == CompressionDirection.Both;
        proxy.Proxy.BandwidthLimits = [.. proxy.Proxy.BandwidthLimits, limit with { Section = proxy.Proxy.Name, FollowsCompression = follows }];
    }

    private static bool IsNew(ProxyBuilder proxy, KeywordCall call)
    {
        foreach (BandwidthLimitConfig known in proxy.Proxy.BandwidthLimits)
        {
            if (known.Name == call.Text())
            {
                call.Error(call.Values[0].Word, $"{proxy.Title} has two limits named '{known.Name}'", $"line {known.Where.Line} has the same name: rename one of them");
                return false;
            }
        }

        return true;
    }
}
