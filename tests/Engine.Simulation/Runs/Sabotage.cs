namespace Engine.Simulation.Runs;

/// <summary>A fault put into the engine's surroundings on purpose, to see that the checks can fail.</summary>
internal enum Sabotage
{
    None,

    /// <summary>Two bytes of something sent change places.</summary>
    SwappedBytes,

    /// <summary>Some edges are never reported.</summary>
    LostEdges,

    /// <summary>A descriptor is not closed.</summary>
    LeakedDescriptor,

    /// <summary>A block is rented and not returned.</summary>
    LeakedBuffer,

    /// <summary>A block is returned twice.</summary>
    ReturnedTwice,

    /// <summary>A request goes out twice.</summary>
    RepeatedRequest,
}
