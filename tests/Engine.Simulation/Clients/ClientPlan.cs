using System.Collections.Generic;
using Engine.Simulation.Traffic;

namespace Engine.Simulation.Clients;

/// <summary>One client connection: what it sends, how, and what it does wrong.</summary>
internal sealed record ClientPlan
{
    public required IReadOnlyList<RequestPlan> Requests { get; init; }

    public int StartMs { get; init; }

    public bool IsPipelined { get; init; }

    /// <summary>Pieces that each head and body is cut into, about; 1 = none.</summary>
    public int PiecesMax { get; init; }

    public int PauseMsMax { get; init; }

    /// <summary>Between an answer and the next request.</summary>
    public int ThinkMs { get; init; }

    public int ReadBytesMax { get; init; } = int.MaxValue;

    public int RestMs { get; init; }

    public ClientFault Fault { get; init; }

    /// <summary>When the fault comes, counted from the start.</summary>
    public int FaultMs { get; init; }

    /// <summary>Leaves closing to the proxy after its last answer.</summary>
    public bool WaitsForClose { get; init; }

    public override string ToString() =>
        $"at {StartMs} ms{(IsPipelined ? " pipelined" : "")}, {PiecesMax} pieces, thinks {ThinkMs} ms"
        + $"{(ReadBytesMax == int.MaxValue ? "" : $", reads {ReadBytesMax} per {RestMs} ms")}"
        + $"{(Fault == ClientFault.None ? "" : $", {Fault} at {FaultMs} ms")}{(WaitsForClose ? ", waits for the close" : "")}: " + string.Join("; ", Requests);
}
