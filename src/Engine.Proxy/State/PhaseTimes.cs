namespace Engine.Proxy.State;

/// <summary>How long the phases of one exchange took, ms; 0 for one that was not reached.</summary>
internal readonly record struct PhaseTimes(long QueueMs, long ConnectMs, long ResponseMs, long TotalMs);
