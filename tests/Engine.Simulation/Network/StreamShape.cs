namespace Engine.Simulation.Network;

/// <summary>How one direction of a connection behaves.</summary>
/// <param name="CapacityBytes">Send buffer, wire and receive buffer together.</param>
/// <param name="LatencyMinMs">From here</param>
/// <param name="LatencyMaxMs">to here, each piece anew.</param>
/// <param name="Splits">Whether what was sent in one call may arrive in pieces.</param>
internal sealed record StreamShape(int CapacityBytes, int LatencyMinMs, int LatencyMaxMs, bool Splits);
