using System.Collections.Generic;
using Engine.Config.Model;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The keywords that say how servers are chosen (CFG 4.2 balance, hash-type and their kin).</summary>
internal static class BalanceKeywords
{
    private const SectionSet Server = SectionSet.ServerSide;

    private static readonly Grammar HashTypeGrammar = Grammar.Of(
        Argument.Choice("map-based", "consistent"),
        Argument.Choice("sdbm", "djb2", "wt6", "crc32", "none").OrNone(),
        Argument.Choice("avalanche").OrNone());

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Built("balance", Server, Grammar.Free, "How servers are chosen; in turn unless written.", BalanceLines.Build),
        Row.Built("hash-type", Server, HashTypeGrammar, "How hashes are made and become servers: hash-type consistent sdbm avalanche.", BuildHashType),
        Row.Built("hash-balance-factor", Server, Grammar.Of(Argument.Number("PERCENT", 0, 65535)), "A server's load at most, in percent of the average, on a consistent ring; 0 for any.", BuildFactor),
        Row.Built("hash-preserve-affinity", Server, Grammar.Of(Argument.Choice("always", "maxconn", "maxqueue")), "Whether the ring passes over servers that are full, or whose queues are.", BuildAffinity),
    ];

    /// <summary>The ring alone, without a function, means SDBM spread by the avalanche.</summary>
    private static void BuildHashType(ProxyBuilder proxy, KeywordCall call)
    {
        bool isRing = call.Text() == "consistent";
        bool named = call.Values.Count > 1;
        proxy.Proxy.Hash = proxy.Proxy.Hash with
        {
            Method = isRing ? HashMethod.Consistent : HashMethod.MapBased,
            Function = named ? FunctionOf(call.Values[1].Text) : HashFunction.Sdbm,
            Avalanche = named ? call.Values.Count > 2 : isRing,
        };
    }

    private static void BuildFactor(ProxyBuilder proxy, KeywordCall call)
    {
        int factor = call.Int();
        if (factor is > 0 and <= 100)
        {
            call.Error(call.Values[0].Word, $"no server could take its share with a factor of {factor}", "write more than 100, such as 150, or 0 for no bound");
            return;
        }

        proxy.Proxy.Hash = proxy.Proxy.Hash with { BalanceFactor = factor };
    }

    private static void BuildAffinity(ProxyBuilder proxy, KeywordCall call) => proxy.Proxy.Hash = proxy.Proxy.Hash with
    {
        Affinity = call.Text() switch
        {
            "maxconn" => HashAffinity.MaxConn,
            "maxqueue" => HashAffinity.MaxQueue,
            _ => HashAffinity.Always,
        },
    };

    private static HashFunction FunctionOf(string word) => word switch
    {
        "djb2" => HashFunction.Djb2,
        "wt6" => HashFunction.Wt6,
        "crc32" => HashFunction.Crc32,
        "none" => HashFunction.None,
        _ => HashFunction.Sdbm,
    };
}
