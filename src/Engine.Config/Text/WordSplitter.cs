using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Engine.Config.Text;

/// <summary>
/// Splits a line into words and resolves quotes, escapes and variables on the way (CFG 2.2, 2.3). One instance serves all lines of
/// a run. The first error of a line ends that line: what follows a wrong quote cannot be judged.
/// </summary>
internal sealed class WordSplitter(ConfigEnvironment environment)
{
    /// <summary>MAX_LINE_ARGS of HAProxy: configurations beyond it do not exist, a generator gone wild does.</summary>
    public const int WordsMax = 64;

    private readonly VariableReader _variables = new(environment);
    private readonly List<Word> _words = [];
    private readonly StringBuilder _text = new();

    private SourceLine _line;
    private DiagnosticBag? _diagnostics;
    private int _at;

    /// <summary>Index in <see cref="_words"/> of the first word made from the written word being read: a list may make several.</summary>
    private int _firstOfWritten;

    /// <summary>True exactly when a list variable is part of the current word, so that being empty makes it vanish.</summary>
    private bool _fromList;

    /// <summary>The first empty word and the unset variable that emptied it, if one did.</summary>
    private (int Word, string? Variable)? _empty;

    private string? _unsetVariable;

    /// <summary>True where comments do not exist: on the command line.</summary>
    public bool HashIsText { get; init; }

    /// <summary>False after an error, which was then reported. No words at all is a success: an empty line or a comment.</summary>
    /// <param name="line">The line.</param>
    /// <param name="diagnostics">Null keeps silent: lines that a condition masks out.</param>
    /// <param name="words">The words; belongs to the caller.</param>
    public bool TrySplit(in SourceLine line, DiagnosticBag? diagnostics, out IReadOnlyList<Word> words)
    {
        _line = line;
        _diagnostics = diagnostics;
        _at = 0;
        _empty = null;
        _words.Clear();
        words = [];
        while (SkipSpaces())
        {
            if (!TryReadWord())
            {
                return false;
            }
        }

        if (IsVoid())
        {
            return true;
        }

        if (_empty is { } empty && empty.Word < _words.Count - 1)
        {
            return FailEmpty(empty.Word, empty.Variable);
        }

        words = _words.ToArray();
        return true;
    }

    /// <summary>A line made of one empty word ("${EXTRA}" with nothing in it) is an empty line.</summary>
    private bool IsVoid() => _words.Count == 0 || (_words.Count == 1 && _words[0].Text.Length == 0);

    private bool SkipSpaces()
    {
        while (_at < _line.Raw.Length && IsSpace(_line.Raw[_at]))
        {
            _at++;
        }

        return _at < _line.Raw.Length && !IsComment(_line.Raw[_at]);
    }

    private bool TryReadWord()
    {
        string raw = _line.Raw;
        int start = _at;
        int quoteAt = -1;
        _text.Clear();
        _fromList = false;
        _unsetVariable = null;
        _firstOfWritten = _words.Count;
        while (_at < raw.Length)
        {
            char c = raw[_at];
            char quote = quoteAt < 0 ? '\0' : raw[quoteAt];
            if (quote == '\0' && (IsSpace(c) || IsComment(c)))
            {
                break;
            }

            if (c is '"' or '\'' && (quote == '\0' || quote == c))
            {
                quoteAt = quote == '\0' ? _at : -1;
                _at++;
            }
            else if (!TryReadCharacter(c, quote))
            {
                return false;
            }
        }

        if (quoteAt >= 0)
        {
            return FailUnterminated(quoteAt);
        }

        bool vanishes = _text.Length == 0 && _fromList;
        if (!vanishes && !TryAddWord(start))
        {
            return false;
        }

        PlaceWords(start);
        return true;
    }

    /// <summary>One character, escape or variable of the word at <see cref="_at"/>.</summary>
    private bool TryReadCharacter(char c, char quote)
    {
        if (c == '\r')
        {
            return Fail(_at, 1, "a carriage return stands in the middle of the line", "end lines with LF or CRLF; write \\r to mean the character");
        }

        if (c == '\\' && quote != '\'')
        {
            return TryReadEscape(quote);
        }

        if (c == '$' && quote == '"')
        {
            return TryReadVariable();
        }

        _text.Append(c);
        _at++;
        return true;
    }

