namespace Engine.LoadTests.Traffic;

/// <summary>How far the reading of an answer has come.</summary>
internal enum AnswerState
{
    NeedMore,
    Whole,

    /// <summary>It breaks the protocol.</summary>
    Invalid,

    /// <summary>The connection ended before the first byte.</summary>
    Closed,

    /// <summary>The connection ended in the midst of it.</summary>
    Truncated,

    /// <summary>The connection was reset.</summary>
    Reset,
}
