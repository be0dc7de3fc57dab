using System;
using System.Collections.Generic;

namespace Engine.Config.Text;

/// <summary>One line of configuration, split into words. Never empty.</summary>
/// <param name="File">Path as the operator named it.</param>
/// <param name="Line">1-based line number.</param>
/// <param name="Raw">The line as written, without its end of line; diagnostics show it. A byte string (<see cref="ByteText"/>).</param>
/// <param name="Words">At least one, at most 64 words (MAX_LINE_ARGS).</param>
public sealed record Statement(string File, int Line, string Raw, IReadOnlyList<Word> Words)
{
    public SourceSpan SpanOf(int word) => new(File, Line, Words[word].Column, Words[word].Length);

    /// <summary>
    /// The place of a part of a resolved word: exact when the word was written plainly or in one pair of quotes, the whole word
    /// when escapes or variables moved its characters.
    /// </summary>
    /// <param name="word">Index in <see cref="Words"/>.</param>
    /// <param name="offset">0-based in the word's text.</param>
    /// <param name="length">Characters; 0 points between characters.</param>
    public SourceSpan SpanWithin(int word, int offset, int length)
    {
        (string text, int column, int rawLength) = Words[word];
        ReadOnlySpan<char> written = Raw.AsSpan(column - 1, rawLength);
        if (written.SequenceEqual(text))
        {
            return new SourceSpan(File, Line, column + offset, length);
        }

        bool quoted = rawLength == text.Length + 2 && written[0] is '"' or '\'' && written[1..^1].SequenceEqual(text);
        return quoted ? new SourceSpan(File, Line, column + 1 + offset, length) : SpanOf(word);
    }

    /// <summary>The place right after the last word: where a missing argument belongs.</summary>
    public SourceSpan SpanAfterLast() => new(File, Line, Words[^1].Column + Words[^1].Length, 0);
}
