using System;
using System.Collections.Generic;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>
/// Fetches of a body as far as it has arrived (CFG 7.3.6): <c>option http-buffer-request</c> or <c>wait-for-body</c> make sure that
/// there is something to be seen.
/// </summary>
internal static class BodyFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        new("req.body", "What has arrived of the request's body.", SampleNeeds.RequestBody, static _ => new ContentFetch(MessageSide.Request)),
        new("req.body_len", "How much of the request's body has arrived, bytes.", SampleNeeds.RequestBody, static _ => new LengthFetch(MessageSide.Request)),
        new("req.body_size", "The announced length of the request's body, bytes; of chunks what has arrived.", SampleNeeds.RequestBody, static _ => new SizeFetch(MessageSide.Request)),
        new("req.body_param", "A parameter of a form that the request carries, as it was sent.", SampleNeeds.RequestBody, static call => new ParameterFetch(UrlParameterFetch.NameOf(call, flag: 1))),
        new("res.body", "What has arrived of the response's body.", SampleNeeds.ResponseBody, static _ => new ContentFetch(MessageSide.Response)),
        new("res.body_len", "How much of the response's body has arrived, bytes.", SampleNeeds.ResponseBody, static _ => new LengthFetch(MessageSide.Response)),
        new("res.body_size", "The announced length of the response's body, bytes; else what has arrived.", SampleNeeds.ResponseBody, static _ => new SizeFetch(MessageSide.Response)),
    ];

    private static HeldBody BodyOf(in SampleContext context, MessageSide side) =>
        side == MessageSide.Request ? context.Exchange.RequestContent : context.Exchange.ResponseContent;

    private sealed class ContentFetch(MessageSide side) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (context.Check is { } check)
            {
                sample.SetBinary(check.ReadContent());
                return context.Response.Status != 0;
            }

            if (!BodyOf(context, side).TryRead(context.Scratch, out ReadOnlySpan<byte> content))
            {
                return false;
            }

            sample.SetBinary(content);
            return true;
        }
    }

    private sealed class LengthFetch(MessageSide side) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            sample.Set(context.Check is { } check ? check.ReadContent().Length : BodyOf(context, side).Length);
            return true;
        }
    }

    private sealed class SizeFetch(MessageSide side) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            sample.Set(context.Check is { } check ? check.ReadLength() : BodyOf(context, side).AnnouncedLength);
            return true;
        }
    }

    private sealed class ParameterFetch(ParameterName name) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            int position = sample.Cursor;
            if (!context.Exchange.RequestContent.TryRead(context.Scratch, out ReadOnlySpan<byte> form)
                || !ParameterList.TryNext(form, ref position, name, (byte)'&', out ReadOnlySpan<byte> value))
            {
                return false;
            }

            sample.Cursor = position;
            sample.HasMore = sample.Iterates;
            sample.SetBinary(value);
            return true;
        }
    }
}
