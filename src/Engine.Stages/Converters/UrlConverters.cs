using System;
using System.Buffers;
using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>Converters of URLs, their parameters, and Host values (CFG 7.3.1).</summary>
internal static class UrlConverters
{
    /// <summary>Unreserved characters (RFC 3986 section 2.3): all that an encoded query holds besides escapes.</summary>
    private static readonly SearchValues<byte> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("url_dec", "Decodes percent escapes, and '+' in the query or, with 1, everywhere.", SampleType.Text, static call => new Decode(call.Integer(0, 0) != 0)),
        new("url_enc", "Escapes what is not unreserved.", SampleType.Text, CreateEncode),
        new("param", "The value of a parameter among others, such as a=1&b=2.", SampleType.Text, CreateParameter),
        ConverterRow.Of("host_only", "A Host value without the port, in lower case.", SampleType.Text, HostOnly),
        ConverterRow.Of("port_only", "The port of a Host value; 0 without one.", SampleType.Text, PortOnly),
    ];

    private static FunctionOf? CreateEncode(SampleCallArguments call)
    {
        if (!call.Has(0) || call.Text(0) == "query")
        {
            return new FunctionOf(Encode);
        }

        call.Error($"'{call.Text(0)}' is no form of encoding", "write url_enc, or url_enc(query)");
        return null;
    }

    private static bool Encode(in SampleContext context, ref Sample sample)
    {
        Span<byte> room = context.Scratch.Rest;
        ReadOnlySpan<byte> rest = sample.Bytes;
        int written = 0;
        while (true)
        {
            int plain = rest.IndexOfAnyExcept(Unreserved);
            int length = plain < 0 ? rest.Length : plain;
            if (written + length + (plain < 0 ? 0 : 3) > room.Length)
            {
                return false;
            }

            rest[..length].CopyTo(room[written..]);
            written += length;
            if (plain < 0)
            {
                sample.SetText(context.Scratch.Keep(written));
                return true;
            }

            room[written] = (byte)'%';
            Convert.TryToHexString(rest.Slice(plain, 1), room[(written + 1)..], out _);
            written += 3;
            rest = rest[(plain + 1)..];
        }
    }

    private static Parameter? CreateParameter(SampleCallArguments call)
    {
        if (call.Text(1).Length <= 1)
        {
            return new Parameter(call.Bytes(0), call.Has(1) ? (byte)call.Text(1)[0] : (byte)'&');
        }

        call.Error($"'{call.Text(1)}' is more than one delimiter", "write one character, such as param(name,';')");
        return null;
    }

    private static bool HostOnly(in SampleContext context, ref Sample sample)
    {
        ReadOnlySpan<byte> host = sample.Bytes[..HostLength(sample.Bytes)];
        if (!context.Scratch.TryTake(host.Length, out Span<byte> room))
        {
            return false;
        }

        for (int i = 0; i < host.Length; i++)
        {
            room[i] = (byte)(host[i] is >= (byte)'A' and <= (byte)'Z' ? host[i] | 0x20 : host[i]);
        }

        sample.SetText(room);
        return true;
    }

    private static bool PortOnly(in SampleContext context, ref Sample sample)
    {
        int end = HostLength(sample.Bytes);
        long port = 0;
        foreach (byte digit in end < sample.Bytes.Length ? sample.Bytes[(end + 1)..] : default)
        {
            if (!char.IsAsciiDigit((char)digit) || (port = (port * 10) + (digit - '0')) > ushort.MaxValue)
            {
                port = 0;
                break;
            }
        }

        sample.Set(port);
        return true;
    }

    /// <summary>Up to the colon of the port; the colons of an IPv6 address stand in brackets (RFC 9110 section 7.2).</summary>
    private static int HostLength(ReadOnlySpan<byte> value)
    {
        int colon = value.LastIndexOf((byte)':');
        return colon < 0 || value[colon..].Contains((byte)']') ? value.Length : colon;
    }

    private sealed class FunctionOf(SampleFunction function) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample) => function(context, ref sample);
    }

    /// <param name="isForm">True when '+' is a space everywhere; else only behind a question mark.</param>
    private sealed class Decode(bool isForm) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (!context.Scratch.TryTake(sample.Bytes.Length, out Span<byte> room))
            {
                return false;
            }

            bool plusIsSpace = isForm;
            int written = 0;
            for (int at = 0; at < sample.Bytes.Length; at++)
            {
                byte character = sample.Bytes[at];
                if (character == (byte)'%')
                {
                    // A percent sign that begins no escape spoils the whole.
                    if (at + 2 >= sample.Bytes.Length || Convert.FromHexString(sample.Bytes.Slice(at + 1, 2), room[written..], out _, out _) != OperationStatus.Done)
                    {
                        return false;
                    }

                    at += 2;
                    written++;
                    continue;
                }

                plusIsSpace |= character == (byte)'?';
                room[written++] = character == (byte)'+' && plusIsSpace ? (byte)' ' : character;
            }

            sample.SetText(room[..written]);
            return true;
        }
    }

    /// <summary>The first parameter of that name; one without a value is empty.</summary>
    private sealed class Parameter(byte[] name, byte delimiter) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            ReadOnlySpan<byte> rest = sample.Bytes;
            while (!rest.IsEmpty)
            {
                int end = rest.IndexOf(delimiter);
                ReadOnlySpan<byte> one = end < 0 ? rest : rest[..end];
                rest = end < 0 ? default : rest[(end + 1)..];
                int equals = one.IndexOf((byte)'=');
                if ((equals < 0 ? one : one[..equals]).SequenceEqual(name))
                {
                    sample.SetText(equals < 0 ? default : one[(equals + 1)..]);
                    return true;
                }
            }

            return false;
        }
    }
}
