using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Engine.Stages.Converters;

/// <summary>A piece of a replacement: bytes, and the group that stands behind them.</summary>
/// <param name="Group">0 is the whole match; -1: none.</param>
internal readonly record struct SubstitutionPart(byte[] Literal, int Group)
{
    /// <summary>\0 is the match, \1 to \9 are groups, \xHH is a byte, and a backslash before anything else stands for that.</summary>
    internal static SubstitutionPart[] Read(ReadOnlySpan<byte> text)
    {
        List<SubstitutionPart> parts = [];
        List<byte> literal = [];
        for (int at = 0; at < text.Length; at++)
        {
            byte character = text[at];
            if (character == (byte)'\\' && at + 1 < text.Length)
            {
                character = text[++at];
                if (char.IsAsciiDigit((char)character))
                {
                    parts.Add(new SubstitutionPart([.. literal], character - '0'));
                    literal.Clear();
                    continue;
                }

                if (character == (byte)'x' && at + 2 < text.Length && byte.TryParse(Encoding.Latin1.GetString(text.Slice(at + 1, 2)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
                {
                    character = value;
                    at += 2;
                }
            }

            literal.Add(character);
        }

        parts.Add(new SubstitutionPart([.. literal], -1));
        return [.. parts];
    }
}
