namespace Engine.Config.Text;

/// <summary>
/// What is wrong with a value inside a word: the parsers of values know nothing of files and lines, so they point into their text.
/// <see cref="DiagnosticBag.Error(Statement, int, ValueIssue)"/> turns it into a finding of the word it came from.
/// </summary>
/// <param name="Offset">0-based first offending character of the parsed text; may equal its length ("something is missing here").</param>
/// <param name="Length">Offending characters; 0 when something is missing.</param>
/// <param name="Message">The cause, one sentence, no final period.</param>
/// <param name="Fix">The likely fix, or null.</param>
public sealed record ValueIssue(int Offset, int Length, string Message, string? Fix = null);
