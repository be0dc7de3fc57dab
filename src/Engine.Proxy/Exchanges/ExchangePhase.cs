namespace Engine.Proxy.Exchanges;

/// <summary>What an HTTP exchange is at; one that stops in the middle goes on from there.</summary>
internal enum ExchangePhase : byte
{
    /// <summary>Step 2.</summary>
    Parse,

    /// <summary>Step 3.</summary>
    Route,

    /// <summary>Steps 4 and 5.</summary>
    Pick,

    /// <summary>Step 5, while a new connection is under way.</summary>
    Connect,

    /// <summary>Step 6.</summary>
    Send,

    /// <summary>Step 7.</summary>
    Receive,

    /// <summary>Step 8.</summary>
    Respond,

    /// <summary>The server has no part in it any more: what is left is the proxy's own answer, if there is one.</summary>
    Answer,
}
