namespace Engine.Http;

/// <summary>What can happen to the message of one side.</summary>
public enum MessageEvent : byte
{
    HeadBegins,

    /// <summary>A 1xx response other than 101 is complete; the real one is still to come.</summary>
    InterimEnds,

    /// <summary>The head is complete and a body follows.</summary>
    HeadEnds,

    /// <summary>The head is complete and with it the message.</summary>
    HeadEndsAll,

    BodyEnds,

    /// <summary>From here on bytes are relayed blindly (101, or CONNECT and 2xx).</summary>
    Switches,

    /// <summary>The side closed its half, or its connection broke.</summary>
    Closes,
}
