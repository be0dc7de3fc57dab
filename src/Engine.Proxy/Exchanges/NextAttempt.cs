namespace Engine.Proxy.Exchanges;

/// <summary>What follows a failed attempt.</summary>
internal enum NextAttempt : byte
{
    /// <summary>Nothing: the failure ends the exchange.</summary>
    None,

    /// <summary>A new connection to the same server, at once and not counted: the old one had died between two exchanges.</summary>
    NewConnection,

    /// <summary>The same server at once: the failure has taken its time.</summary>
    SameServer,

    /// <summary>The same server after a pause, since at once it would fail the same way.</summary>
    SameServerLater,

    /// <summary>Another server, at once.</summary>
    OtherServer,
}
