using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Reads a crt-list: <c>PATH [[OPTIONS]] [FILTERS]</c>, a line for each certificate (CFG 5.1 crt-list).</summary>
public static class CrtListReader
{
    private static readonly KeywordTable<TlsConfig> Options = new(TlsOptionRows.OfList<TlsConfig>(static t => t));

    /// <summary>Lines without a fault; the others are reported.</summary>
    /// <param name="path">Of the list, for messages.</param>
    public static IReadOnlyList<CrtListLine> Read(string path, byte[] content, ExpressionContext expressions)
    {
        StatementReader reader = new(ConfigEnvironment.FromProcess(), expressions.Diagnostics);
        ReadContext context = new(expressions.Vocabulary, expressions.Diagnostics, expressions.Files, reader);
        List<CrtListLine> lines = [];
        int number = 0;
        foreach (string line in ByteText.FromBytes(content).Split('\n'))
        {
            number++;
            string raw = line.TrimEnd('\r');
            List<Word> words = Split(raw);
            if (words.Count > 0 && ReadLine(new Statement(path, number, raw, words), context) is { } read)
            {
                lines.Add(read);
            }
        }

        return lines;
    }

    private static CrtListLine? ReadLine(Statement line, ReadContext context)
    {
        List<Word> words = [.. line.Words];
        int open = words.FindIndex(static word => word.Text == "[");
        int close = words.FindIndex(static word => word.Text == "]");
        if (open >= 0 != close >= 0 || close < open || (open >= 0 && open != 1))
        {
            context.Diagnostics.Error(line, open >= 0 ? open : 0, "the options of a certificate stand in one pair of brackets behind its path", "write: cert.pem [alpn http/1.1] name.example.com");
            return null;
        }

        TlsConfig options = new();
        if (close > open + 1)
        {
            Statement inside = line with { Words = words[(open + 1)..close] };
            if (!OptionList.TryRead(Options, options, new KeywordCall(context, inside, "crt-list", 0, 0), 0, "crt-list"))
            {
                return null;
            }
        }

        List<string> filters = words[(close < 0 ? 1 : close + 1)..].ConvertAll(static word => word.Text);
        return new CrtListLine(line with { Words = [words[0]] }, options, filters);
    }

    /// <summary>Words between blanks; brackets are words of their own. A hash at the start makes a comment.</summary>
    private static List<Word> Split(string raw)
    {
        List<Word> words = [];
        int at = 0;
        while (at < raw.Length)
        {
            int start = at;
            if (raw[at] is ' ' or '\t')
            {
                at++;
                continue;
            }

            if (raw[at] == '#' && words.Count == 0)
            {
                break;
            }

            at++;
            if (raw[start] is not ('[' or ']'))
            {
                while (at < raw.Length && raw[at] is not (' ' or '\t' or '[' or ']'))
                {
                    at++;
                }
            }

            words.Add(new Word(raw[start..at], start + 1, at - start));
        }

        return words;
    }
}
