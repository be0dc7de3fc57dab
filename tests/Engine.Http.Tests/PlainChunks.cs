using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace Engine.Http.Tests;

/// <summary>The chunked grammar as regular expressions. It says how a body ends and what was in it; which fault it was is held by the documents.</summary>
internal static partial class PlainChunks
{
    private static readonly string[] Forbidden =
        ["TRANSFER-ENCODING", "CONTENT-LENGTH", "HOST", "CONNECTION", "KEEP-ALIVE", "PROXY-CONNECTION", "TE", "TRAILER", "UPGRADE"];

    internal static string Decode(byte[] input)
    {
        string text = Encoding.Latin1.GetString(input);
        var data = new StringBuilder();
        int at = 0;
        while (true)
        {
            Match line = ChunkLine().Match(text, at);
            if (!line.Success)
            {
                // An incomplete line is fine as long as some complete one starts with it: left to the outcome of the other side.
                return $"{data}|open";
            }

            BigInteger size = BigInteger.Parse("0" + line.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size > int.MaxValue)
            {
                return $"{data}|open";
            }

            at = line.Index + line.Length;
            if (size == 0)
            {
                return data + "|" + Trailers(text, at);
            }

            int available = (int)BigInteger.Min(size, text.Length - at);
            data.Append(text, at, available);
            at += available;
            if (available < size || !text.AsSpan(at).StartsWith("\r\n", StringComparison.Ordinal))
            {
                return $"{data}|open";
            }

            at += 2;
        }
    }

    private static string Trailers(string text, int at)
    {
        Match section = TrailerSection().Match(text, at);
        if (!section.Success)
        {
            return "open";
        }

        IEnumerable<string> lines = section.Groups[1].Captures.Select(c => c.Value)
            .Where(l => !Forbidden.Contains(l[..l.IndexOf(':', StringComparison.Ordinal)].ToUpperInvariant()));
        return "end " + string.Join(";", lines) + "|" + text[(section.Index + section.Length)..];
    }

    /// <summary>What the decoder said, in the same words: invalid and need-more are both "open".</summary>
    internal static string Simplify(List<string> lines)
    {
        string Of(string prefix) => string.Join(";", lines.Where(l => l.StartsWith(prefix, StringComparison.Ordinal))
            .Select(l => Encoding.Latin1.GetString(WireDocument.Unescape(l[prefix.Length..].Replace("\\{", "\\x5c{", StringComparison.Ordinal)))));
        return Of("data ") + "|" + (lines.Contains("end") ? "end " + Of("trailer ") + "|" + Of("rest ") : "open");
    }

    [GeneratedRegex(
        @"\G([0-9A-Fa-f]{1,16})(?:[ \t]*;[ \t]*[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?:[ \t]*=[ \t]*(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+|""(?:[\t !#-\[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*""))?)*\r\n",
        RegexOptions.CultureInvariant)]
    private static partial Regex ChunkLine();

    [GeneratedRegex(@"\G(?:([!#$%&'*+\-.^_`|~0-9A-Za-z]+:[^\r\n\0]*)\r\n)*\r\n", RegexOptions.CultureInvariant)]
    private static partial Regex TrailerSection();
}
