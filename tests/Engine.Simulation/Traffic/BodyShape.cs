namespace Engine.Simulation.Traffic;

/// <summary>How the end of a body is told (RFC 9112 section 6).</summary>
internal enum BodyShape
{
    None,
    Length,
    Chunked,
    UntilClose,
}
