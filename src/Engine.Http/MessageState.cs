namespace Engine.Http;

/// <summary>How far one side of an exchange is with its message.</summary>
public enum MessageState : byte
{
    /// <summary>Nothing sent since the last exchange.</summary>
    Idle,
    Head,
    Body,

    /// <summary>The message is complete.</summary>
    Done,

    /// <summary>Complete, and nothing may follow on this connection.</summary>
    MustClose,
    Closed,
    Tunnel,
}