    private bool TryReadEscape(char quote)
    {
        string raw = _line.Raw;
        char next = _at + 1 < raw.Length ? raw[_at + 1] : '\0';
        switch (next)
        {
            case ' ' or '\\' or '#' or '\'' or '"':
                _text.Append(next);
                break;
            case 'n':
                _text.Append('\n');
                break;
            case 'r':
                _text.Append('\r');
                break;
            case 't':
                _text.Append('\t');
                break;
            case '$' when quote == '"':
                _text.Append('$');
                break;
            case 'x':
                return TryReadHex();
            default:
                return KeepBackslash(next, quote);
        }

        _at += 2;
        return true;
    }

    /// <summary>A backslash before any other character is an ordinary character.</summary>
    private bool KeepBackslash(char next, char quote)
    {
        if (next == '\0' && quote == '\0')
        {
            Report(Severity.Warning, _at, 1, "a backslash at the end of a line does not continue it", "write the whole statement on one line");
        }

        _text.Append('\\');
        _at++;
        return true;
    }

    private bool TryReadHex()
    {
        string raw = _line.Raw;
        int digits = _at + 2;
        if (digits + 2 > raw.Length || !char.IsAsciiHexDigit(raw[digits]) || !char.IsAsciiHexDigit(raw[digits + 1]))
        {
            int length = Math.Min(4, raw.Length - _at);
            return Fail(_at, length, "'\\x' needs two hexadecimal digits", "write \\x0a for a line feed, or \\\\x for a backslash and an x");
        }

        int value = int.Parse(raw.AsSpan(digits, 2), NumberStyles.AllowHexSpecifier, null);
        if (value == 0)
        {
            return Fail(_at, 4, "a NUL character cannot stand in a configuration", null);
        }

        _text.Append((char)value);
        _at += 4;
        return true;
    }

    private bool TryReadVariable()
    {
        VariableUse use = _variables.Read(_line, _at);
        if (use.Issue is { } issue)
        {
            return Fail(issue.Offset, issue.Length, issue.Message, issue.Fix);
        }

        if (use.IsUnset)
        {
            _unsetVariable ??= use.Name;
            Report(Severity.Diagnostic, _at, use.End - _at, $"the variable '{use.Name}' is not set and has no default; it stands for nothing", null);
        }

        int start = _at;
        _at = use.End;
        if (!use.IsList)
        {
            _text.Append(use.Value);
            return true;
        }

        _fromList = true;
        return TryAppendList(use.Value, start);
    }

    /// <summary><c>"${LIST[*]}"</c>: spaces in the value part words; those at its ends make no empty words.</summary>
    private bool TryAppendList(string value, int start)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (!IsSpace(value[i]))
            {
                _text.Append(value[i]);
            }
            else if (_text.Length > 0 && !TryAddWord(start))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryAddWord(int start)
    {
        if (_words.Count == WordsMax)
        {
            return Fail(start, Math.Max(1, _at - start), $"too many words: a line holds at most {WordsMax}", "split it into several statements");
        }

        if (_text.Length == 0)
        {
            _empty ??= (_words.Count, _unsetVariable);
        }

        _words.Add(new Word(_text.ToString(), start + 1, 0));
        _text.Clear();
        return true;
    }

    /// <summary>Every word made from one written word covers all of it.</summary>
    private void PlaceWords(int start)
    {
        for (int i = _firstOfWritten; i < _words.Count; i++)
        {
            _words[i] = new Word(_words[i].Text, start + 1, _at - start);
        }
    }

    private bool FailUnterminated(int quoteAt)
    {
        char quote = _line.Raw[quoteAt];
        return Fail(quoteAt, 1, $"this {(quote == '"' ? "double" : "single")} quote is never closed", $"close it before the end of the line, or write \\{quote} for the character itself");
    }

    private bool FailEmpty(int word, string? variable)
    {
        string message = variable is null
            ? $"word {word + 1} is empty, but more words follow"
            : $"word {word + 1} is empty because the variable '{variable}' is not set, and more words follow";
        string fix = variable is null ? "remove the empty word, or put a value into it" : $"set it, or give a default: \"${{{variable}-default}}\"";
        return Fail(_words[word].Column - 1, _words[word].Length, message, fix);
    }

    private bool Fail(int offset, int length, string message, string? fix)
    {
        Report(Severity.Error, offset, length, message, fix);
        return false;
    }

    private void Report(Severity severity, int offset, int length, string message, string? fix) =>
        _diagnostics?.Add(new Diagnostic(severity, _line.Span(offset, length), _line.Raw, message, fix));

    private bool IsComment(char c) => c == '#' && !HashIsText;

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\v' or '\f';
}
