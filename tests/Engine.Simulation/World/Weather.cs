namespace Engine.Simulation.World;

/// <summary>How hard the world is on the proxy in one run. Probabilities are per call, per connection or per request, as said.</summary>
internal sealed record Weather
{
    /// <summary>Nothing fails and nobody misbehaves: every request must be answered in full. Pieces, delays and spurious edges come all the same.</summary>
    public bool IsCalm { get; init; }

    /// <summary>Per call: a receive or send that moves less than it could.</summary>
    public double Partial { get; init; }

    /// <summary>Per call: a send that is refused though there was room.</summary>
    public double Refusal { get; init; }

    /// <summary>Per call: EINTR.</summary>
    public double Interrupt { get; init; }

    /// <summary>Per poll: an edge for a descriptor to which nothing happened.</summary>
    public double Spurious { get; init; }

    /// <summary>Per connect: ECONNREFUSED.</summary>
    public double ConnectRefused { get; init; }

    /// <summary>Per connect: no answer, or one behind the timeout.</summary>
    public double ConnectLost { get; init; }

    /// <summary>Per connect: an error from the call itself (no port, no descriptor).</summary>
    public double ConnectError { get; init; }

    /// <summary>Per connection: a reset out of the blue.</summary>
    public double Reset { get; init; }

    /// <summary>Per accept: EMFILE and the like.</summary>
    public double AcceptError { get; init; }

    /// <summary>Per request: its server misbehaves.</summary>
    public double BadServer { get; init; }

    /// <summary>Per client: it misbehaves.</summary>
    public double BadClient { get; init; }

    /// <summary>Per exchange: the server closes a connection that it announced to keep.</summary>
    public double StaleClose { get; init; }

    public static Weather Of(SimWorld world)
    {
        bool calm = world.Chance(0.35);
        double rough = calm ? 0 : 1;
        double Sometimes(double probability, double most) => world.Chance(probability) ? world.Random.NextDouble() * most : 0;
        return new Weather
        {
            IsCalm = calm,
            Partial = Sometimes(0.7, 0.5),
            Refusal = Sometimes(0.5, 0.3),
            Interrupt = Sometimes(0.4, 0.2),
            Spurious = Sometimes(0.4, 0.3),
            ConnectRefused = rough * Sometimes(0.3, 0.4),
            ConnectLost = rough * Sometimes(0.3, 0.3),
            ConnectError = rough * Sometimes(0.2, 0.2),
            Reset = rough * Sometimes(0.2, 0.2),
            AcceptError = rough * Sometimes(0.3, 0.5),
            BadServer = rough * Sometimes(0.7, 0.5),
            BadClient = rough * Sometimes(0.7, 0.6),
            StaleClose = rough * Sometimes(0.6, 0.5),
        };
    }
}
