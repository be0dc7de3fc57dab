using System;
using System.Collections.Generic;
using Engine.Http;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches of header fields by name (CFG 7.3.6): one value of a comma-separated list, or whole lines.</summary>
internal static class HeaderFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        new("req.hdr", "A value of a request header; of a list, one element.", SampleNeeds.RequestHead, call => new ListValue(call, Of.Request)),
        new("hdr", "A value of a header of the request or, in response rules, of the response.", SampleNeeds.Exchange, call => new ListValue(call, Of.Rule)),
        new("req.fhdr", "A whole line of a request header.", SampleNeeds.RequestHead, call => new WholeLine(call, Of.Request)),
    ];

    /// <summary>Whose header it is.</summary>
    private enum Of : byte
    {
        Request,
        Response,

        /// <summary>The message that the rule is about.</summary>
        Rule,
    }

    /// <summary>The name and the occurrence: positive from the front, negative from the back, 0 = each in turn or the last.</summary>
    private abstract class HeaderFetch(SampleCallArguments call, Of of) : SampleFetch
    {
        private readonly byte[] _name = call.Bytes(0);
        private readonly FieldName _known = FieldNames.Recognise(call.Bytes(0));
        private readonly int _occurrence = (int)call.Integer(1, 0);

        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            MessageHead head = of switch
            {
                Of.Request => context.Request,
                Of.Response => context.Response,
                _ => context.Message,
            };
            if (_known != FieldName.Other && head.IndexOf(_known) < 0)
            {
                return false;
            }

            if (_occurrence == 0 && context.Iterates)
            {
                return TryNext(head, ref sample);
            }

            return TryPick(head, _occurrence == 0 ? -1 : _occurrence, ref sample);
        }

        /// <summary>Takes the value behind the cursor, which is two 16-bit numbers: index of the line and offset in its value.</summary>
        protected abstract bool TryTake(MessageHead head, int index, ref int offset, ref Sample sample);

        private bool TryNext(MessageHead head, ref Sample sample)
        {
            int index = sample.Cursor >> 16;
            int offset = sample.Cursor & ushort.MaxValue;
            for (index = IndexOf(head, index); index >= 0; index = IndexOf(head, index + 1), offset = 0)
            {
                if (TryTake(head, index, ref offset, ref sample))
                {
                    sample.Cursor = (index << 16) | offset;
                    sample.HasMore = true;
                    return true;
                }
            }

            return false;
        }

        private bool TryPick(MessageHead head, int occurrence, ref Sample sample)
        {
            int wanted = occurrence > 0 ? occurrence : Count(head) + occurrence + 1;
            int seen = 0;
            for (int index = IndexOf(head, 0); index >= 0; index = IndexOf(head, index + 1))
            {
                int offset = 0;
                while (TryTake(head, index, ref offset, ref sample))
                {
                    if (++seen == wanted)
                    {
                        return true;
                    }
                }
            }

            return false;
        }

        private int Count(MessageHead head)
        {
            int count = 0;
            Sample ignored = default;
            for (int index = IndexOf(head, 0); index >= 0; index = IndexOf(head, index + 1))
            {
                int offset = 0;
                while (TryTake(head, index, ref offset, ref ignored))
                {
                    count++;
                }
            }

            return count;
        }

        private int IndexOf(MessageHead head, int from) => _known != FieldName.Other ? head.IndexOf(_known, from) : head.IndexOf(_name, from);
    }

    private sealed class WholeLine(SampleCallArguments call, Of of) : HeaderFetch(call, of)
    {
        protected override bool TryTake(MessageHead head, int index, ref int offset, ref Sample sample)
        {
            if (offset != 0)
            {
                return false;
            }

            offset = 1;
            sample.SetText(head.ValueOf(head.Fields[index]));
            return true;
        }
    }

    /// <summary>Elements of a list; commas inside quotes do not separate (RFC 9110 section 5.6.1).</summary>
    private sealed class ListValue(SampleCallArguments call, Of of) : HeaderFetch(call, of)
    {
        protected override bool TryTake(MessageHead head, int index, ref int offset, ref Sample sample)
        {
            ReadOnlySpan<byte> value = head.ValueOf(head.Fields[index]);
            if (offset > value.Length)
            {
                return false;
            }

            ReadOnlySpan<byte> rest = value[offset..];
            int end = EndOfElement(rest);
            offset += end + 1;
            sample.SetText(rest[..end].Trim(" \t"u8));
            return true;
        }

        private static int EndOfElement(ReadOnlySpan<byte> text)
        {
            int end = text.IndexOfAny((byte)',', (byte)'"');
            if (end < 0)
            {
                return text.Length;
            }

            return text[end] == (byte)',' ? end : EndBehindQuoteSlow(text, end);
        }

        private static int EndBehindQuoteSlow(ReadOnlySpan<byte> text, int at)
        {
            bool quoted = false;
            for (; at < text.Length; at++)
            {
                if (text[at] == (byte)'"')
                {
                    quoted = !quoted;
                }
                else if (quoted && text[at] == (byte)'\\')
                {
                    at++;
                }
                else if (!quoted && text[at] == (byte)',')
                {
                    return at;
                }
            }

            return text.Length;
        }
    }
}
