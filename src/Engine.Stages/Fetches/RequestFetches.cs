using System;
using System.Collections.Generic;
using System.Text;
using Engine.Http;
using Engine.IO.Addressing;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches of the request line (CFG 7.3.6).</summary>
internal static class RequestFetches
{
    private const int HttpPort = 80;
    private const int HttpsPort = 443;

    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("method", "The request's method.", SampleNeeds.RequestKept, Method),
        FetchRow.Of("path", "The target's path, without the query.", SampleNeeds.RequestHead, Path),
        FetchRow.Of("pathq", "The target's path, with the query.", SampleNeeds.RequestHead, PathAndQuery),
        new("query", "What stands behind the first question mark; (with_qm) takes the mark along.", SampleNeeds.RequestHead, QueryFetch.Create),
        FetchRow.Of("url", "The target as the client sent it or as rules have set it.", SampleNeeds.RequestHead, Url),
        FetchRow.Of("url_ip", "The IPv4 address that an absolute target names.", SampleNeeds.RequestHead, UrlAddress),
        FetchRow.Of("url_port", "The port that an absolute target with an IPv4 address names, or that of its scheme.", SampleNeeds.RequestHead, UrlPort),
        FetchRow.Of("req.ver", "The request's version: 1.0 or 1.1.", SampleNeeds.RequestHead, Version),
        FetchRow.Of("req_ver", "The request's version: 1.0 or 1.1.", SampleNeeds.RequestHead, Version),
        FetchRow.Of("http_first_req", "True for the first request of its connection.", SampleNeeds.RequestHead, IsFirst),
        FetchRow.Of("req.proto_http", "True when the request is HTTP.", SampleNeeds.RequestHead, IsHttp),
        FetchRow.Of("req_proto_http", "True when the request is HTTP.", SampleNeeds.RequestHead, IsHttp),
    ];

    /// <summary>The path of a target that has one; "/" where it goes without saying (RFC 9110 section 4.2.3).</summary>
    internal static bool TryGetPath(RequestHead request, out ReadOnlySpan<byte> path)
    {
        path = request.PathAndQuery;
        int query = path.IndexOf((byte)'?');
        path = query == 0 ? "/"u8 : query < 0 ? path : path[..query];
        return !path.IsEmpty && path[0] == (byte)'/';
    }

    private static bool Method(in SampleContext context, ref Sample sample)
    {
        sample.SetText(context.Request.MethodBytes);
        return true;
    }

    private static bool Path(in SampleContext context, ref Sample sample)
    {
        bool found = TryGetPath(context.Request, out ReadOnlySpan<byte> path);
        sample.SetText(path);
        return found;
    }

    private static bool PathAndQuery(in SampleContext context, ref Sample sample)
    {
        ReadOnlySpan<byte> both = context.Request.PathAndQuery;
        if (both.StartsWith("?"u8))
        {
            if (!context.Scratch.TryTake(both.Length + 1, out Span<byte> room))
            {
                return false;
            }

            room[0] = (byte)'/';
            both.CopyTo(room[1..]);
            both = room;
        }

        sample.SetText(both);
        return !both.IsEmpty && both[0] == (byte)'/';
    }

    private static bool Url(in SampleContext context, ref Sample sample)
    {
        sample.SetText(context.Request.Target);
        return true;
    }

    private static bool UrlAddress(in SampleContext context, ref Sample sample)
    {
        bool found = TryGetAuthority(context.Request, out Authority authority) && AddressReader.TryReadIPv4(authority.Host, out uint address) && Set(address, ref sample);
        return found;
    }

    private static bool UrlPort(in SampleContext context, ref Sample sample)
    {
        // As of url_ip, whose counterpart it is: where the target names an address, not a name.
        if (!TryGetAuthority(context.Request, out Authority authority) || !AddressReader.TryReadIPv4(authority.Host, out _))
        {
            return false;
        }

        int byScheme = Ascii.EqualsIgnoreCase(context.Request.Scheme, "https"u8) ? HttpsPort : HttpPort;
        sample.Set((long)(authority.Port < 0 ? byScheme : authority.Port));
        return true;
    }

    private static bool Version(in SampleContext context, ref Sample sample)
    {
        sample.SetText(TextOf(context.Request.Version));
        return true;
    }

    internal static ReadOnlySpan<byte> TextOf(HttpVersion version) => version == HttpVersion.Http10 ? "1.0"u8 : "1.1"u8;

    private static bool IsFirst(in SampleContext context, ref Sample sample)
    {
        sample.Set(context.Client.Requests <= 1);
        return true;
    }

    /// <summary>In TCP mode the fetch is not even asked before a request head has been recognised.</summary>
    private static bool IsHttp(in SampleContext context, ref Sample sample)
    {
        sample.Set(true);
        return true;
    }

    private static bool TryGetAuthority(RequestHead request, out Authority authority)
    {
        authority = default;
        return request.TargetForm == TargetForm.Absolute && Authority.TryParse(request.Authority, out authority);
    }

    private static bool Set(uint address, ref Sample sample)
    {
        sample.SetIPv4(address);
        return true;
    }

    private sealed class QueryFetch(bool withMark) : SampleFetch
    {
        internal static QueryFetch? Create(SampleCallArguments call)
        {
            if (call.Has(0) && call.Text(0) != "with_qm")
            {
                call.Error($"'query' takes 'with_qm' or nothing, not '{call.Text(0)}'", "write query or query(with_qm)");
                return null;
            }

            return new QueryFetch(call.Has(0));
        }

        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            ReadOnlySpan<byte> target = context.Request.Target;
            int mark = target.IndexOf((byte)'?');
            if (mark < 0)
            {
                return false;
            }

            sample.SetText(target[(withMark ? mark : mark + 1)..]);
            return true;
        }
    }
}
