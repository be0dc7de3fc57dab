namespace Engine.Proxy.Health;

/// <summary>How a check ended, or what it does. The order is HAProxy's, whose numbers stand in <c>show servers state</c> (MGT 9.3 srv_check_status).</summary>
public enum CheckStatus : byte
{
    Unknown = 0,

    /// <summary>A check is configured, none has ended.</summary>
    Initializing = 1,

    /// <summary>A check has begun.</summary>
    Start = 2,

    /// <summary>A check that has nothing to say about up and down.</summary>
    Checked = 3,

    /// <summary>Live traffic counted as a failed check.</summary>
    Observed = 4,
    SocketError = 5,
    Layer4Passed = 6,
    Layer4Timeout = 7,
    Layer4Failed = 8,
    Layer6Passed = 9,
    Layer6Timeout = 10,
    Layer6Invalid = 11,
    Layer7Timeout = 12,
    Layer7Invalid = 13,

    /// <summary>No status: from here on a status comes with a code.</summary>
    CodesFollow = 14,
    Layer7Passed = 15,
    Layer7PassedForNow = 16,
    Layer7WrongStatus = 17,
    CommandError = 18,
    CommandTimeout = 19,
    CommandPassed = 20,
}
