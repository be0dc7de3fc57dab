namespace Engine.Config.Text;

/// <summary>One word of a statement after quotes, escapes and variables were resolved (CFG 2.2).</summary>
/// <param name="Text">The resolved text.</param>
/// <param name="Column">1-based column in the raw line where the word begins.</param>
/// <param name="Length">Characters the word covers in the raw line, quotes included.</param>
public readonly record struct Word(string Text, int Column, int Length);
