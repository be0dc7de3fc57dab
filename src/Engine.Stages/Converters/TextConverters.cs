using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>Converters of text as a whole (CFG 7.3.1).</summary>
internal static class TextConverters
{
    /// <summary>CTL of RFC 5234 appendix B.1, as far as it is below 0x20.</summary>
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31);

    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        ConverterRow.Of("lower", "ASCII letters to lower case.", SampleType.Text, static (in SampleContext context, ref Sample sample) => ChangeCase(context, ref sample, toLower: true)),
        ConverterRow.Of("upper", "ASCII letters to upper case.", SampleType.Text, static (in SampleContext context, ref Sample sample) => ChangeCase(context, ref sample, toLower: false)),
        ConverterRow.Of("length", "The number of bytes.", SampleType.Text, Length),
        new("ltrim", "Drops characters of a set at the beginning.", SampleType.Text, static call => new Trim(call.Bytes(0), atStart: true)),
        new("rtrim", "Drops characters of a set at the end.", SampleType.Text, static call => new Trim(call.Bytes(0), atStart: false)),
        ConverterRow.Of("reverse", "The bytes from last to first.", SampleType.Text, Reverse),
        ConverterRow.Of("reverse_dom", "The labels of a domain name from last to first.", SampleType.Text, ReverseDomain),
        ConverterRow.Of("cut_crlf", "What stands before the first CR or LF.", SampleType.Text, CutLine),
        new("has_ctl", "True when there is a control character, or one of the bytes given in hexadecimal.", SampleType.Binary, CreateHasControl),
        new("iif", "One of two texts, for true and for false.", SampleType.Boolean, static call => new Choice(call.Bytes(0), call.Bytes(1))),
    ];

    private static bool ChangeCase(in SampleContext context, ref Sample sample, bool toLower)
    {
        if (!context.Scratch.TryTake(sample.Bytes.Length, out Span<byte> room))
        {
            return false;
        }

        int done = 0;
        while (true)
        {
            _ = toLower ? Ascii.ToLower(sample.Bytes[done..], room[done..], out int more) : Ascii.ToUpper(sample.Bytes[done..], room[done..], out more);
            done += more;
            if (done == room.Length)
            {
                sample.SetText(room);
                return true;
            }

            // The library stops at the first byte that is not ASCII; those are kept.
            room[done] = sample.Bytes[done];
            done++;
        }
    }

    private static bool Length(in SampleContext context, ref Sample sample)
    {
        sample.Set(sample.Bytes.Length);
        return true;
    }

    private static bool Reverse(in SampleContext context, ref Sample sample)
    {
        if (!context.Scratch.TryTake(sample.Bytes.Length, out Span<byte> room))
        {
            return false;
        }

        sample.Bytes.CopyTo(room);
        room.Reverse();
        sample.SetText(room);
        return true;
    }

    private static bool ReverseDomain(in SampleContext context, ref Sample sample)
    {
        if (!context.Scratch.TryTake(sample.Bytes.Length, out Span<byte> room))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = sample.Bytes;
        int end = room.Length;
        while (true)
        {
            int dot = rest.IndexOf((byte)'.');
            int label = dot < 0 ? rest.Length : dot;
            end -= label;
            rest[..label].CopyTo(room[end..]);
            if (dot < 0)
            {
                break;
            }

            room[--end] = (byte)'.';
            rest = rest[(dot + 1)..];
        }

        sample.SetText(room);
        return true;
    }

    private static bool CutLine(in SampleContext context, ref Sample sample)
    {
        int end = sample.Bytes.IndexOfAny((byte)'\r', (byte)'\n');
        sample.SetText(end < 0 ? sample.Bytes : sample.Bytes[..end]);
        return true;
    }

    private static ControlTest? CreateHasControl(SampleCallArguments call)
    {
        if (!call.Has(0))
        {
            return new ControlTest(Controls);
        }

        byte[] set = new byte[call.Text(0).Length / 2];
        if (Convert.FromHexString(call.Text(0), set, out _, out _) == OperationStatus.Done)
        {
            return new ControlTest(SearchValues.Create(set));
        }

        call.Error($"'{call.Text(0)}' is not an even number of hexadecimal digits", "write two digits for each byte, such as 000a0d");
        return null;
    }

    private sealed class ControlTest(SearchValues<byte> bytes) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            sample.Set(sample.Bytes.ContainsAny(bytes));
            return true;
        }
    }

    private sealed class Trim(byte[] characters, bool atStart) : SampleConverter
    {
        private readonly SearchValues<byte> _characters = SearchValues.Create(characters);

        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            ReadOnlySpan<byte> text = sample.Bytes;
            if (atStart)
            {
                int start = text.IndexOfAnyExcept(_characters);
                sample.SetText(start < 0 ? default : text[start..]);
            }
            else
            {
                sample.SetText(text[..(text.LastIndexOfAnyExcept(_characters) + 1)]);
            }

            return true;
        }
    }

    private sealed class Choice(byte[] yes, byte[] no) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            sample.SetText(sample.Integer != 0 ? yes : no);
            return true;
        }
    }
}
