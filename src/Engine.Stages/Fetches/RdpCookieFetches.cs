using System;
using System.Collections.Generic;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Samples;
using Engine.Stages.Inspection;

namespace Engine.Stages.Fetches;

/// <summary>The cookie of an RDP client (CFG 7.3.5 req.rdp_cookie).</summary>
internal static class RdpCookieFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        new("req.rdp_cookie", "Value of the RDP cookie, of the given name or any.", SampleNeeds.RequestBytes, Cookie),
        new("rdp_cookie", "Value of the RDP cookie, of the given name or any.", SampleNeeds.RequestBytes, Cookie),
        new("req.rdp_cookie_cnt", "1 when there is an RDP cookie of the given name or any, else 0.", SampleNeeds.RequestBytes, Count),
        new("rdp_cookie_cnt", "1 when there is an RDP cookie of the given name or any, else 0.", SampleNeeds.RequestBytes, Count),
    ];

    private static CookieFetch Cookie(SampleCallArguments call) => new CookieFetch(call.Bytes(0), counts: false);

    private static CookieFetch Count(SampleCallArguments call) => new CookieFetch(call.Bytes(0), counts: true);

    private sealed class CookieFetch(byte[] name, bool counts) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            Arrived arrived = Arrived.Of(context.Exchange, isResponse: false);
            Finding finding = RdpCookie.TryFind(arrived.Bytes, name, out ReadOnlySpan<byte> value);
            sample.MayChange = finding == Finding.NeedMore && arrived.MayGrow;
            if (counts)
            {
                sample.Set(finding == Finding.Yes);
                sample.Set(sample.Integer);
                return finding != Finding.NeedMore || !arrived.MayGrow;
            }

            sample.SetText(value);
            return finding == Finding.Yes;
        }
    }
}
