namespace Engine.LoadTests.Measuring;

/// <summary>What can become of a request other than the expected answer.</summary>
internal enum FailureKind
{
    /// <summary>No connection could be had; the detail is the errno.</summary>
    Connect,

    /// <summary>No whole answer in time.</summary>
    Timeout,

    /// <summary>The connection was reset before the answer was whole.</summary>
    Reset,

    /// <summary>The connection was closed before the first byte of an answer.</summary>
    Closed,

    /// <summary>The connection was closed in the midst of an answer.</summary>
    Truncated,

    /// <summary>The answer breaks the protocol; the detail is the parser's fault.</summary>
    Invalid,

    /// <summary>More bytes came than were asked for.</summary>
    Surplus,

    /// <summary>Another status than expected; it is the detail.</summary>
    Status,

    /// <summary>A body of another length than expected.</summary>
    Length,

    /// <summary>Due, but no connection was free for it before the phase ended: the target is slower than the rate.</summary>
    Unsent,
}
