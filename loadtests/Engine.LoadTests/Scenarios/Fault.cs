namespace Engine.LoadTests.Scenarios;

/// <summary>What is wrong in a scenario, where, and how to mend it.</summary>
/// <param name="Line">1-based; 0 when it concerns the file as a whole.</param>
/// <param name="Column">1-based.</param>
/// <param name="Length">Characters that are wrong, 1 or more.</param>
/// <param name="SourceLine">The line as written.</param>
internal sealed record Fault(int Line, int Column, int Length, string SourceLine, string Message, string? Fix);
