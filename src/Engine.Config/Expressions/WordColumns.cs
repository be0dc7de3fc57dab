using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>
/// Finds the raw column of every character of a word by resolving its quotes and escapes once more (CFG 2.2). Where that does not
/// lead to the word's text, because a variable was expanded in it, there is no such map and carets show the whole word.
/// </summary>
internal static class WordColumns
{
    /// <returns>For each character of the text the 1-based column where it begins, and the one behind it; none when there is no map.</returns>
    public static (int Start, int End)[] Of(Statement statement, int word)
    {
        Word at = statement.Words[word];
        int start = at.Column - 1;
        int end = start + at.Length;
        if (start < 0 || end > statement.Raw.Length)
        {
            return [];
        }

        var columns = new List<(int Start, int End)>(at.Length);
        char quote = '\0';
        for (int i = start; i < end;)
        {
            char c = statement.Raw[i];
            if ((c is '"' or '\'') && (quote == '\0' || quote == c))
            {
                quote = quote == '\0' ? c : '\0';
                i++;
                continue;
            }

            int taken = c == '\\' && quote != '\'' ? EscapeLength(statement.Raw, i, end) : 1;
            char meant = taken > 1 ? Unescape(statement.Raw, i) : c;
            if (columns.Count >= at.Text.Length || at.Text[columns.Count] != meant)
            {
                return [];
            }

            columns.Add((i + 1, i + 1 + taken));
            i += taken;
        }

        return columns.Count == at.Text.Length ? [.. columns] : [];
    }

    private static int EscapeLength(string raw, int at, int end)
    {
        if (at + 1 >= end)
        {
            return 1;
        }

        return raw[at + 1] switch
        {
            'x' => at + 3 < end ? 4 : 1,
            ' ' or '#' or '\\' or '\'' or '"' or 'n' or 'r' or 't' or '$' => 2,
            _ => 1,
        };
    }

    private static char Unescape(string raw, int at) => raw[at + 1] switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'x' => (char)((System.Convert.ToInt32(char.IsAsciiHexDigit(raw[at + 2]) ? raw[at + 2].ToString() : "0", 16) << 4)
            + System.Convert.ToInt32(char.IsAsciiHexDigit(raw[at + 3]) ? raw[at + 3].ToString() : "0", 16)),
        char c => c,
    };
}
