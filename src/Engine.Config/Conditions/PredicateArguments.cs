using System.Collections.Generic;
using System.Text;
using Engine.Config.Text;

namespace Engine.Config.Conditions;

/// <summary>
/// The arguments between a predicate's parentheses. They have a second level of quoting (CFG 2.2): quotes and backslashes as on the
/// first level except <c>\# \$ \xNN</c>; commas and the closing parenthesis must be quoted; spaces count.
/// </summary>
internal sealed class PredicateArguments
{
    private readonly string _text;
    private readonly List<string> _texts = [];
    private readonly List<(int Offset, int Length)> _places = [];

    /// <summary>Reads from the opening parenthesis at <paramref name="open"/>; <c>()</c> is one empty argument.</summary>
    public PredicateArguments(string text, int open)
    {
        _text = text;
        End = open + 1;
        do
        {
            ReadOne(open);
        }
        while (Issue is null && _text[End++] == ',');
    }

    public IReadOnlyList<string> Texts => _texts;

    /// <summary>Where each argument stands, quotes included.</summary>
    public IReadOnlyList<(int Offset, int Length)> Places => _places;

    /// <summary>Offset after the closing parenthesis, once all are read.</summary>
    public int End { get; private set; }

    public ValueIssue? Issue { get; private set; }

    /// <summary>Stops at the comma or parenthesis that ends the argument.</summary>
    private void ReadOne(int open)
    {
        var argument = new StringBuilder();
        int start = End;
        int quoteAt = -1;
        while (End < _text.Length)
        {
            char c = _text[End];
            if (quoteAt < 0 && c is ',' or ')')
            {
                _texts.Add(argument.ToString());
                _places.Add((start, End - start));
                return;
            }

            if (c is '"' or '\'' && (quoteAt < 0 || _text[quoteAt] == c))
            {
                quoteAt = quoteAt < 0 ? End : -1;
            }
            else if (c == '\\' && (quoteAt < 0 || _text[quoteAt] == '"'))
            {
                AppendEscape(argument);
            }
            else
            {
                argument.Append(c);
            }

            End++;
        }

        Issue = quoteAt >= 0
            ? new ValueIssue(quoteAt, 1, "this quote is never closed", "close it, or write a backslash before it")
            : new ValueIssue(open, 1, "the arguments are never closed", "add the missing ')'");
    }

    private void AppendEscape(StringBuilder argument)
    {
        char next = End + 1 < _text.Length ? _text[End + 1] : '\0';
        char meant = next switch
        {
            ' ' or '\\' or '\'' or '"' => next,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => '\0',
        };
        argument.Append(meant == '\0' ? '\\' : meant);
        End += meant == '\0' ? 0 : 1;
    }
}
