using System;
using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches of the request line (CFG 7.3.6).</summary>
internal static class RequestFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("method", "The request's method.", SampleNeeds.RequestKept, Method),
        FetchRow.Of("path", "The target's path, without the query.", SampleNeeds.RequestHead, Path),
        FetchRow.Of("url", "The target as the client sent it or as rules have set it.", SampleNeeds.RequestHead, Url),
    ];

    private static bool Method(in SampleContext context, ref Sample sample)
    {
        sample.SetText(context.Request.MethodBytes);
        return true;
    }

    private static bool Path(in SampleContext context, ref Sample sample)
    {
        ReadOnlySpan<byte> path = context.Request.PathAndQuery;
        int query = path.IndexOf((byte)'?');
        sample.SetText(query < 0 ? path : path[..query]);
        return true;
    }

    private static bool Url(in SampleContext context, ref Sample sample)
    {
        sample.SetText(context.Request.Target);
        return true;
    }
}
