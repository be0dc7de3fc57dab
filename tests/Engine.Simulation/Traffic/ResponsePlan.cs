namespace Engine.Simulation.Traffic;

/// <summary>How a server answers one request.</summary>
internal sealed record ResponsePlan
{
    public int Status { get; init; } = 200;

    public BodyShape Body { get; init; }

    public int BodyBytes { get; init; }

    public bool HasTrailer { get; init; }

    public bool IsOldVersion { get; init; }

    /// <summary>The server closes behind it, and says so.</summary>
    public bool Closes { get; init; }

    /// <summary>Sent without waiting for the request's body.</summary>
    public bool IsEarly { get; init; }

    /// <summary>How many 103 come first.</summary>
    public int Interims { get; init; }

    public int DelayMs { get; init; }

    public ServerFault Fault { get; init; }

    /// <summary>Only the first time; a second attempt is answered as it should be.</summary>
    public bool Heals { get; init; }
}
