using System;
using System.Collections.Generic;
using Engine.Http;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>
/// Fetches of header fields by name (CFG 7.3.6): one value of a comma-separated list or a whole line, as text, number or address,
/// or how many there are.
/// </summary>
internal static class HeaderFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        .. ListRows("req.hdr", "a request header", SampleNeeds.RequestHead, _ => MessageSide.Request),
        .. LineRows("req.fhdr", "a request header", SampleNeeds.RequestHead, MessageSide.Request),
        .. ListRows("res.hdr", "a response header", SampleNeeds.ResponseHead, _ => MessageSide.Response),
        .. LineRows("res.fhdr", "a response header", SampleNeeds.ResponseHead, MessageSide.Response),

        // Older names. "hdr" alone looks at the message that the rule is about; its kin mean the request.
        Value("hdr", "A value of a header of the request or, in response rules, of the response; of a list, one element.", SampleNeeds.MessageHead, SideOf),
        .. TypedRows("hdr", "a request header", SampleNeeds.RequestHead, _ => MessageSide.Request),
        .. ListRows("shdr", "a response header", SampleNeeds.ResponseHead, _ => MessageSide.Response),
    ];

    /// <summary>The message that rules of the call's point are about.</summary>
    internal static MessageSide SideOf(SampleCallArguments call) =>
        (call.Point & RulePoints.Response) != 0 ? MessageSide.Response : MessageSide.Request;

    private static FetchRow[] ListRows(string name, string of, SampleNeeds needs, Func<SampleCallArguments, MessageSide> side) =>
    [
        Value(name, $"A value of {of}; of a list, one element.", needs, side),
        .. TypedRows(name, of, needs, side),
    ];

    private static FetchRow[] TypedRows(string name, string of, SampleNeeds needs, Func<SampleCallArguments, MessageSide> side) =>
    [
        new(name + "_cnt", $"How many values {of} has, or all of them have.", needs, call => new CountFetch(Selector(call, side(call), splits: true))),
        new(name + "_ip", $"A value of {of} that is an address.", needs, call => new AddressFetch(Selector(call, side(call), splits: true), Occurrence(call))),
        new(name + "_val", $"A value of {of} as a number.", needs, call => new IntegerFetch(Selector(call, side(call), splits: true), Occurrence(call))),
    ];

    private static FetchRow[] LineRows(string name, string of, SampleNeeds needs, MessageSide side) =>
    [
        new(name, $"A whole line of {of}.", needs, call => new TextFetch(Selector(call, side, splits: false), Occurrence(call))),
        new(name + "_cnt", $"How many lines {of} has, or all of them have.", needs, call => new CountFetch(Selector(call, side, splits: false))),
    ];

    private static FetchRow Value(string name, string documentation, SampleNeeds needs, Func<SampleCallArguments, MessageSide> side) =>
        new(name, documentation, needs, call => new TextFetch(Selector(call, side(call), splits: true), Occurrence(call)));

    private static HeaderSelector Selector(SampleCallArguments call, MessageSide side, bool splits) => new(call.Bytes(0), side, splits);

    /// <summary>Positive from the front, negative from the back, 0 = each in turn where values are tried in turn, else the last.</summary>
    private static int Occurrence(SampleCallArguments call) => (int)Math.Clamp(call.Integer(1, 0), int.MinValue, int.MaxValue);

    private abstract class OneValueFetch(HeaderSelector selector, int occurrence) : SampleFetch
    {
        protected bool TryFind(scoped in SampleContext context, scoped ref Sample sample, out ReadOnlySpan<byte> value)
        {
            if (occurrence == 0 && sample.Iterates)
            {
                MessageHead head = selector.HeadOf(context);
                int cursor = sample.Cursor;
                bool found = selector.TryNext(head, ref cursor, out value);
                sample.Cursor = cursor;
                sample.HasMore = found && selector.HasMore(head, cursor);
                return found;
            }

            return selector.TryPick(selector.HeadOf(context), occurrence == 0 ? -1 : occurrence, out value);
        }
    }

    private sealed class TextFetch(HeaderSelector selector, int occurrence) : OneValueFetch(selector, occurrence)
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            bool found = TryFind(context, ref sample, out ReadOnlySpan<byte> value);
            sample.SetText(value);
            return found;
        }
    }

    private sealed class IntegerFetch(HeaderSelector selector, int occurrence) : OneValueFetch(selector, occurrence)
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            bool found = TryFind(context, ref sample, out ReadOnlySpan<byte> value);
            sample.Set(LooseInteger.Read(value));
            return found;
        }
    }

    private sealed class AddressFetch(HeaderSelector selector, int occurrence) : OneValueFetch(selector, occurrence)
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample) =>
            TryFind(context, ref sample, out ReadOnlySpan<byte> value) && HeaderAddress.TryRead(value, ref sample);
    }

    private sealed class CountFetch(HeaderSelector selector) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            sample.Set((long)selector.Count(selector.HeadOf(context)));
            return true;
        }
    }
}
