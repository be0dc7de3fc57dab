using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>A format of strftime(3), read once: names are those of the C locale. <c>%N</c> is the part of the second, where the input has one.</summary>
internal sealed class TimeFormat
{
    private readonly TimeFormatPart[] _parts;
    private readonly TimeZoneInfo _zone;

    private TimeFormat(TimeFormatPart[] parts, TimeZoneInfo zone)
    {
        _parts = parts;
        _zone = zone;
    }

    /// <summary>What is no conversion is kept as it is written, and the operator is told.</summary>
    /// <param name="fractionDigits">0 when the input is in seconds.</param>
    internal static TimeFormat Read(SampleCallArguments call, TimeZoneInfo zone, int fractionDigits)
    {
        string text = call.Text(0);
        List<TimeFormatPart> parts = [];
        int literal = 0;
        for (int at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = at < text.Length ? text.IndexOf('%', at) : -1)
        {
            int start = at++;
            char flag = '\0';
            while (at < text.Length && "_-0^#".Contains(text[at], StringComparison.Ordinal))
            {
                flag = text[at++];
            }

            int digits = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            int width = int.TryParse(text.AsSpan(digits, at - digits), NumberStyles.None, CultureInfo.InvariantCulture, out int written) ? Math.Min(written, TimeFormatPart.WidthMax) : 0;
            at += at < text.Length && text[at] is 'E' or 'O' ? 1 : 0;
            char kind = at < text.Length ? text[at++] : '\0';
            if (!(kind == 'N' ? fractionDigits > 0 : TimeFormatPart.Kinds.Contains(kind, StringComparison.Ordinal)))
            {
                call.Warning($"'{text[start..at]}' is no conversion of strftime: it is kept as it is");
                continue;
            }

            parts.Add(new TimeFormatPart(ByteText.ToBytes(text[literal..start]), kind, flag, kind == 'N' ? fractionDigits : width));
            literal = at;
        }

        parts.Add(new TimeFormatPart(ByteText.ToBytes(text[literal..]), '\0', '\0', 0));
        return new TimeFormat([.. parts], zone);
    }

    internal bool TryWrite(DateTime utc, Scratch scratch, ref Sample sample)
    {
        Span<byte> room = scratch.Rest;
        int written = 0;
        TimeFields fields = new(utc, _zone);
        foreach (TimeFormatPart part in _parts)
        {
            if (!part.TryWrite(fields, room[written..], out int bytes))
            {
                return false;
            }

            written += bytes;
        }

        sample.SetText(scratch.Keep(written));
        return true;
    }
}
