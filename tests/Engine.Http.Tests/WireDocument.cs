using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Engine.Http.Tests;

/// <summary>Reads wire/*.md; its README is the format.</summary>
internal static class WireDocument
{
    internal static IReadOnlyList<WireCase> All { get; } =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "wire"), "*.md")
            .Order(StringComparer.Ordinal)
            .Where(path => Path.GetFileName(path) != "README.md")
            .SelectMany(path => Read(Path.GetFileNameWithoutExtension(path), File.ReadAllLines(path)))];

    private static IEnumerable<WireCase> Read(string document, string[] lines)
    {
        WireCase? current = null;
        string title = "";
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("## ", StringComparison.Ordinal))
            {
                if (current is not null)
                {
                    yield return current;
                }

                current = null;
                title = lines[i][3..];
            }
            else if (lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                string[] words = lines[i][3..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var block = new List<string>();
                while (lines[++i] != "```")
                {
                    block.Add(lines[i]);
                }

                current = Take(current, document, title, words, block);
            }
        }

        if (current is not null)
        {
            yield return current;
        }
    }

    private static WireCase Take(WireCase? current, string document, string title, string[] words, List<string> block) => words[0] switch
    {
        "expect" => current! with { Expected = block },
        "forward" => current! with { ForwardOptions = words[1..], Forwarded = Unescape(string.Concat(block)) },
        _ => new WireCase(document, title, Enum.Parse<WireReader>(words[0], ignoreCase: true), Unescape(string.Concat(block)))
        {
            Limits = new HeadLimits(Option(words, "bytes", 15360), Option(words, "fields", 101), words.Contains("unsafe")),
            RequestMethod = words.Contains("to") ? Enum.Parse<HttpMethod>(words[Array.IndexOf(words, "to") + 1], ignoreCase: true) : HttpMethod.Get,
        },
    };

    private static int Option(string[] words, string name, int otherwise)
    {
        string? word = words.FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal));
        return word is null ? otherwise : int.Parse(word[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    internal static byte[] Unescape(string text)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
                continue;
            }

            i++;
            switch (text[i])
            {
                case 'r': bytes.Add(13); break;
                case 'n': bytes.Add(10); break;
                case 't': bytes.Add(9); break;
                case '0': bytes.Add(0); break;
                case '\\': bytes.Add((byte)'\\'); break;
                case 'x':
                    bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    i += 2;
                    break;
                case '{':
                    int end = text.IndexOf('}', i);
                    int star = text.LastIndexOf('*', end);
                    byte[] once = Unescape(text[(i + 1)..star]);
                    int times = int.Parse(text.AsSpan(star + 1, end - star - 1), CultureInfo.InvariantCulture);
                    for (int j = 0; j < times; j++)
                    {
                        bytes.AddRange(once);
                    }

                    i = end;
                    break;
                default:
                    throw new FormatException("unknown escape in " + text);
            }
        }

        return [.. bytes];
    }
}
