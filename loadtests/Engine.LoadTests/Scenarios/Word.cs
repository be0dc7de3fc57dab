namespace Engine.LoadTests.Scenarios;

/// <summary>One word of a line.</summary>
/// <param name="Text">Without quotes and escapes, variables put in.</param>
/// <param name="Column">1-based, of its first character as written.</param>
/// <param name="Length">Characters as written, 1 or more.</param>
internal readonly record struct Word(string Text, int Column, int Length);
