namespace Engine.Simulation.Servers;

/// <summary>How a server goes about it, whatever is asked.</summary>
internal sealed record ServerHabits
{
    /// <summary>Speaks no HTTP: eight digits name the session, the rest is a tunnel.</summary>
    public bool IsTcp { get; init; }

    public int ReadBytesMax { get; init; } = int.MaxValue;

    public int RestMs { get; init; }

    /// <summary>Per exchange: closes the connection soon after, without having said so.</summary>
    public double StaleClose { get; init; }
}
