namespace Engine.Config.Text;

/// <summary>A place in a configuration file.</summary>
/// <param name="File">Path as the operator named it; "" when no file is concerned.</param>
/// <param name="Line">1-based line number; 0 when the file as a whole is meant.</param>
/// <param name="Column">1-based column, in characters of the raw line (bytes of the file; the renderer counts UTF-8 for people).</param>
/// <param name="Length">Characters covered, for the caret line; 0 points between characters.</param>
public readonly record struct SourceSpan(string File, int Line, int Column, int Length);
