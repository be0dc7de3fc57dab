namespace Engine.Proxy.Health;

/// <summary>How one check has ended.</summary>
/// <param name="Info">What messages say about it beyond the status; null or "" = nothing.</param>
public readonly record struct CheckOutcome(CheckStatus Status, string? Info)
{
    /// <summary>HTTP status or the like that came with it; 0 = none.</summary>
    public int Code { get; init; }
}
