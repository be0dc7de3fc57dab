using System.Collections.Generic;

namespace Engine.Config.Known;

/// <summary>Every balancing algorithm of the language; which of them exist is the vocabulary's business. Source: CFG 4.2 "balance".</summary>
internal static class KnownAlgorithms
{
    public static readonly IReadOnlyList<string> All =
    [
        "roundrobin", "static-rr", "leastconn", "first", "source", "uri", "url_param", "hdr", "random", "hash", "rdp-cookie", "log-hash", "sticky",
    ];
}
