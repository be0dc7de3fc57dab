namespace Engine.Config.Manual;

/// <summary>One word of the language as the manual shows it, made from the row that the reader itself goes by.</summary>
/// <param name="Name">As it is written: "timeout client", "path_beg", "ci" (a log alias, without its percent sign).</param>
/// <param name="Usage">With its arguments.</param>
/// <param name="Places">Where it may stand: sections, rulesets, or what it is an option of.</param>
/// <param name="Summary">One line; empty where this project has none (the storey above documents fetches, converters and aliases).</param>
public sealed record ManualEntry(ManualKind Kind, string Name, string Usage, string Places, string Summary)
{
    /// <summary>Anything but "works": "known, not supported yet", "accepted, has no effect" and why, or what to write instead. Null when it works.</summary>
    public string? Reservation { get; init; }

    /// <summary>Lines that a configuration may hold; empty when there is no example.</summary>
    public string Example { get; init; } = "";

    /// <summary>True when it does what it says; a hint may be written, but does nothing.</summary>
    public bool Works => Reservation is null;
}
