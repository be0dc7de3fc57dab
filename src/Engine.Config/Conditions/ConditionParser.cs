using System;
using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Conditions;

/// <summary>
/// <c>or := and {"||" and}</c>, <c>and := term {"&amp;&amp;" term}</c>, <c>term := {"!"} (integer | "(" or ")" | predicate "(" arguments ")")</c>.
/// Reads everything and answers in the same pass: predicates have no side effects, so nothing needs to be skipped. The first issue wins.
/// </summary>
internal ref struct ConditionParser(string text, ConditionContext context)
{
    /// <summary>Nesting of parentheses; far beyond any real condition, far below the end of the stack.</summary>
    private const int DepthMax = 256;

    private readonly string _text = text;
    private readonly ConditionContext _context = context;
    private int _at;
    private int _depth;
    private ValueIssue? _issue;

    public ConditionResult Read()
    {
        SkipSpaces();
        if (_at == _text.Length)
        {
            return new ConditionResult(false, null);
        }

        bool answer = ReadOr();
        if (_issue is null && _at < _text.Length)
        {
            FailTrailing();
        }

        return new ConditionResult(answer && _issue is null, _issue);
    }

    private bool ReadOr()
    {
        bool answer = ReadAnd();
        while (TryOperator("||"))
        {
            answer |= ReadAnd();
        }

        return answer;
    }

    private bool ReadAnd()
    {
        bool answer = ReadTerm();
        while (TryOperator("&&"))
        {
            answer &= ReadTerm();
        }

        return answer;
    }

    private bool ReadTerm()
    {
        SkipSpaces();
        bool negated = false;
        while (Current == '!')
        {
            negated = !negated;
            _at++;
            SkipSpaces();
        }

        bool answer = Current == '(' ? ReadParentheses() : TryReadInteger(out bool nonZero) ? nonZero : ReadPredicate();
        SkipSpaces();
        return answer != negated;
    }

    private bool ReadParentheses()
    {
        int open = _at;
        if (++_depth > DepthMax)
        {
            return Fail(open, 1, $"parentheses are nested more than {DepthMax} deep", "make the condition simpler");
        }

        _at++;
        bool answer = ReadOr();
        _depth--;
        if (_issue is not null)
        {
            return false;
        }

        if (Current != ')')
        {
            return Fail(open, 1, "this parenthesis is never closed", "add the missing ')'");
        }

        _at++;
        return answer;
    }

    /// <summary>Decimal, 0x hexadecimal or 0 octal, signed or not: only being zero matters.</summary>
    private bool TryReadInteger(out bool nonZero)
    {
        int at = _at + (Current is '-' or '+' ? 1 : 0);
        nonZero = false;
        if (at >= _text.Length || !char.IsAsciiDigit(_text[at]))
        {
            return false;
        }

        bool hexadecimal = _text[at] == '0' && at + 2 < _text.Length && _text[at + 1] is 'x' or 'X' && char.IsAsciiHexDigit(_text[at + 2]);
        at += hexadecimal ? 2 : 0;
        while (at < _text.Length && (hexadecimal ? char.IsAsciiHexDigit(_text[at]) : char.IsAsciiDigit(_text[at])))
        {
            nonZero |= _text[at] != '0';
            at++;
        }

        _at = at;
        return true;
    }

    private bool ReadPredicate()
    {
        int start = _at;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '_')
        {
            _at++;
        }

        string name = _text[start.._at];
        if (name.Length == 0)
        {
            return FailTerm(start);
        }

        Predicate? predicate = Predicate.Find(name);
        if (predicate is null)
        {
            return Fail(start, name.Length, $"there is no predicate '{name}'", FixOfUnknown(name));
        }

        if (Current != '(')
        {
            return Fail(_at, 0, $"'{name}' needs {Count(predicate.Arguments)} in parentheses", null);
        }

        var arguments = new PredicateArguments(_text, _at);
        if (arguments.Issue is { } issue)
        {
            _issue ??= issue;
            return false;
        }

        _at = arguments.End;
        return Test(predicate, arguments, start);
    }

    private bool Test(Predicate predicate, PredicateArguments arguments, int start)
    {
        if (arguments.Texts.Count != predicate.Arguments)
        {
            return Fail(start, _at - start, $"'{predicate.Name}' takes {Count(predicate.Arguments)}, not {arguments.Texts.Count}", $"it is true when {predicate.Help}");
        }

        if (predicate.Check?.Invoke(arguments.Texts[0]) is { } fix)
        {
            (int offset, int length) = arguments.Places[0];
            return Fail(offset, length, $"'{arguments.Texts[0]}' is not what '{predicate.Name}' compares with", fix);
        }

        return predicate.Test(_context, arguments.Texts);
    }

    private bool FailTerm(int at)
    {
        if (at == _text.Length)
        {
            return Fail(at, 0, "a condition is missing here", "write a predicate such as feature(SPLICE), or 0 or 1");
        }

        string fix = _text[at] is '"' or '\'' ? "texts are compared with streq(a,b)" : "write a predicate such as feature(SPLICE), or 0 or 1";
        return Fail(at, 1, $"no condition can start with '{_text[at]}'", fix);
    }

    private void FailTrailing()
    {
        char c = _text[_at];
        string fix = c switch
        {
            '&' => "'and' is written '&&'",
            '|' => "'or' is written '||'",
            ')' => "there is no open parenthesis to close",
            _ => "join conditions with '&&' or '||'",
        };
        Fail(_at, 1, $"'{c}' cannot follow a complete condition", fix);
    }

    private bool TryOperator(string sign)
    {
        if (_issue is not null || string.CompareOrdinal(_text, _at, sign, 0, sign.Length) != 0)
        {
            return false;
        }

        _at += sign.Length;
        return true;
    }

    private bool Fail(int offset, int length, string message, string? fix)
    {
        _issue ??= new ValueIssue(offset, length, message, fix);
        return false;
    }

    private static string FixOfUnknown(string name)
    {
        var names = new List<string>();
        foreach (Predicate predicate in Predicate.All)
        {
            names.Add(predicate.Name);
        }

        return Suggest.Fix(name, names) ?? $"those known are {string.Join(", ", names)}";
    }

    private static string Count(int arguments) => arguments == 1 ? "one argument" : $"{arguments} arguments";

    private readonly char Current => _at < _text.Length ? _text[_at] : '\0';

    private void SkipSpaces()
    {
        while (Current is ' ' or '\t')
        {
            _at++;
        }
    }
}
