using System;
using System.Collections.Generic;
using System.Text;

namespace Engine.LoadTests.Scenarios;

/// <summary>
/// Splits a line into words: blanks part them, double quotes hold them together (with \" and \\ inside), # begins a comment where a word could
/// begin, ${NAME} and ${NAME:-default} stand for what was set from outside.
/// </summary>
internal sealed class WordSplitter(Func<string, string?> variables, FaultList faults)
{
    /// <summary>Null when the line says nothing or is wrong.</summary>
    public Statement? Split(int line, string text)
    {
        var words = new List<Word>();
        int at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length || text[at] == '#')
            {
                return words.Count == 0 ? null : new Statement(line, text, words);
            }

            int start = at;
            if (Take(line, text, ref at) is not { } word)
            {
                return null;
            }

            words.Add(new Word(word, start + 1, at - start));
        }
    }

    /// <summary>One word from <paramref name="at"/> on; null when a fault was found.</summary>
    private string? Take(int line, string text, ref int at)
    {
        var word = new StringBuilder();
        int quote = -1;
        for (; at < text.Length && (quote >= 0 || !char.IsWhiteSpace(text[at])); at++)
        {
            char c = text[at];
            if (c == '"')
            {
                quote = quote < 0 ? at : -1;
            }
            else if (c == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\' or '$')
            {
                word.Append(text[++at]);
            }
            else if (c == '$' && at + 1 < text.Length && text[at + 1] == '{')
            {
                if (TakeVariable(line, text, ref at) is not { } value)
                {
                    return null;
                }

                word.Append(value);
            }
            else
            {
                word.Append(c);
            }
        }

        if (quote >= 0)
        {
            faults.Add(new Fault(line, quote + 1, text.Length - quote, text, "the quote is not closed on this line", "end the text with \""));
            return null;
        }

        return word.ToString();
    }

    private string? TakeVariable(int line, string text, ref int at)
    {
        int start = at;
        int end = text.IndexOf('}', at);
        if (end < 0)
        {
            faults.Add(new Fault(line, start + 1, text.Length - start, text, "the variable is not closed on this line", "write ${NAME} or ${NAME:-default}"));
            return null;
        }

        at = end;
        string name = text[(start + 2)..end];
        int otherwise = name.IndexOf(":-", StringComparison.Ordinal);
        string? value = variables(otherwise < 0 ? name : name[..otherwise]);
        if (value is null && otherwise < 0)
        {
            faults.Add(new Fault(line, start + 1, end + 1 - start, text, $"nothing is set for the variable {name}", $"run with --set {name}=VALUE, or write ${{{name}:-default}}"));
        }

        return value ?? (otherwise < 0 ? null : name[(otherwise + 2)..]);
    }
}
