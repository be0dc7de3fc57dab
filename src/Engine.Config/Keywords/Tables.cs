using Engine.Config.Known;

namespace Engine.Config.Keywords;

/// <summary>All keywords, by what they build.</summary>
internal static class Tables
{
    public static readonly KeywordTable<GlobalBuilder> Global = new(
        GlobalKeywords.Rows,
        ProcessKeywords.Rows,
        ControlKeywords.Rows,
        TuneKeywords.Rows,
        GlobalTlsKeywords.Rows,
        CompressionKeywords.GlobalRows,
        HintKeywords.Rows,
        HintProtocolKeywords.Rows,
        KnownGlobalKeywords.Rows,
        KnownTuneKeywords.Rows,
        KnownTlsKeywords.Rows);

    public static readonly KeywordTable<ProxyBuilder> Proxy = new(
        ProxyKeywords.Rows,
        BalanceKeywords.Rows,
        RetryKeywords.Rows,
        ConnectionKeywords.Rows,
        TimeoutKeywords.Rows,
        OptionKeywords.Rows,
        CheckKeywords.Rows,
        CompressionKeywords.Rows,
        RuleKeywords.Rows,
        FilterLines.Rows,
        CacheKeywords.FilterRows,
        MailKeywords.ProxyRows,
        StatisticsKeywords.Rows,
        KnownProxyKeywords.Rows,
        KnownOptionKeywords.Rows,
        RemovedKeywords.Rows);

    /// <summary>Is there a keyword of frontends, backends or defaults with this first word?</summary>
    public static bool ProxyHas(string word) => Proxy.Get(word) is not null || Proxy.Followers(word).Count > 0;
}
