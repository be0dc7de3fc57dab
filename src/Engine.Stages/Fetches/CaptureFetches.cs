using System;
using System.Collections.Generic;
using Engine.Http;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches of what is kept of both messages for good (CFG 7.3.6): captures, the request line as received, the unique id.</summary>
internal static class CaptureFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        new("capture.req.hdr", "What was captured in a slot of the request.", SampleNeeds.RequestKept, static call => new SlotFetch((int)call.Integer(0, 0), ofResponse: false)),
        new("capture.res.hdr", "What was captured in a slot of the response.", SampleNeeds.ResponseKept, static call => new SlotFetch((int)call.Integer(0, 0), ofResponse: true)),
        FetchRow.Of("capture.req.method", "The request's method as received.", SampleNeeds.RequestKept, Method),
        FetchRow.Of("capture.req.uri", "Path and query of the request as received.", SampleNeeds.RequestKept, Uri),
        FetchRow.Of("capture.req.ver", "The request's version.", SampleNeeds.RequestKept, RequestVersion),
        FetchRow.Of("capture.res.ver", "The response's version; nothing before there is one.", SampleNeeds.Exchange, ResponseVersion),
        FetchRow.Of("unique-id", "The unique id of the request.", SampleNeeds.Exchange, UniqueId),
    ];

    private static bool Method(in SampleContext context, ref Sample sample)
    {
        sample.SetText(context.Exchange.Record.ReceivedMethod);
        return !sample.Bytes.IsEmpty;
    }

    /// <summary>From the first slash behind the authority.</summary>
    private static bool Uri(in SampleContext context, ref Sample sample)
    {
        ReadOnlySpan<byte> target = context.Exchange.Record.ReceivedTarget;
        int authority = target.StartsWith("/"u8) ? -1 : target.IndexOf("://"u8);
        target = authority < 0 ? target : target[(authority + 3)..];
        int start = target.IndexOf((byte)'/');
        if (start < 0)
        {
            return false;
        }

        sample.SetText(target[start..]);
        return true;
    }

    private static bool RequestVersion(in SampleContext context, ref Sample sample) =>
        context.Exchange.Record.HasRequest && TryVersion(context.Request, ref sample);

    private static bool ResponseVersion(in SampleContext context, ref Sample sample) =>
        context.Response.Status != 0 && TryVersion(context.Response, ref sample);

    private static bool TryVersion(MessageHead head, ref Sample sample)
    {
        sample.SetText(head.Version == HttpVersion.Http11 ? "HTTP/1.1"u8 : "HTTP/1.0"u8);
        return true;
    }

    private static bool UniqueId(in SampleContext context, ref Sample sample)
    {
        sample.SetText(context.Exchange.Record.UniqueId);
        return !sample.Bytes.IsEmpty;
    }

    private sealed class SlotFetch(int slot, bool ofResponse) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            CaptureSlots slots = ofResponse ? context.Exchange.Captures.Response : context.Exchange.Captures.Request;
            sample.SetText(slots[slot]);
            return slots.IsSet(slot);
        }
    }
}
