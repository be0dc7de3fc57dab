using System.Collections.Generic;
using Engine.Proxy.Stages;

namespace Engine.Stages.Balancers;

/// <summary>The balancing algorithms.</summary>
internal static class BalancerTable
{
    internal static IReadOnlyList<BalancerRow> Rows =>
    [
        new("roundrobin", "Servers in turn, in proportion to their weights.", RoundRobin.Create),
        new("static-rr", "Servers in turn by their configured weights.", StaticRoundRobin.Create),
        new("leastconn", "The server with the fewest requests for its weight.", LeastConnections.Create),
        new("first", "The server of the lowest id that has a free slot.", FirstFree.Create),
        new("random", "The least loaded of two servers drawn, or of as many as are asked for.", RandomDraw.Create),
        new("source", "By the client's address.", SourceHash.Create),
        new("uri", "By the request's target.", UriHash.Create),
        new("url_param", "By a parameter of the query.", ParameterHash.Create),
        new("hdr", "By a header.", HeaderHash.Create),
        new("hash", "By a sample expression.", ExpressionHash.Create),
        new("rdp-cookie", "By the cookie of an RDP client.", RdpCookieHash.Create),
    ];
}
