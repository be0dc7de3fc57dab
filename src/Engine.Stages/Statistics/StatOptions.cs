namespace Engine.Stages.Statistics;

/// <summary>Which rows of statistics are wanted, and how.</summary>
internal sealed record StatOptions
{
    public StatFormat Format { get; init; }

    /// <summary>Typed listings say what each figure means.</summary>
    public bool Describes { get; init; }

    public StatKinds Kinds { get; init; } = StatKinds.All;

    /// <summary>Number of the only proxy; null = all.</summary>
    public int? ProxyId { get; init; }

    /// <summary>Number of the only server or listener; null = all.</summary>
    public int? Sid { get; init; }

    /// <summary>Servers that are down or in maintenance are left out.</summary>
    public bool OnlyUp { get; init; }

    /// <summary>Servers in maintenance are left out.</summary>
    public bool NoMaintenance { get; init; }

    public bool ShowsLegends { get; init; }
}
