using System.Collections.Generic;

namespace Engine.Config.Text;

/// <summary>One line of configuration, split into words. Never empty.</summary>
/// <param name="File">Path as the operator named it.</param>
/// <param name="Line">1-based line number.</param>
/// <param name="Raw">The line as written, without its end of line; diagnostics show it.</param>
/// <param name="Words">At least one, at most 64 words (MAX_LINE_ARGS).</param>
public sealed record Statement(string File, int Line, string Raw, IReadOnlyList<Word> Words)
{
    public SourceSpan SpanOf(int word) => new(File, Line, Words[word].Column, Words[word].Length);
}
