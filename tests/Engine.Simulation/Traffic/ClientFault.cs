namespace Engine.Simulation.Traffic;

/// <summary>What a client does wrong.</summary>
internal enum ClientFault
{
    None,

    /// <summary>Connects and says nothing.</summary>
    Mute,

    /// <summary>Stops in the middle of what it has to send.</summary>
    Stall,

    /// <summary>Closes at some moment.</summary>
    Close,

    /// <summary>Resets at some moment.</summary>
    Reset,

    /// <summary>Sends FIN behind its last request and waits for the answers.</summary>
    HalfClose,

    /// <summary>Stops reading.</summary>
    Deaf,

    /// <summary>Sends what is not HTTP.</summary>
    Garbage,

    /// <summary>Breaks off its chunked coding.</summary>
    BadChunk,
}
