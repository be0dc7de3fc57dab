using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The keywords that say how servers are chosen (CFG 4.2 balance, hash-type and their kin).</summary>
internal static class BalanceKeywords
{
    private const SectionSet Server = SectionSet.ServerSide;

    private static readonly Grammar HashTypeGrammar = Grammar.Of(
        Argument.Choice("map-based", "consistent"),
        Argument.Text("FUNCTION").OrNone(),
        Argument.Choice("avalanche").OrNone());

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Built("balance", Server, Grammar.Free, "How servers are chosen; in turn unless written.", BalanceLines.Build),
        Row.Built("dispatch", SectionSet.Listen | SectionSet.Backend, DispatchLines.Grammar, "Without 'balance': where everything goes that no server is known for.", DispatchLines.Build),
        Row.Built(DispatchLines.Transparent, Server, Grammar.None, "The same as 'option transparent'.", DispatchLines.BuildTransparent),
        Row.Built("hash-type", Server, HashTypeGrammar, "How hashes are made and become servers: hash-type METHOD FUNCTION avalanche.", BuildHashType),
        Row.Built("hash-balance-factor", Server, Grammar.Of(Argument.Number("PERCENT", 0, 65535)), "A server's load at most, in percent of the average, on a consistent ring; 0 for any.", BuildFactor),
        Row.Built("hash-preserve-affinity", Server, Grammar.Of(Argument.Choice("always", "maxconn", "maxqueue")), "Whether the ring passes over servers that are full, or whose queues are.", BuildAffinity),
    ];

    /// <summary>The vocabulary says which functions there are. The ring alone, without one, means the usual one spread by the avalanche.</summary>
    private static void BuildHashType(ProxyBuilder proxy, KeywordCall call)
    {
        bool isRing = call.Text() == "consistent";
        bool named = call.Values.Count > 1;
        if (named && !Vocabulary.Has(call.Context.Vocabulary.HashFunctions, call.Values[1].Text))
        {
            string word = call.Values[1].Text;
            call.Error(call.Values[1].Word, $"there is no hash function '{word}'", Suggest.Fix(word, [.. call.Context.Vocabulary.HashFunctions]));
            return;
        }

        proxy.Proxy.Hash = proxy.Proxy.Hash with
        {
            Method = isRing ? HashMethod.Consistent : HashMethod.MapBased,
            Function = named ? call.Values[1].Text : "",
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
}
