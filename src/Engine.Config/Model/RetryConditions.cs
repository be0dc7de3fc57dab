using System;

namespace Engine.Config.Model;

/// <summary><c>retry-on</c>: the failures after which a request may be sent again.</summary>
[Flags]
public enum RetryConditions : uint
{
    None = 0,

    /// <summary>No connection, so that nothing of the request has left.</summary>
    ConnectionFailure = 1 << 0,

    /// <summary>The server closed without a byte of a response.</summary>
    EmptyResponse = 1 << 1,

    /// <summary>What came was no response, or the beginning of one.</summary>
    JunkResponse = 1 << 2,

    /// <summary>Nothing came in time.</summary>
    ResponseTimeout = 1 << 3,

    /// <summary>TLS early data was refused.</summary>
    EarlyDataRejected = 1 << 4,

    Status401 = 1 << 5,
    Status403 = 1 << 6,
    Status404 = 1 << 7,
    Status408 = 1 << 8,
    Status421 = 1 << 9,
    Status425 = 1 << 10,
    Status429 = 1 << 11,
    Status500 = 1 << 12,
    Status501 = 1 << 13,
    Status502 = 1 << 14,
    Status503 = 1 << 15,
    Status504 = 1 << 16,

    Statuses = Status401 | Status403 | Status404 | Status408 | Status421 | Status425 | Status429 | Status500 | Status501 | Status502 | Status503 | Status504,

    /// <summary><c>all-retryable-errors</c>.</summary>
    AllErrors = ConnectionFailure | EmptyResponse | JunkResponse | ResponseTimeout | EarlyDataRejected | Status500 | Status502 | Status503 | Status504,
}
