namespace Engine.Proxy.Exchanges;

/// <summary>How far a step of the exchange got without waiting.</summary>
internal enum Step : byte
{
    Done,

    /// <summary>More input is needed; read, then call again.</summary>
    Wait,

    /// <summary>Only the slow path can go on from here: it waits, retries or ends the exchange.</summary>
    Slow,
}
