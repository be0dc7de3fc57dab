using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>All fetches of what content rules inspect (CFG 7.3.5), HTTP apart.</summary>
internal static class ContentFetches
{
    internal static IReadOnlyList<FetchRow> Rows => [.. PayloadFetches.Rows, .. TlsHelloFetches.Rows, .. RdpCookieFetches.Rows];
}
