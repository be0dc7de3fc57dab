using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Proxy.Exchanges;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>How much has come, and blocks of it (CFG 7.3.5 req.len, req.payload, req.payload_lv and their kin; wait_end).</summary>
internal static class PayloadFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("wait_end", "True once nothing more is waited for; until then there is no answer.", SampleNeeds.Nothing, WaitEnd),
        FetchRow.Of("req.len", "Bytes that have come of the request.", SampleNeeds.RequestBytes, RequestLength),
        FetchRow.Of("req_len", "Bytes that have come of the request.", SampleNeeds.RequestBytes, RequestLength),
        FetchRow.Of("res.len", "Bytes that have come of the response.", SampleNeeds.ResponseBytes, ResponseLength),
        new("req.payload", "A block of the request's bytes.", SampleNeeds.RequestBytes, static call => CreateBlock(call, false)),
        new("res.payload", "A block of the response's bytes.", SampleNeeds.ResponseBytes, static call => CreateBlock(call, true)),
        new("payload", "A block of the message's bytes.", SampleNeeds.MessageBytes, static call => CreateBlock(call, IsResponse(call))),
        new("req.payload_lv", "A block of the request's bytes whose length stands in them.", SampleNeeds.RequestBytes, static call => CreateSized(call, false)),
        new("res.payload_lv", "A block of the response's bytes whose length stands in them.", SampleNeeds.ResponseBytes, static call => CreateSized(call, true)),
        new("payload_lv", "A block of the message's bytes whose length stands in them.", SampleNeeds.MessageBytes, static call => CreateSized(call, IsResponse(call))),
    ];

    private static bool IsResponse(SampleCallArguments call) => (call.Point & RulePoints.Response) != 0;

    private static bool WaitEnd(in SampleContext context, ref Sample sample)
    {
        sample.MayChange = !context.IsFinal;
        sample.Set(true);
        return context.IsFinal;
    }

    private static bool RequestLength(in SampleContext context, ref Sample sample) => Length(context, false, ref sample);

    private static bool ResponseLength(in SampleContext context, ref Sample sample) => Length(context, true, ref sample);

    private static bool Length(in SampleContext context, bool isResponse, ref Sample sample)
    {
        Arrived arrived = Arrived.Of(context, isResponse);
        sample.Set((long)arrived.Length);
        sample.MayChange = arrived.MayGrow;
        return true;
    }

    private static BlockFetch? CreateBlock(SampleCallArguments call, bool isResponse)
    {
        long offset = call.Integer(0, 0);
        long length = call.Integer(1, 0);
        if (offset < 0 || length < 0)
        {
            call.Error("an offset and a length cannot be negative", "count from 0; a length of 0 takes all that is there");
            return null;
        }

        return new BlockFetch(isResponse, offset, length);
    }

    /// <summary>The third argument counts from the start, or from the end of the length when it has a sign.</summary>
    private static SizedFetch? CreateSized(SampleCallArguments call, bool isResponse)
    {
        long lengthAt = call.Integer(0, 0);
        long lengthBytes = call.Integer(1, 0);
        string text = call.Text(2);
        long offset = 0;
        if (call.Has(2) && !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out offset))
        {
            call.Error($"'{text}' is no offset", "write a number, with + or - in front when it counts from the end of the length");
            return null;
        }

        bool isRelative = !call.Has(2) || text[0] is '+' or '-';
        if (lengthAt < 0 || lengthBytes is < 1 or > 4 || (isRelative && lengthAt + lengthBytes + offset < 0))
        {
            call.Error("the length cannot stand there", "give the offset of the length, its size of 1 to 4 bytes, and an offset of the block that is not before the first byte");
            return null;
        }

        return new SizedFetch(isResponse, lengthAt, (int)lengthBytes, isRelative ? lengthAt + lengthBytes + offset : offset);
    }

    /// <summary>A block that is there whole, or all from the offset on when the length is 0.</summary>
    private static bool TryTake(in Arrived arrived, long offset, long length, ref Sample sample)
    {
        if (offset + length > arrived.Bytes.Length)
        {
            sample.MayChange = arrived.MayGrow;
            return false;
        }

        sample.SetBinary(length == 0 ? arrived.Bytes[(int)offset..] : arrived.Bytes.Slice((int)offset, (int)length));
        sample.MayChange = length == 0 && arrived.MayGrow;
        return true;
    }

    private sealed class BlockFetch(bool isResponse, long offset, long length) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample) =>
            TryTake(Arrived.Of(context, isResponse), offset, length, ref sample);
    }

    private sealed class SizedFetch(bool isResponse, long lengthAt, int lengthBytes, long offset) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            Arrived arrived = Arrived.Of(context, isResponse);
            if (lengthAt + lengthBytes > arrived.Bytes.Length)
            {
                sample.MayChange = arrived.MayGrow;
                return false;
            }

            long length = 0;
            foreach (byte digit in arrived.Bytes.Slice((int)lengthAt, lengthBytes))
            {
                length = (length << 8) | digit;
            }

            return length > 0 && TryTake(arrived, offset, length, ref sample);
        }
    }
}
