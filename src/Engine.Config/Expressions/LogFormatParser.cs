using System;
using System.Collections.Generic;
using System.Text;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>Parses log-format strings (CFG 8.2.6): of <c>log-format</c> itself and of every rule argument that takes a format.</summary>
public static class LogFormatParser
{
    /// <param name="isLog">True for log lines, where spaces are delimiters; false for rule arguments, where they are text.</param>
    /// <returns>Null when an error was reported.</returns>
    public static LogFormat? Parse(Statement at, int word, bool isLog, ExpressionContext context)
    {
        var run = new Run(new WordText(at, word, context), isLog);
        return run.TryReadAll() ? new LogFormat(run.Items) { Lasting = run.Lasting } : null;
    }

    /// <summary>Is any part of the word evaluated, or is all of it plain text? Needs no vocabulary and reports nothing.</summary>
    public static bool IsPlain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && (i + 1 >= text.Length || text[++i] != '%'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What <c>%(label:type)</c> and <c>%{flags}</c> said about the item that follows.</summary>
    private struct Prefix
    {
        public string? Label;
        public LogCast Cast;
        public LogFlags Flags;
    }

    private sealed class Run(WordText text, bool isLog)
    {
        private readonly StringBuilder _literal = new();
        private LogFlags _lasting;

        public List<LogItem> Items { get; } = [];

        public LogFlags Lasting => _lasting;

        public bool TryReadAll()
        {
            while (!text.AtEnd)
            {
                char c = text.Current;
                if (c == '%')
                {
                    if (!TryReadPercent())
                    {
                        return false;
                    }
                }
                else if (c == ' ' && isLog)
                {
                    TakeSpaces();
                }
                else
                {
                    _literal.Append(c);
                    text.Position++;
                }
            }

            FlushLiteral();
            return true;
        }

        private bool TryReadPercent()
        {
            int start = text.Position++;
            if (text.TryTake('%'))
            {
                _literal.Append('%');
                return true;
            }

            var prefix = new Prefix { Flags = _lasting };
            if (!TryTakeLabel(ref prefix) || !TryTakeFlags(ref prefix))
            {
                return false;
            }

            if (text.AtEnd)
            {
                text.Error(start, text.Position - start, "nothing follows '%'", "name an alias such as %ci, or write %% for a percent sign");
                return false;
            }

            FlushLiteral();
            return text.Current == '[' ? TryTakeSample(start, prefix) : TryTakeAlias(start, prefix);
        }

        private bool TryTakeSample(int start, Prefix prefix)
        {
            text.Position++;
            while (text.Current == ' ')
            {
                text.Position++;
            }

            SampleExpression? expression = SampleParser.ParsePart(text, aclHead: false, out _);
            if (expression is null)
            {
                return false;
            }

            while (text.Current == ' ')
            {
                text.Position++;
            }

            if (!text.TryTake(']'))
            {
                text.Error(text.AtEnd ? start : text.Position, text.AtEnd ? text.Position - start : 1, text.AtEnd ? "missing ']' after the sample expression" : $"unexpected '{text.Current}' in the sample expression", "write it as %[fetch(args),converter(args)]");
                return false;
            }

            Items.Add(new LogSample(expression, prefix.Flags, prefix.Label, prefix.Cast, text.SpanOf(start, text.Position - start)));
            return true;
        }

        private bool TryTakeAlias(int start, Prefix prefix)
        {
            int name = text.Position;
            while (char.IsAsciiLetterOrDigit(text.Current))
            {
                text.Position++;
            }

            // The longest alias that the letters begin with: "%ms%ft" needs no help, "%ts--" and "%Tc/" neither, "%bfoo" does.
            string letters = text.Text[name..text.Position];
            if (letters == "o")
            {
                _lasting = prefix.Flags;
                return true;
            }

            if (LogAliases.IsKnown(letters, text.Context.Vocabulary))
            {
                Items.Add(new LogAlias(letters, prefix.Flags, prefix.Label, prefix.Cast, text.SpanOf(start, text.Position - start)));
                return true;
            }

            text.Error(start, Math.Max(text.Position - start, 1), letters.Length == 0 ? $"no log alias begins with '{text.Current}'" : $"unknown log alias '%{letters}'", Spelling.Fix(letters, LogAliases.All) ?? "write %% for a percent sign");
            return false;
        }

        private bool TryTakeLabel(ref Prefix prefix)
        {
            if (text.Current != '(')
            {
                return true;
            }

            int open = text.Position;
            int close = text.Text.IndexOf(')', open);
            if (close < 0)
            {
                text.Error(open, text.Text.Length - open, "missing ')' after the name of the item", "write it as %(name:type)alias");
                return false;
            }

            string inside = text.Text[(open + 1)..close];
            int colon = inside.IndexOf(':', StringComparison.Ordinal);
            string type = colon < 0 ? "" : inside[(colon + 1)..];
            text.Position = close + 1;
            prefix.Label = colon < 0 ? inside : inside[..colon];
            switch (type)
            {
                case "": return true;
                case "str": prefix.Cast = LogCast.Text; return true;
                case "sint": prefix.Cast = LogCast.Integer; return true;
                case "bool": prefix.Cast = LogCast.Boolean; return true;
            }

            text.Error(open + 2 + colon, type.Length, $"unknown type '{type}' of a log item", "the types are str, sint and bool");
            return false;
        }

        private bool TryTakeFlags(ref Prefix prefix)
        {
            if (text.Current != '{')
            {
                return true;
            }

            int open = text.Position;
            int close = text.Text.IndexOf('}', open);
            if (close < 0)
            {
                text.Error(open, text.Text.Length - open, "missing '}' after the flags", "write it as %{+Q}alias");
                return false;
            }

            int offset = open + 1;
            foreach (string flag in text.Text[offset..close].Split(','))
            {
                if (!LogAliases.TryApplyFlag(flag.Trim(), ref prefix.Flags))
                {
                    text.Error(offset, flag.Length, $"unknown log flag '{flag}'", "the flags are +Q, +X, +E, +bin, +json and +cbor, or with - to end them");
                    return false;
                }

                offset += flag.Length + 1;
            }

            text.Position = close + 1;
            return true;
        }

        private void TakeSpaces()
        {
            FlushLiteral();
            while (text.Current == ' ')
            {
                text.Position++;
            }

            Items.Add(new LogSpace());
        }

        private void FlushLiteral()
        {
            if (_literal.Length > 0)
            {
                Items.Add(new LogLiteral(_literal.ToString()));
                _literal.Clear();
            }
        }
    }
}
