using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>One line of a pattern or map file (CFG 7.1, 7.3.1 map).</summary>
/// <param name="Number">1-based.</param>
/// <param name="Key">The whole line, or its first word in a map.</param>
/// <param name="Value">Of a map: what follows, without blanks around it.</param>
public readonly record struct PatternLine(int Number, string Key, string Value)
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Blanks in front of a line do not count; empty lines, and those that begin with #, are skipped.</summary>
    /// <param name="twoColumns">A map.</param>
    public static IEnumerable<PatternLine> Read(byte[] content, bool twoColumns)
    {
        string text = ByteText.FromBytes(content);
        int number = 0;
        for (int at = 0; at < text.Length;)
        {
            int end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end;
            string line = text[at..end].TrimEnd('\r');
            at = end + 1;
            number++;

            // A pattern that begins with # is written with a blank in front.
            if (line.StartsWith('#') || line.TrimStart(Blanks) is not { Length: > 0 } pattern)
            {
                continue;
            }

            int word = twoColumns ? pattern.IndexOfAny(Blanks) : -1;
            yield return word < 0 ? new PatternLine(number, pattern, "") : new PatternLine(number, pattern[..word], pattern[word..].Trim(Blanks));
        }
    }
}
