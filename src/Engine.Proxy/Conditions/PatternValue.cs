using System;
using System.Globalization;
using Engine.Config.Text;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Conditions;

/// <summary>What a map gives for a key, read once in all the ways in which map converters want it. Immutable.</summary>
public sealed class PatternValue
{
    public static readonly PatternValue Empty = new("");

    public PatternValue(string text)
    {
        Bytes = ByteText.ToBytes(text);

        // To its end, other than a value on its way through an expression: the operator must hear of a word that is no number.
        Integer = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
        Sample sample = default;
        sample.SetText(Bytes);
        if (SampleCasts.TryCast(ref sample, SampleType.Address, null!))
        {
            IsIPv4 = sample.Type == SampleType.IPv4;
            Address = sample.Address;
        }
    }

    public byte[] Bytes { get; }

    /// <summary>Null when the text is no number.</summary>
    public long? Integer { get; }

    /// <summary>Null when the text is no address; in host order.</summary>
    public UInt128? Address { get; }

    public bool IsIPv4 { get; }
}
