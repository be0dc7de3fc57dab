using System.Collections.Generic;

namespace Engine.Config.Keywords;

/// <summary>The words that begin a section.</summary>
internal static class SectionNames
{
    /// <summary>Sections of the language that are not supported yet.</summary>
    public static readonly IReadOnlyCollection<string> KnownOnly = new HashSet<string>
    {
        "log-forward",
        "acme", "fcgi-app", "healthcheck", "traces", "namespace_list", "spoe-agent", "spoe-message", "spoe-group",
    };

    public static readonly IReadOnlyList<string> All =
    [
        "global", "defaults", "frontend", "backend", "listen", "ring", "userlist", "http-errors", "peers", "resolvers", "cache", "mailers", "crt-store", "log-profile", .. KnownOnly, "program",
    ];

    public static string Of(SectionSet kind) => (kind & ~SectionSet.NamedDefaults) switch
    {
        SectionSet.Global => "global",
        SectionSet.Defaults => "defaults",
        SectionSet.Frontend => "frontend",
        SectionSet.Listen => "listen",
        SectionSet.Ring => "ring",
        SectionSet.UserList => "userlist",
        SectionSet.HttpErrors => "http-errors",
        SectionSet.Peers => "peers",
        SectionSet.Resolvers => "resolvers",
        SectionSet.Cache => "cache",
        SectionSet.Mailers => "mailers",
        SectionSet.CrtStore => "crt-store",
        SectionSet.LogProfile => "log-profile",
        _ => "backend",
    };
}
