using System;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>
/// <c>language</c>: of the languages given, the one that an Accept-Language value wants most (RFC 9110 section 12.5.4). A tag that is
/// not given as a whole counts as its primary language; case counts.
/// </summary>
internal sealed class LanguageConverter : SampleConverter
{
    private const int QualityMax = 1000;

    private readonly byte[][] _offers;
    private readonly byte[]? _missing;

    private LanguageConverter(byte[][] offers, byte[]? missing)
    {
        _offers = offers;
        _missing = missing;
    }

    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("language", "The best of given languages for an Accept-Language value, or a default.", SampleType.Text, static call => new LanguageConverter(Split(call.Text(0)), call.Has(1) ? call.Bytes(1) : null)),
    ];

    public override bool TryConvert(in SampleContext context, ref Sample sample)
    {
        byte[]? best = null;
        int bestQuality = 0;
        ReadOnlySpan<byte> rest = sample.Bytes;
        while (!rest.IsEmpty)
        {
            int comma = rest.IndexOf((byte)',');
            ReadOnlySpan<byte> item = comma < 0 ? rest : rest[..comma];
            rest = comma < 0 ? default : rest[(comma + 1)..];
            int semicolon = item.IndexOf((byte)';');
            ReadOnlySpan<byte> tag = (semicolon < 0 ? item : item[..semicolon]).Trim(" \t"u8);
            int quality = semicolon < 0 ? QualityMax : QualityOf(item[(semicolon + 1)..]);
            if (quality > bestQuality && OfferOf(tag) is { } offer)
            {
                best = offer;
                bestQuality = quality;
            }
        }

        best ??= _missing;
        sample.SetText(best);
        return best is not null;
    }

    private static byte[][] Split(string list)
    {
        string[] names = list.Split(';', StringSplitOptions.RemoveEmptyEntries);
        byte[][] offers = new byte[names.Length][];
        for (int i = 0; i < names.Length; i++)
        {
            offers[i] = ByteText.ToBytes(names[i]);
        }

        return offers;
    }

    /// <summary>In thousandths. What is malformed counts as if it were not there: the language was named, after all.</summary>
    private static int QualityOf(ReadOnlySpan<byte> parameter)
    {
        int equals = parameter.IndexOf((byte)'=');
        if (equals < 0 || !parameter[..equals].Trim(" \t"u8).SequenceEqual("q"u8))
        {
            return QualityMax;
        }

        ReadOnlySpan<byte> value = parameter[(equals + 1)..].Trim(" \t"u8);
        if (value.IsEmpty || value[0] != (byte)'0')
        {
            return QualityMax;
        }

        int quality = 0;
        int unit = 100;
        for (int i = 2; i < value.Length && char.IsAsciiDigit((char)value[i]); i++)
        {
            quality += (value[i] - '0') * unit;
            unit /= 10;
        }

        return quality;
    }

    private byte[]? OfferOf(ReadOnlySpan<byte> tag)
    {
        foreach (byte[] offer in _offers)
        {
            if (tag.SequenceEqual(offer))
            {
                return offer;
            }
        }

        int dash = tag.IndexOf((byte)'-');
        return dash < 0 ? null : OfferOf(tag[..dash]);
    }
}
