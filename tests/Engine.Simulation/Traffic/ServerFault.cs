namespace Engine.Simulation.Traffic;

/// <summary>What a server does wrong with one request.</summary>
internal enum ServerFault
{
    None,
    CloseBeforeHead,
    ResetBeforeHead,
    CloseInHead,
    Garbage,
    CloseInBody,
    ResetInBody,
    BadChunk,

    /// <summary>Never answers.</summary>
    Silent,

    /// <summary>Stops in the middle of its body.</summary>
    Stall,

    /// <summary>Sends more than its response: bytes that would answer the next request, if anybody took them for that.</summary>
    Stray,
}
