namespace Engine.Proxy.Health;

/// <summary>One step of a check script. Immutable, shared by all servers and loops.</summary>
public abstract class CheckStep
{
    /// <summary>Number of its line in the script, from 1; 0 for a step that nobody wrote.</summary>
    public int Number { get; init; }

    /// <summary>What its own line says when it fails; null = nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>The same, or else the comment line before it.</summary>
    public string? NearComment { get; init; }
}
