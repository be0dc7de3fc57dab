using System;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>One word under a parser: its resolved text, how far it was read, and the way back to the columns of the raw line.</summary>
internal sealed class WordText(Statement statement, int word, ExpressionContext context)
{
    private (int Start, int End)[]? _columns;

    public Statement Statement { get; } = statement;

    public string Text { get; } = statement.Words[word].Text;

    public ExpressionContext Context { get; } = context;

    public int Position { get; set; }

    public bool AtEnd => Position >= Text.Length;

    public char Current => AtEnd ? '\0' : Text[Position];

    public bool TryTake(char wanted)
    {
        if (Current != wanted || AtEnd)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Where <paramref name="length"/> characters of the text from <paramref name="offset"/> stand in the line.</summary>
    public SourceSpan SpanOf(int offset, int length)
    {
        _columns ??= WordColumns.Of(Statement, word);
        if (_columns.Length == 0)
        {
            return Statement.SpanOf(word);
        }

        bool isAtEnd = offset >= Text.Length;
        int first = isAtEnd ? _columns[^1].End : _columns[offset].Start;
        int end = isAtEnd || length == 0 ? first : _columns[Math.Min(offset + length, Text.Length) - 1].End;
        return new SourceSpan(Statement.File, Statement.Line, first, end - first);
    }

    public void Error(int offset, int length, string message, string? fix = null) =>
        Context.Diagnostics.Add(new Diagnostic(Severity.Error, SpanOf(offset, length), Statement.Raw, message, fix));
}
