namespace Engine.Config.Text;

/// <summary>One raw line and what its pseudo variables stand for.</summary>
/// <param name="File">Path as the operator named it: <c>.FILE</c>.</param>
/// <param name="Number">1-based: <c>.LINE</c>.</param>
/// <param name="Raw">The line without its end of line.</param>
/// <param name="Section"><c>.SECTION</c>.</param>
internal readonly record struct SourceLine(string File, int Number, string Raw, string Section)
{
    public SourceSpan Span(int offset, int length) => new(File, Number, offset + 1, length);
}
