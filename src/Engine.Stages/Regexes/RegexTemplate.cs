using System;
using System.Text.RegularExpressions;
using Engine.Proxy.Samples;

namespace Engine.Stages.Regexes;

/// <summary>Text with references to groups: \0 is the whole match, \1 to \9 are groups, \xHH is a byte, and a backslash before anything else stands for that.</summary>
internal static class RegexTemplate
{
    private const int StackCharsMax = 512;

    /// <summary>The template for the sample's first match. False when there is none, or no room for it.</summary>
    internal static bool TryExpand(ByteRegex regex, ReadOnlySpan<byte> template, Scratch scratch, ref Sample sample)
    {
        ReadOnlySpan<byte> text = sample.Bytes;
        Span<char> small = stackalloc char[StackCharsMax];
        Regex.ValueMatchEnumerator matches = regex.Matches(ByteRegex.Widen(text, small));
        if (!matches.MoveNext())
        {
            return false;
        }

        Span<RegexGroup> groups = stackalloc RegexGroup[RegexGroup.CountMax];
        string? copy = null;
        regex.Catch(text, matches.Current, groups, ref copy);
        return TryExpand(text, groups, template, scratch, ref sample);
    }

    private static bool TryExpand(ReadOnlySpan<byte> text, scoped ReadOnlySpan<RegexGroup> groups, ReadOnlySpan<byte> template, Scratch scratch, ref Sample sample)
    {
        Span<byte> room = scratch.Rest;
        int written = 0;
        for (int at = 0; at < template.Length; at++)
        {
            byte character = template[at];
            if (character == (byte)'\\' && at + 1 < template.Length)
            {
                character = template[++at];
                if (char.IsAsciiDigit((char)character))
                {
                    RegexGroup group = groups[character - '0'];
                    if (group.Length > room.Length - written)
                    {
                        return false;
                    }

                    text.Slice(Math.Max(group.Start, 0), group.Length).CopyTo(room[written..]);
                    written += group.Length;
                    continue;
                }

                if (character == (byte)'x' && TryReadHex(template[(at + 1)..], out byte value))
                {
                    character = value;
                    at += 2;
                }
            }

            if (written == room.Length)
            {
                return false;
            }

            room[written++] = character;
        }

        sample.SetText(scratch.Keep(written));
        return true;
    }

    private static bool TryReadHex(ReadOnlySpan<byte> text, out byte value)
    {
        value = 0;
        Span<byte> one = stackalloc byte[1];
        if (text.Length < 2 || Convert.FromHexString(text[..2], one, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        value = one[0];
        return true;
    }
}
