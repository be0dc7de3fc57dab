namespace Engine.LoadTests.Scenarios;

/// <summary>How an assertion compares.</summary>
internal enum Comparison
{
    Less,
    AtMost,
    Equal,
    NotEqual,
    AtLeast,
    More,
}
