namespace Engine.Config.Text;

/// <summary>A place in a configuration file.</summary>
/// <param name="File">Path as the operator named it.</param>
/// <param name="Line">1-based line number.</param>
/// <param name="Column">1-based column, in characters of the line as written.</param>
/// <param name="Length">Characters covered, for the caret line; 0 points between characters.</param>
public readonly record struct SourceSpan(string File, int Line, int Column, int Length);
