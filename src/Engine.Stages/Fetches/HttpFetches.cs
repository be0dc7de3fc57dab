using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>All fetches that look into HTTP messages (CFG 7.3.6), those of authentication and captures apart.</summary>
internal static class HttpFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        .. RequestFetches.Rows,
        .. BaseFetches.Rows,
        .. UrlParameterFetch.Rows,
        .. HeaderFetches.Rows,
        .. HeadFetches.Rows,
        .. CookieFetches.Rows,
        .. ResponseFetches.Rows,
        .. BodyFetches.Rows,
    ];
}
