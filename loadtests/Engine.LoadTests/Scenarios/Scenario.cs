using System.Collections.Generic;

namespace Engine.LoadTests.Scenarios;

/// <summary>A whole scenario file, read and checked.</summary>
internal sealed record Scenario
{
    public required string Name { get; init; }

    public required Target Target { get; init; }

    /// <summary>False: each request has a connection of its own.</summary>
    public bool KeepAlive { get; init; } = true;

    /// <summary>Requests under way at once on a connection, 1 or more.</summary>
    public int Pipeline { get; init; } = 1;

    /// <summary>For the whole answer, and for connecting, ms.</summary>
    public long TimeoutMs { get; init; } = ScenarioDraft.TimeoutMsDefault;

    /// <summary>Between an answer and the next request of its connection, ms; uniform up to <see cref="ThinkMaxMs"/>.</summary>
    public long ThinkMinMs { get; init; }

    public long ThinkMaxMs { get; init; }

    /// <summary>What injecting may open at most.</summary>
    public int Connections { get; init; } = ScenarioDraft.ConnectionsDefault;

    /// <summary>Event loops, each on a thread of its own.</summary>
    public int Loops { get; init; } = 1;

    public required IReadOnlyList<Step> Steps { get; init; }

    public required IReadOnlyList<Phase> Phases { get; init; }

    public IReadOnlyList<Assertion> Assertions { get; init; } = [];

    public bool IsWeighted => Steps[0].Weight > 0;

    public int ConnectionsMax
    {
        get
        {
            int most = 0;
            foreach (Phase phase in Phases)
            {
                most = System.Math.Max(most, phase.ConnectionsMax(Connections));
            }

            return most;
        }
    }
}
