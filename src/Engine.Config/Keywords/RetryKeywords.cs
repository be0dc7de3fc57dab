using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.ProxyBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The keywords that say how often and where an attempt is made again, and how long is waited for a slot (CFG 4.2).</summary>
internal static class RetryKeywords
{
    private const SectionSet Server = SectionSet.ServerSide;

    private static readonly Dictionary<string, RetryConditions> Conditions = new()
    {
        ["none"] = RetryConditions.None,
        ["conn-failure"] = RetryConditions.ConnectionFailure,
        ["empty-response"] = RetryConditions.EmptyResponse,
        ["junk-response"] = RetryConditions.JunkResponse,
        ["response-timeout"] = RetryConditions.ResponseTimeout,
        ["0rtt-rejected"] = RetryConditions.EarlyDataRejected,
        ["401"] = RetryConditions.Status401,
        ["403"] = RetryConditions.Status403,
        ["404"] = RetryConditions.Status404,
        ["408"] = RetryConditions.Status408,
        ["421"] = RetryConditions.Status421,
        ["425"] = RetryConditions.Status425,
        ["429"] = RetryConditions.Status429,
        ["500"] = RetryConditions.Status500,
        ["501"] = RetryConditions.Status501,
        ["502"] = RetryConditions.Status502,
        ["503"] = RetryConditions.Status503,
        ["504"] = RetryConditions.Status504,
        ["all-retryable-errors"] = RetryConditions.AllErrors,
    };

    public static readonly IReadOnlyList<Keyword<ProxyBuilder>> Rows =
    [
        Row.Built("retries", Server, Grammar.Of(Argument.Number("NUMBER", 0, int.MaxValue)), "Further attempts when connecting to a server fails (3 unless written).", static (p, c) => p.Proxy.Retries = c.Int()),
        Row.Built("retry-on", Server, Grammar.Of(Argument.Text("CONDITION").Repeated()), "The failures after which a request is sent again (conn-failure unless written).", BuildRetryOn),
        Row.Built("fullconn", Server, Grammar.Of(Argument.Number("NUMBER", 1, int.MaxValue)), "Load at which servers reach their maxconn.", static (p, c) => p.Proxy.FullConn = c.Int()),
        Row.Built("max-keep-alive-queue", Server, Grammar.Of(Argument.Number("NUMBER", -1, int.MaxValue)), "How many may wait for the server of the last request before another one is preferred; -1 for any number.", static (p, c) => p.Proxy.KeepAliveQueueMax = c.Int()),
    ];

    private static void BuildRetryOn(ProxyBuilder proxy, KeywordCall call)
    {
        RetryConditions conditions = RetryConditions.None;
        bool isNone = false;
        foreach (ArgumentValue value in call.Values)
        {
            if (!Conditions.TryGetValue(value.Text, out RetryConditions condition))
            {
                call.Error(value.Word, $"'retry-on' has no condition '{value.Text}'", Suggest.Fix(value.Text, [.. Conditions.Keys]));
                return;
            }

            isNone |= condition == RetryConditions.None;
            conditions |= condition;
        }

        if (isNone && call.Values.Count > 1)
        {
            call.Error(call.Values[0].Word, "'retry-on none' stands alone", "remove 'none', or the others");
            return;
        }

        proxy.Proxy.RetryOn = conditions;
    }
}
