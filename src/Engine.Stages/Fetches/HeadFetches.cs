using System;
using System.Collections.Generic;
using Engine.Http;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches of a head as a whole (CFG 7.3.6): the names in it, its lines as text, its fields in the binary form of SPOE.</summary>
internal static class HeadFetches
{
    /// <summary>A length of 64 bits takes no more in the encoding of SPOE.</summary>
    private const int LengthBytesMax = 10;

    internal static IReadOnlyList<FetchRow> Rows =>
    [
        new("req.hdr_names", "The names of all request headers, in order.", SampleNeeds.RequestHead, call => new NamesFetch(MessageSide.Request, Delimiter(call))),
        new("res.hdr_names", "The names of all response headers, in order.", SampleNeeds.ResponseHead, call => new NamesFetch(MessageSide.Response, Delimiter(call))),
        FetchRow.Of("req.hdrs", "All request header lines and the empty line.", SampleNeeds.RequestHead, static (in SampleContext context, ref Sample sample) => TryLines(context, context.Request, ref sample)),
        FetchRow.Of("res.hdrs", "All response header lines and the empty line.", SampleNeeds.ResponseHead, static (in SampleContext context, ref Sample sample) => TryLines(context, context.Response, ref sample)),
        FetchRow.Of("req.hdrs_bin", "All request headers in binary form.", SampleNeeds.RequestHead, static (in SampleContext context, ref Sample sample) => TryBinary(context, context.Request, ref sample)),
        FetchRow.Of("res.hdrs_bin", "All response headers in binary form.", SampleNeeds.ResponseHead, static (in SampleContext context, ref Sample sample) => TryBinary(context, context.Response, ref sample)),
    ];

    /// <summary>The first character of the argument; a comma without one.</summary>
    internal static byte Delimiter(SampleCallArguments call) => call.Has(0) ? call.Bytes(0)[0] : (byte)',';

    private static bool TryLines(in SampleContext context, MessageHead head, ref Sample sample)
    {
        head.HidePersistence();
        Span<byte> room = context.Scratch.Rest;
        int length = 0;
        foreach (ref readonly HeadField field in head.Fields)
        {
            if (field.IsRemoved)
            {
                continue;
            }

            if (field.NameLength + field.ValueLength + 6 > room.Length - length)
            {
                return false;
            }

            head.NameOf(field).CopyTo(room[length..]);
            length += field.NameLength;
            ": "u8.CopyTo(room[length..]);
            length += 2;
            head.ValueOf(field).CopyTo(room[length..]);
            length += field.ValueLength;
            "\r\n"u8.CopyTo(room[length..]);
            length += 2;
        }

        if (room.Length - length < 2)
        {
            return false;
        }

        "\r\n"u8.CopyTo(room[length..]);
        sample.SetText(context.Scratch.Keep(length + 2));
        return true;
    }

    /// <summary>Name and value of each field, each with its length in front; two empty ones at the end.</summary>
    private static bool TryBinary(in SampleContext context, MessageHead head, ref Sample sample)
    {
        head.HidePersistence();
        Span<byte> room = context.Scratch.Rest;
        int length = 0;
        foreach (ref readonly HeadField field in head.Fields)
        {
            if (field.IsRemoved)
            {
                continue;
            }

            if (field.NameLength + field.ValueLength + (2 * LengthBytesMax) + 2 > room.Length - length)
            {
                return false;
            }

            length += WriteString(room[length..], head.NameOf(field));
            length += WriteString(room[length..], head.ValueOf(field));
        }

        if (room.Length - length < 2)
        {
            return false;
        }

        room.Slice(length, 2).Clear();
        sample.SetBinary(context.Scratch.Keep(length + 2));
        return true;
    }

    private static int WriteString(Span<byte> room, ReadOnlySpan<byte> text)
    {
        int header = WriteLength(room, (uint)text.Length);
        text.CopyTo(room[header..]);
        return header + text.Length;
    }

    /// <summary>SPOE's variable integer: below 240 as it is, else four bits in the first byte and seven in each of the others.</summary>
    private static int WriteLength(Span<byte> room, uint length)
    {
        if (length < 240)
        {
            room[0] = (byte)length;
            return 1;
        }

        room[0] = (byte)(length | 240);
        int written = 1;
        for (length = (length - 240) >> 4; length >= 128; length = (length - 128) >> 7)
        {
            room[written++] = (byte)(length | 128);
        }

        room[written++] = (byte)length;
        return written;
    }

    private sealed class NamesFetch(MessageSide side, byte delimiter) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            MessageHead head = side == MessageSide.Request ? context.Request : context.Response;
            head.HidePersistence();
            Span<byte> room = context.Scratch.Rest;
            int length = 0;
            foreach (ref readonly HeadField field in head.Fields)
            {
                if (field.IsRemoved)
                {
                    continue;
                }

                if (field.NameLength + 1 > room.Length - length)
                {
                    return false;
                }

                if (length > 0)
                {
                    room[length++] = delimiter;
                }

                head.NameOf(field).CopyTo(room[length..]);
                length += field.NameLength;
            }

            sample.SetText(context.Scratch.Keep(length));
            return length > 0;
        }
    }
}
