using System;
using System.Collections.Generic;
using Engine.Http;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches of cookies (CFG 7.3.6): the last of a name, or the first of all; each in turn where values are tried in turn.</summary>
internal static class CookieFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        .. RowsOf("req.cook", "cookie of the request", SampleNeeds.RequestHead, MessageSide.Request),
        .. RowsOf("cook", "cookie of the request", SampleNeeds.RequestHead, MessageSide.Request),
        .. RowsOf("res.cook", "cookie that the response sets", SampleNeeds.ResponseHead, MessageSide.Response),
        .. RowsOf("scook", "cookie that the response sets", SampleNeeds.ResponseHead, MessageSide.Response),
        new("cookie", "The value of a cookie of the request or, in response rules, of one that the response sets.", SampleNeeds.MessageHead, call => new ValueFetch(Selector(call, HeaderFetches.SideOf(call)), asInteger: false)),
        new("req.cook_names", "The names of all cookies of the request, in order.", SampleNeeds.RequestHead, call => new NamesFetch(new CookieSelector([], MessageSide.Request), HeadFetches.Delimiter(call))),
        new("res.cook_names", "The names of all cookies that the response sets, in order.", SampleNeeds.ResponseHead, call => new NamesFetch(new CookieSelector([], MessageSide.Response), HeadFetches.Delimiter(call))),
    ];

    private static FetchRow[] RowsOf(string name, string of, SampleNeeds needs, MessageSide side) =>
    [
        new(name, $"The value of a {of}.", needs, call => new ValueFetch(Selector(call, side), asInteger: false)),
        new(name + "_val", $"The value of a {of}, as a number.", needs, call => new ValueFetch(Selector(call, side), asInteger: true)),
        new(name + "_cnt", $"How often there is a {of} of that name, or of any.", needs, call => new CountFetch(Selector(call, side))),
    ];

    private static CookieSelector Selector(SampleCallArguments call, MessageSide side) => new(call.Bytes(0), side);

    private sealed class ValueFetch(CookieSelector selector, bool asInteger) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            if (!TryFind(context, ref sample, out ReadOnlySpan<byte> value))
            {
                return false;
            }

            if (asInteger)
            {
                sample.Set(LooseInteger.Read(value));
            }
            else
            {
                sample.SetText(value);
            }

            return true;
        }

        private bool TryFind(scoped in SampleContext context, scoped ref Sample sample, out ReadOnlySpan<byte> value)
        {
            MessageHead head = selector.HeadOf(context);
            int cursor = sample.Cursor;
            bool found = selector.TryNext(head, ref cursor, out _, out value);
            sample.Cursor = cursor;
            sample.HasMore = found && sample.Iterates;
            if (!sample.Iterates && selector.HasName)
            {
                while (found && selector.TryNext(head, ref cursor, out _, out ReadOnlySpan<byte> later))
                {
                    value = later;
                }
            }

            return found;
        }
    }

    private sealed class CountFetch(CookieSelector selector) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            MessageHead head = selector.HeadOf(context);
            long count = 0;
            int cursor = 0;
            while (selector.TryNext(head, ref cursor, out _, out _))
            {
                count++;
            }

            sample.Set(count);
            return true;
        }
    }

    private sealed class NamesFetch(CookieSelector selector, byte delimiter) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            MessageHead head = selector.HeadOf(context);
            Span<byte> room = context.Scratch.Rest;
            int length = 0;
            int cursor = 0;
            bool any = false;
            for (; selector.TryNext(head, ref cursor, out ReadOnlySpan<byte> name, out _); any = true)
            {
                if (name.Length + 1 > room.Length - length)
                {
                    return false;
                }

                if (any)
                {
                    room[length++] = delimiter;
                }

                name.CopyTo(room[length..]);
                length += name.Length;
            }

            sample.SetText(context.Scratch.Keep(length));
            return any;
        }
    }
}
