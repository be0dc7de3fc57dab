using System;
using System.Collections.Generic;
using System.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>Converters of text to text (CFG 7.3.1).</summary>
internal static class TextConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        ConverterRow.Of("lower", "ASCII letters to lower case.", SampleType.Text, Lower),
        ConverterRow.Of("upper", "ASCII letters to upper case.", SampleType.Text, Upper),
    ];

    private static bool Lower(in SampleContext context, ref Sample sample)
    {
        if (!context.Scratch.TryTake(sample.Bytes.Length, out Span<byte> room))
        {
            return false;
        }

        Ascii.ToLower(sample.Bytes, room, out int written);
        return Finish(room, written, ref sample, lower: true);
    }

    private static bool Upper(in SampleContext context, ref Sample sample)
    {
        if (!context.Scratch.TryTake(sample.Bytes.Length, out Span<byte> room))
        {
            return false;
        }

        Ascii.ToUpper(sample.Bytes, room, out int written);
        return Finish(room, written, ref sample, lower: false);
    }

    /// <summary>The library stops at the first byte that is not ASCII; those are kept.</summary>
    private static bool Finish(Span<byte> room, int done, ref Sample sample, bool lower)
    {
        while (done < room.Length)
        {
            room[done] = sample.Bytes[done];
            done++;
            _ = lower ? Ascii.ToLower(sample.Bytes[done..], room[done..], out int more) : Ascii.ToUpper(sample.Bytes[done..], room[done..], out more);
            done += more;
        }

        sample.SetText(room);
        return true;
    }
}
